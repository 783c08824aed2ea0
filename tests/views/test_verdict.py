"""The sentence on top says what is known and no more."""

import numpy as np

from fmnist.evaluation.families import compare_all
from fmnist.views.parts.verdict import verdict, without_doubtful


def flags(*n_right: int, n: int = 1000) -> np.ndarray:
    """Return rows whose first images are right, so that smaller rows are subsets."""
    return np.stack([np.arange(n) < right for right in n_right])


def say(*n_right: int) -> str:
    correct = flags(*n_right)
    names = ["A", "B", "C"][: len(correct)]
    sentence = verdict(names, correct.mean(axis=1), compare_all(correct))
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_a_clear_leader_is_ahead_of_the_next() -> None:
    sentence = say(950, 900, 850)

    assert sentence.startswith("**A** (95.0 %) leads: 5.0 points ahead of **B** (95 % interval ")


def test_two_that_cannot_be_told_apart_share_the_sentence() -> None:
    sentence = say(950, 949, 850)

    assert sentence.startswith("**A** (95.0 %) and **B** (94.9 %) cannot be told apart")
    assert "A is 10.0 points ahead of **C**" in sentence


def test_when_none_can_be_told_apart_nobody_leads() -> None:
    sentence = say(950, 949, 948)

    assert sentence == (
        "**A** (95.0 %), **B** (94.9 %) and **C** (94.8 %) cannot be told apart on these images."
    )


def test_the_ranking_survives_when_the_order_stays() -> None:
    correct = flags(950, 900)

    assert without_doubtful(["A", "B"], correct, [999]) == (
        "Without the 1 image the ranking survives; accuracies change by +0.09 to +0.10 points."
    )


def test_a_changed_order_is_told() -> None:
    correct = np.array([[True] * 6 + [False] * 4, [False] * 3 + [True] * 5 + [False] * 2])

    sentence = without_doubtful(["A", "B"], correct, [0, 1, 2])

    assert "the ranking changes to **B** (71.4" in sentence
    assert "**A** (42.9" in sentence


def test_nothing_left_out_says_so() -> None:
    assert without_doubtful(["A", "B"], flags(950, 900), []) == "Nothing is left out yet."
