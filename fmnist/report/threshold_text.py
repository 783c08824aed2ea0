"""What a threshold between two classes is worth on images that did not choose it."""

from fmnist.evaluation.pair_threshold import HalfSplit, ThresholdErrors
from fmnist.evaluation.paired import PairedTable, mcnemar
from fmnist.text import p_value

ALPHA = 0.05


def half_split_sentence(halves: HalfSplit, threshold: str) -> str:
    """Say in one sentence, as Markdown, what the threshold of one half does on the other.

    Parameters
    ----------
    halves
        From `fmnist.evaluation.pair_threshold.half_split_threshold`.
    threshold
        How its threshold is written, in nats.
    """
    before, after = _total(halves.held_out_at_zero), _total(halves.held_out)
    n = halves.held_out.n_first + halves.held_out.n_second
    if halves.threshold == 0:
        return (
            "On one half of the images no threshold makes fewer mistakes than 0, the model as it "
            f"is; on the other {n:,} it makes **{before:,}**."
        )
    return (
        f"The best threshold on one half of the images, **{threshold} nats**, makes "
        f"**{after:,}** mistakes on the other {n:,}, where the model as it is, threshold 0, makes "
        f"**{before:,}**: {_change(before, after, mcnemar(_table(halves)).mid_p)}."
    )


def _change(before: int, after: int, mid_p: float) -> str:
    if before == after:
        return "no gain"
    direction = "fewer" if after < before else "more"
    verdict = "more than chance" if mid_p < ALPHA else "no more than chance"
    return f"{abs(after - before):,} {direction}, {verdict} (McNemar's mid-p {p_value(mid_p)})"


def _total(errors: ThresholdErrors) -> int:
    return errors.first_as_second + errors.second_as_first


def _table(halves: HalfSplit) -> PairedTable:
    """Compare both thresholds image by image.

    Between the two, every image of one class turns right and every one of the other turns wrong,
    so that the counts of errors say which images changed.
    """
    before, after = halves.held_out_at_zero, halves.held_out
    gained = max(before.first_as_second - after.first_as_second, 0) + max(
        before.second_as_first - after.second_as_first, 0
    )
    lost = gained + _total(after) - _total(before)
    n = after.n_first + after.n_second
    both_wrong = _total(before) - gained
    return PairedTable(n - gained - lost - both_wrong, lost, gained, both_wrong)
