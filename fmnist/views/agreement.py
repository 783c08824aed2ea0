"""On which images the models are right or wrong together, pair by pair."""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from fmnist import text
from fmnist.evaluation.agreement import all_wrong
from fmnist.evaluation.families import CochransQ, Comparisons
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, comparisons, names_of
from fmnist.views.parts.content import ON_ALL, WILSON, Block, Content, Table
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import View

ALPHA: Final = 0.05
PAIR: Final = 2


class AgreementView(View):
    """On which images the models are right or wrong together."""

    NAME = "Agreement"
    PAGE = "agreement"
    TITLE = "What the models get wrong together"

    kind: Literal["agreement"] = "agreement"

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Compare every pair, and find the images that no model has right."""
        evaluated = evaluation_set.pick(self.models)
        correct = np.stack([one.correct for one in evaluated])
        lost = all_wrong(correct)
        n, right = correct.shape[1], int(correct.all(axis=0).sum())
        if len(evaluated) == 1:
            share = text.share_with_interval(right, n)
            sentence = (
                f"**{evaluated[0].name}** classifies {right:,} of {n:,} images correctly: {share}."
            )
        else:
            best = evaluated[0].accuracy
            sentence = agreement_sentence(names_of(evaluated), right, len(lost), best=best, total=n)
        found = comparisons(evaluated) if len(evaluated) > 1 else None
        blocks: list[Block] = [_table(evaluated, found)] if found else []
        blocks.extend(
            most_confident(
                evaluation_set, lost, evaluated[0], what="Images that no model gets right"
            )
        )
        pairs = len(found.pairs) if found else 0
        tests = f"; Newcombe's paired 95 % interval, McNemar's mid-p, Holm over {pairs} pairs"
        return Content(sentence, tuple(blocks), ON_ALL, WILSON + (tests if pairs else ""))


def _table(evaluated: Sequence[EvaluatedModel], found: Comparisons) -> Table:
    rows = tuple(
        (
            f"{evaluated[pair.first].name} and {evaluated[pair.second].name}",
            f"{pair.table.both_right:,}",
            f"{pair.table.only_a:,}",
            f"{pair.table.only_b:,}",
            f"{pair.table.both_wrong:,}",
            text.points(pair.difference.estimate),
            text.points_between(pair.difference.newcombe.low, pair.difference.newcombe.high),
            text.p_value(pair.adjusted_p),
        )
        for pair in found.pairs
    )
    columns = (
        "Models",
        "Both right",
        "Only the first",
        "Only the second",
        "Both wrong",
        "Points",
        "95 % interval",
        "p",
    )
    return Table("Pairs of models on the same images", columns, rows)


def region_name(right: Sequence[bool], names: Sequence[str]) -> str:
    """Say who is right in a region, such as "Only CNN best wrong".

    Parameters
    ----------
    right
        Whether each model is right.
    names
        The models, in the same order.
    """
    everybody = "Both" if len(names) == PAIR else f"All {text.number_word(len(names))}"
    if all(right) or not any(right):
        return f"{everybody} {'right' if all(right) else 'wrong'}"
    outcome = sum(right) == 1
    odd = [name for name, is_right in zip(names, right, strict=True) if is_right == outcome]
    return f"Only {' and '.join(odd)} {'right' if outcome else 'wrong'}"


def agreement_sentence(
    names: Sequence[str], all_right: int, all_wrong: int, *, best: float, total: int
) -> str:
    """Say what models get wrong together, and what one could gain by combining them, as Markdown.

    Parameters
    ----------
    names
        Two models or more.
    all_right, all_wrong
        Numbers of images that they all have right, and wrong.
    best
        The accuracy of the best of them, 0 to 1.
    total
        Number of all images.
    """
    two = len(names) == PAIR
    together, some = ("both", "one of them is") if two else ("all", "some of them are")
    listed = text.enumerate_all([f"**{name}**" for name in names])
    return (
        f"{listed} {together} get **{all_wrong:,}** of {total:,} images wrong; on "
        f"**{total - all_right - all_wrong:,}** only {some} right. "
        "Picking the right model for each image would reach "
        f"{text.percent((total - all_wrong) / total)}; the best alone reaches "
        f"{text.percent(best)}."
    )


def cochrans_q_sentence(found: CochransQ, names: Sequence[str]) -> str:
    """Say whether several models are equally accurate, as Markdown."""
    everybody = f"The {text.number_word(len(names))} chosen models"
    verdict = (
        f"{everybody} are **not equally accurate**"
        if found.p_value < ALPHA
        else f"There is **no evidence that the accuracies of {everybody.lower()} differ**"
    )
    freedom = f"{found.degrees} degree{'' if found.degrees == 1 else 's'} of freedom"
    written = text.p_value(found.p_value)
    p = f"p {'' if written.startswith('<') else '= '}{written}".replace(" ", text.NBSP)
    return (
        f"{verdict}: Cochran's Q{text.NBSP}={text.NBSP}{text.rounded(found.statistic)} with "
        f"{freedom}, {p}. "
        "This says something about these weights, not about their families."
    )
