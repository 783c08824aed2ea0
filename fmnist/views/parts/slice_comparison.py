"""Models in a slice and on all other images: who leads, in words, as a chart and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fmnist import text
from fmnist.evaluation.contracts import Flags
from fmnist.evaluation.families import compare_all
from fmnist.evaluation.intervals import Interval, wilson_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.content import Point, Table, Whiskers
from fmnist.views.parts.verdict import verdict


@dataclass(frozen=True, eq=False)
class Inside:
    """One model in a slice, and on the other images.

    Attributes
    ----------
    one : EvaluatedModel
    n, right : int
        Images in the slice, at least one, and right answers there.
    n_rest, right_rest : int
        The same of all other images.
    """

    one: EvaluatedModel
    n: int
    right: int
    n_rest: int
    right_rest: int

    @property
    def accuracy(self) -> float:
        """Share of right answers in the slice."""
        return self.right / self.n

    @property
    def interval(self) -> Interval:
        """Its Wilson 95 % interval."""
        return wilson_interval(self.right, self.n)

    @property
    def elsewhere(self) -> float | None:
        """Share of right answers on the other images; None where there is none."""
        return self.right_rest / self.n_rest if self.n_rest else None


def ranked_in(inside: Flags, evaluated: Sequence[EvaluatedModel]) -> list[Inside]:
    """Return models in a slice with at least one image, the most accurate there first."""
    n, rest = int(inside.sum()), int((~inside).sum())
    rights = [int(one.correct[inside].sum()) for one in evaluated]
    found = [
        Inside(one, n, right, rest, one.n_correct - right)
        for one, right in zip(evaluated, rights, strict=True)
    ]
    return sorted(found, key=lambda each: -each.right)


def verdicts(inside: Flags, evaluated: Sequence[EvaluatedModel]) -> str:
    """Say who leads in a slice, and who on all other images, as Markdown."""
    n, rest = int(inside.sum()), int((~inside).sum())
    here = f"Inside ({text.images(n)}): {_verdict(inside, evaluated)}"
    if not rest:
        return here
    return f"{here} Outside ({text.images(rest)}): {_verdict(~inside, evaluated)}"


def _verdict(inside: Flags, evaluated: Sequence[EvaluatedModel]) -> str:
    ranked = ranked_in(inside, evaluated)
    if len(ranked) == 1:
        share = text.share_with_interval(ranked[0].right, ranked[0].n)
        return f"**{ranked[0].one.name}** classifies {share} correctly."
    said = verdict(
        [each.one.name for each in ranked],
        [each.accuracy for each in ranked],
        compare_all(np.stack([each.one.correct[inside] for each in ranked])),
    )
    return said.replace(" on these images", "")  # which images is said before it


def inside_chart(ranked: Sequence[Inside], evaluation_set: EvaluationSet) -> Whiskers:
    """Return a dot with its interval for each model."""
    points = tuple(
        Point(
            each.one.name,
            evaluation_set.colours[each.one.key],
            each.accuracy,
            each.interval.low,
            each.interval.high,
        )
        for each in ranked
    )
    return Whiskers("Accuracy in the slice, with its 95 % interval", points)


def inside_table(ranked: Sequence[Inside], of: str) -> Table:
    """Return accuracies inside and outside; `of` says which images are inside."""
    rows = []
    for each in ranked:
        cells = [f"{text.percent(each.accuracy)} ({text.between(each.interval)})", "", ""]
        if each.elsewhere is not None:
            ends = wilson_interval(each.right_rest, each.n_rest)
            cells[1:] = (
                f"{text.percent(each.elsewhere)} ({text.between(ends)})",
                text.points(each.accuracy - each.elsewhere),
            )
        rows.append((each.one.name, *cells))
    columns = ("Model", "In the slice", "On the other images", "Gap in points")
    return Table(f"Accuracy inside and outside, with 95 % intervals: {of}", columns, tuple(rows))
