"""The sentence on the best threshold: counts, direction and chance."""

import pytest

from fmnist.evaluation.pair_threshold import HalfSplit, ThresholdErrors
from fmnist.report.threshold_text import half_split_sentence


def halves(threshold: float, before: tuple[int, int], after: tuple[int, int]) -> HalfSplit:
    unused = ThresholdErrors(0, 0, 500, 400)
    return HalfSplit(
        threshold,
        unused,
        ThresholdErrors(*after, 500, 400),
        ThresholdErrors(*before, 500, 400),
    )


def test_fewer_mistakes_by_chance() -> None:
    # 9 of the first class turn right, 7 of the second turn wrong: McNemar's b = 7, c = 9
    sentence = half_split_sentence(halves(-0.3, (70, 35), (61, 42)), "-0.30")

    assert "**-0.30 nats**, makes **103** mistakes on the other 900" in sentence
    assert "threshold 0, makes **105**: 2 fewer, no more than chance" in sentence
    assert "mid-p 0.629" in sentence


def test_fewer_mistakes_beyond_chance() -> None:
    # b = 2, c = 30 in the other direction
    sentence = half_split_sentence(halves(1.0, (10, 80), (12, 50)), "+1.00")

    assert "28 fewer, more than chance (McNemar's mid-p < 0.001)" in sentence


def test_more_mistakes_are_called_more() -> None:
    assert "3 more, no more than chance" in half_split_sentence(halves(1, (9, 9), (13, 8)), "+1.00")


def test_as_many_mistakes_are_no_gain() -> None:
    assert half_split_sentence(halves(1, (9, 9), (12, 6)), "+1.00").endswith("**18**: no gain.")


def test_zero_itself_may_be_the_best() -> None:
    sentence = half_split_sentence(halves(0.0, (9, 8), (9, 8)), "0")

    assert "no threshold makes fewer mistakes than 0" in sentence
    assert "on the other 900 it makes **17**" in sentence


@pytest.mark.parametrize("before", [(70, 35), (5, 0)])
def test_never_a_word_of_floating_noise(before) -> None:
    assert "e-" not in half_split_sentence(halves(0.5, before, (0, 0)), "+0.50")
