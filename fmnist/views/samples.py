"""Test images by what they are and by what models make of them: a filter, a draw, a list."""

from collections import Counter
from typing import Annotated, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from fmnist import text
from fmnist.artifacts.record import Key
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.image_list import LONGEST_LIST, from_list_token
from fmnist.errors import DataError
from fmnist.evaluation.sampling import random_draw
from fmnist.evaluation.selection import Criteria, select, select_answers
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import Block, Content, Pictures, Table
from fmnist.views.parts.pictures import most_confident, picture
from fmnist.views.parts.view import Label, View

DRAWN: Final = 25
LARGEST_SEED: Final = 999_999
COMMONEST: Final = 10
Share = Annotated[float, Field(ge=0, le=1)]
Keys = Annotated[tuple[Key, ...], Field(max_length=1000)]
Indices = npt.NDArray[np.int64]


class SamplesView(View):
    """The images that fit a filter; with `seed`, 25 of them drawn at random."""

    NAME = "Test images"
    PAGE = "samples"

    kind: Literal["samples"] = "samples"
    by: Key
    """Whose answers and confidence the filter asks for."""
    true: Label | None = None
    predicted: Label | None = None
    outcome: Literal["right", "wrong"] | None = None
    low: Share = 0.0
    high: Share = 1.0
    right: Keys = ()
    wrong: Keys = ()
    images: Annotated[str, Field(max_length=LONGEST_LIST)] = ""
    """The images that a link names, as `fmnist.data.image_list` packs them; all, if empty."""
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> "SamplesView":
        if not {self.by, *self.right, *self.wrong} <= set(self.models):
            raise ValueError("by, right and wrong must be among models")
        if self.low > self.high:
            raise ValueError("low must not be above high")
        if self.images:
            try:
                from_list_token(self.images)
            except DataError as error:
                raise ValueError(str(error)) from error
        return self

    @property
    def goes_by_answers(self) -> bool:
        """Whether what models answer decides which images fit."""
        asked = (self.predicted, self.outcome, self.low, self.high, self.right, self.wrong)
        return asked != (None, None, 0.0, 1.0, (), ())

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        said = [text.plain(part) for part in self._conditions(evaluation_set)]
        title = "; ".join(said) if said else "All test images"
        drawn = "" if self.seed is None else f", {DRAWN} drawn at random"
        return f"{title[0].upper()}{title[1:]}{drawn}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        said: list[tuple[str, str]] = [("by", self.by)]
        if self.true is not None:
            said.append(("true", CLASS_NAMES[self.true]))
        if self.predicted is not None:
            said.append(("predicted", CLASS_NAMES[self.predicted]))
        if self.outcome is not None:
            said.append(("outcome", self.outcome.capitalize()))
        if (self.low, self.high) != (0, 1):
            said += [("confidence", f"{end:g}") for end in (self.low, self.high)]
        said += [("right", key) for key in self.right] + [("wrong", key) for key in self.wrong]
        if self.images:
            said.append(("images", self.images))
        if self.seed is not None:
            said += [("show", f"Random {DRAWN}"), ("seed", str(self.seed))]
        return said

    def fitting(self, evaluation_set: EvaluationSet) -> Indices:
        """Return the images that fit, ascending, shape (n,).

        Of a model that came as labels alone no confidence is asked for.
        """
        models = {one.key: one for one in evaluation_set.pick(self.models)}
        by, labels = models[self.by], evaluation_set.split.labels
        criteria = Criteria(self.true, self.predicted, self.outcome, self.low, self.high)
        if by.states_probabilities:
            found = select(labels, by.y_proba, criteria)
        else:
            found = select_answers(labels, by.y_pred, criteria)
        keep = np.ones(len(labels), dtype=np.bool_)
        if self.images:
            keep[:] = False
            keep[from_list_token(self.images)] = True
        for key in self.right:
            keep &= models[key].correct
        for key in self.wrong:
            keep &= ~models[key].correct
        return np.asarray(found[keep[found]])

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Count the images that fit, and say which classes they are and are taken for."""
        by = next(one for one in evaluation_set.pick(self.models) if one.key == self.by)
        found, total = self.fitting(evaluation_set), len(by.correct)
        conditions = self._conditions(evaluation_set)
        said = f"**{len(found):,}** of {total:,} images"
        if conditions:
            said += f": {'; '.join(conditions)}"
        told = self.outcome is not None or None not in (self.true, self.predicted)
        if len(found) and not told and by.key not in (*self.right, *self.wrong):
            n_right = int(by.correct[found].sum())
            share = text.share_with_interval(n_right, len(found))
            said += f". **{by.name}** classifies {n_right:,} of them correctly: {share}"
        if not len(found):
            return Content(f"{said}.", ())
        blocks: list[Block] = [_labels(found, by, evaluation_set)]
        if self.seed is None:
            blocks.extend(most_confident(evaluation_set, found, by, what="Images that fit"))
        else:
            blocks.append(_drawn(random_draw(found, DRAWN, seed=self.seed), by, evaluation_set))
        return Content(f"{said}.", tuple(blocks))

    def _conditions(self, evaluation_set: EvaluationSet) -> list[str]:
        """Say each thing that the filter asks for, as Markdown."""
        name = evaluation_set.name(self.by)
        listed = text.images(len(from_list_token(self.images))) if self.images else ""
        said = [
            f"among {listed} that a link names" if listed else "",
            "" if self.true is None else f"true label **{CLASS_NAMES[self.true]}**",
            ""
            if self.predicted is None
            else f"predicted label **{CLASS_NAMES[self.predicted]}** by {name}",
            "" if self.outcome is None else f"{name} is **{self.outcome}**",
            ""
            if (self.low, self.high) == (0, 1)
            else f"confidence of {name} **{self.low:.2f} to {self.high:.2f}**",
            *(
                f"{text.enumerate_all(evaluation_set.names(keys))} "
                f"{'is' if len(keys) == 1 else 'are'} **{outcome}**"
                for keys, outcome in ((self.right, "right"), (self.wrong, "wrong"))
                if keys
            ),
        ]
        return [part for part in said if part]


def _labels(found: Indices, by: EvaluatedModel, evaluation_set: EvaluationSet) -> Table:
    """Return the commonest pairs of true and predicted labels among some images."""
    labels = evaluation_set.split.labels[found].tolist()
    counts = Counter(zip(labels, by.y_pred[found].tolist(), strict=True))
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    rows = tuple(
        (text.arrow(true, predicted), f"{count:,}", text.percent(count / len(found)))
        for (true, predicted), count in ranked[:COMMONEST]
    )
    shown = f"{len(rows)} of {len(ranked)}" if len(ranked) > len(rows) else f"all {len(ranked)}"
    caption = f"What they are and what {by.name} takes them for, the commonest first: {shown}"
    return Table(caption, ("True → predicted", "Images", "Share of these images"), rows)


def _drawn(drawn: Indices, by: EvaluatedModel, evaluation_set: EvaluationSet) -> Pictures:
    right = int(by.correct[drawn].sum())
    caption = (
        f"{text.images(len(drawn)).capitalize()} drawn at random; {by.name} has {right:,} of them "
        "right. Under each: predicted label and confidence."
    )
    return Pictures(caption, tuple(picture(evaluation_set.split, at, by) for at in drawn.tolist()))
