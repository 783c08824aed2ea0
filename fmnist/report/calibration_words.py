"""Whether confidences can be believed, and what abstaining gains, in plain sentences."""

from collections.abc import Sequence

from fmnist.report.calibration_numbers import Calibration
from fmnist.report.words import percent


def calibration_sentence(names: Sequence[str], evaluated: Sequence[Calibration]) -> str:
    """Say whose confidence can be believed most and whose least, as Markdown.

    Parameters
    ----------
    names
        At least one model.
    evaluated
        How far the confidence of each can be believed, in the same order.
    """
    eces = [one.equal_width.value for one in evaluated]
    best, worst = eces.index(min(eces)), eces.index(max(eces))
    ece = evaluated[best].equal_width
    of_best = (
        f"ECE {percent(ece.value)}; chance alone would show up to {percent(ece.by_chance.high)}"
    )
    if best == worst:
        return f"**{names[best]}** {claim_words(evaluated[best])} ({of_best})."
    return (
        f"The confidence of **{names[best]}** can be believed most ({of_best}), that of "
        f"**{names[worst]}** least: it {claim_words(evaluated[worst])} "
        f"(ECE {percent(eces[worst])})."
    )


def claim_words(numbers: Calibration) -> str:
    """Say what a model claims on average and how often it is right."""
    claims, right = numbers.mean_confidence, numbers.accuracy
    turn = "but is right on only" if claims > right else "and is right on"
    return f"claims {percent(claims)} on average {turn} {percent(right)}"


def abstention_sentence(name: str, share: float, before: float, after: float) -> str:
    """Say what a model gains by leaving out the images it is least sure of, as Markdown.

    Parameters
    ----------
    name
        The model.
    share
        Of images left out, 0 to 1.
    before, after
        Accuracy on all images, and on those that are kept.
    """
    if share == 0:
        return f"Answering every image, **{name}** is right on {percent(before)}."
    change = f"{'rises' if after > before else 'falls'} from {percent(before)} to"
    if percent(after) == percent(before):
        change = "stays at"
    return (
        f"If **{name}** may abstain on {percent(share, 0)} of the images, its accuracy {change} "
        f"**{percent(after)}**."
    )
