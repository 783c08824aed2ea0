"""Parts of the test images: where a model is worse, and what every model makes of one of them."""

from typing import Annotated, Final, Literal

import numpy as np
from pydantic import Field, model_validator

from fmnist import text
from fmnist.artifacts.record import Key
from fmnist.errors import ReportError
from fmnist.evaluation.slices import LONGEST_SLICE, Slice
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import ON_ALL, WILSON, Block, Content
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.slice_comparison import inside_chart, inside_table, ranked_in, verdicts
from fmnist.views.parts.slice_findings import found_chart, found_sentence, found_table
from fmnist.views.parts.slices import found_slices, images_of, slice_of, slice_text
from fmnist.views.parts.view import View

LONGEST_NAME: Final = 60
MOST_FOUND: Final = 12
"""Slices of a model that a report shows."""
BY_ANSWERS: Final = (
    "Models' answers decide which images these are: how many are right here says how they were "
    "chosen, not how good a model is."
)


class SlicesView(View):
    """Where one of the models is worse; or, with a slice, all of them in it and outside."""

    NAME = "Slices"
    PAGE = "slices"

    kind: Literal["slices"] = "slices"
    of: Key | None = None
    """Whose worst slices are shown; the most accurate model's unless given."""
    slice: Annotated[str, Field(max_length=LONGEST_SLICE)] = ""
    """As in `fmnist.evaluation.slices`; empty: the slices in which `of` is worse."""
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    """What a person calls the slice."""

    @model_validator(mode="after")
    def _of_one_of_the_models(self) -> "SlicesView":
        if self.of is not None and self.of not in self.models:
            raise ValueError("of must be one of models")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        if self.slice:
            return plain_name(self.name) or slice_text(self._part())
        return f"Where {evaluation_set.pick((self._key(evaluation_set),))[0].name} is worse"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        said = (("of", self.of), ("slice", self.slice), ("name", plain_name(self.name)))
        return [(name, value) for name, value in said if value]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Look for slices in which a model is worse, or compare the models in one."""
        evaluated = evaluation_set.pick(self.models)
        key = self._key(evaluation_set)
        one = next(each for each in evaluated if each.key == key)
        if self.slice:
            return _of_slice(self._part(), one, evaluated, evaluation_set)
        return _found(one, evaluated, evaluation_set)

    def _key(self, evaluation_set: EvaluationSet) -> str:
        return self.of or evaluation_set.pick(self.models)[0].key

    def _part(self) -> Slice:
        try:
            return slice_of(self.slice)
        except ValueError as error:
            raise ReportError(
                f"There is no slice {self.slice[:LONGEST_NAME]!r}: {error} Choose it again on the "
                "page Slices."
            ) from error


def plain_name(name: str) -> str:
    """Return a person's name for a slice in one line, without what no document can hold."""
    kept = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(text.plain(kept).split())[:LONGEST_NAME]


def _found(
    one: EvaluatedModel, evaluated: tuple[EvaluatedModel, ...], evaluation_set: EvaluationSet
) -> Content:
    found = found_slices(evaluated, evaluation_set.split)
    at = evaluated.index(one)
    shown = found.worst_of(at)[:MOST_FOUND]
    blocks: tuple[Block, ...] = ()
    if shown:
        blocks = (
            found_chart(one, at, shown, found, evaluation_set),
            found_table(at, shown, found),
        )
    tests = found.adjusted_p.size
    return Content(
        found_sentence(one, at, found),
        blocks,
        ON_ALL,
        f"{WILSON}; Fisher's exact test against the other images, of a part of a class also "
        f"against the rest of the class, Holm over {tests:,} tests "
        f"({text.counted(len(found.candidates), 'slice')}, "
        f"{text.counted(len(evaluated), 'model')})",
    )


def _of_slice(
    part: Slice,
    one: EvaluatedModel,
    evaluated: tuple[EvaluatedModel, ...],
    evaluation_set: EvaluationSet,
) -> Content:
    inside = images_of(part, evaluation_set)
    n = int(inside.sum())
    if not n:
        return Content(
            f"No image is in this slice: {slice_text(part)}. Widen a condition or take one out.",
            (),
            "no image",
            "none",
        )
    ranked = ranked_in(inside, evaluated)
    sentence = verdicts(inside, evaluated)
    if part.goes_by_answers:
        sentence = f"{sentence} {BY_ANSWERS}"
    wrong = np.flatnonzero(inside & ~one.correct)
    shown = wrong if len(wrong) else np.flatnonzero(inside)
    read = "misclassifies" if len(wrong) else "classifies correctly"
    what = f"{slice_text(part)}: what {one.name} {read}"
    pairs = len(evaluated) * (len(evaluated) - 1) // 2
    tests = f"; McNemar's mid-p in the slice and outside, each Holm over {pairs:,} pairs"
    return Content(
        sentence,
        (
            inside_chart(ranked, evaluation_set),
            inside_table(ranked, slice_text(part)),
            *most_confident(evaluation_set, shown, one, what=what),
        ),
        f"{text.images(n)} of the {ON_ALL}",
        WILSON + (tests if pairs else ""),
    )
