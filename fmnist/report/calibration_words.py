"""Whether confidences can be believed, and what abstaining gains, in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from fmnist.report.calibration_numbers import Calibration
from fmnist.report.words import percent


@dataclass(frozen=True)
class Claim:
    """A model's name and how far its confidence can be believed."""

    name: str
    numbers: Calibration


def calibration_sentence(claims: Sequence[Claim]) -> str:
    """Say whose confidence can be believed most and whose least, as Markdown."""
    ordered = sorted(claims, key=lambda claim: claim.numbers.equal_width.value)
    best, worst = ordered[0], ordered[-1]
    if best is worst:
        return f"**{best.name}** {claim_words(best.numbers)} ({_ece(best.numbers)})."
    return (
        f"The confidence of **{best.name}** can be believed most ({_ece(best.numbers)}), that of "
        f"**{worst.name}** least: it {claim_words(worst.numbers)} "
        f"(ECE {percent(worst.numbers.equal_width.value)})."
    )


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
    change = (
        f"stays at {percent(before)}"
        if after == before
        else f"{'rises' if after > before else 'falls'} from {percent(before)} to "
        f"**{percent(after)}**"
    )
    return f"If **{name}** may abstain on {percent(share, 0)} of the images, its accuracy {change}."


def claim_words(numbers: Calibration) -> str:
    """Say what a model claims on average and how often it is right."""
    claims, right = numbers.mean_confidence, numbers.accuracy
    turn = "but is right on only" if claims > right else "and is right on"
    return f"claims {percent(claims)} on average {turn} {percent(right)}"


def _ece(numbers: Calibration) -> str:
    ece = numbers.equal_width
    return f"ECE {percent(ece.value)}; chance alone would show up to {percent(ece.by_chance.high)}"
