"""What the agreement of models comes to, in plain sentences computed from the data."""

from collections.abc import Sequence
from typing import Final

from fmnist.evaluation.families import CochransQ
from fmnist.words import NBSP, enumerate_words, number_word, p_value, percent

ALPHA: Final = 0.05
PAIR: Final = 2


def region_name(right: Sequence[bool], names: Sequence[str]) -> str:
    """Say who is right in a region, such as "Only CNN best wrong".

    Parameters
    ----------
    right
        Whether each model is right.
    names
        The models, in the same order.
    """
    everybody = "Both" if len(names) == PAIR else f"All {number_word(len(names))}"
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
    listed = enumerate_words([f"**{name}**" for name in names])
    return (
        f"{listed} {together} get **{all_wrong:,}** of {total:,} images wrong; on "
        f"**{total - all_right - all_wrong:,}** only {some} right. "
        "Picking the right model for each image would reach "
        f"{percent((total - all_wrong) / total)}; the best alone reaches {percent(best)}."
    )


def cochrans_q_sentence(found: CochransQ, names: Sequence[str]) -> str:
    """Say whether several models are equally accurate, as Markdown."""
    everybody = f"The {number_word(len(names))} chosen models"
    verdict = (
        f"{everybody} are **not equally accurate**"
        if found.p_value < ALPHA
        else f"There is **no evidence that the accuracies of {everybody.lower()} differ**"
    )
    freedom = f"{found.degrees} degree{'' if found.degrees == 1 else 's'} of freedom"
    written = p_value(found.p_value)
    p = f"p {'' if written.startswith('<') else '= '}{written}".replace(" ", NBSP)
    return (
        f"{verdict}: Cochran's Q{NBSP}={NBSP}{found.statistic:,.1f} with {freedom}, {p}. "
        "It speaks of these weights, not of their families."
    )
