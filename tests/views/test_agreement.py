"""The sentences of the agreement page, on cases worked by hand."""

import pytest

from fmnist.evaluation.families import CochransQ
from fmnist.text import plain
from fmnist.views.agreement import agreement_sentence, cochrans_q_sentence, region_name


@pytest.mark.parametrize(
    ("right", "name"),
    [
        ((True, True), "Both right"),
        ((True, False), "Only A right"),
        ((False, True), "Only B right"),
        ((False, False), "Both wrong"),
        ((True, True, True), "All three right"),
        ((True, False, True), "Only B wrong"),
        ((False, False, True), "Only C right"),
        ((False, False, False), "All three wrong"),
        ((False,) * 4, "All four wrong"),
    ],
)
def test_a_region_is_named_by_the_model_that_stands_alone(right, name) -> None:
    assert region_name(right, "ABCD"[: len(right)]) == name


def test_the_sentence_adds_up() -> None:
    sentence = plain(agreement_sentence(["A", "B"], 800, 50, best=0.9, total=1000))

    assert sentence == (
        "A and B both get 50 of 1,000 images wrong; on 150 only one of them is right. Picking the "
        "right model for each image would reach 95.0 %; the best alone reaches 90.0 %."
    ).replace(" %", "\N{NO-BREAK SPACE}%")


def test_three_models_are_all_and_some_of_them() -> None:
    sentence = plain(agreement_sentence(["A", "B", "C"], 800, 50, best=0.9, total=1000))

    assert sentence.startswith("A, B and C all get 50 of 1,000 images wrong; on 150 only some of")


def test_a_small_p_is_a_difference_and_a_large_one_is_none() -> None:
    told = cochrans_q_sentence(CochransQ(37.25, 2, 1e-8), ["A", "B", "C"])
    equal = cochrans_q_sentence(CochransQ(1.5, 1, 0.22), ["A", "B"])

    assert "three chosen models are **not equally accurate**" in told
    assert "2 degrees of freedom, p < 0.001" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "no evidence that the accuracies of the two chosen models differ" in equal
    assert "1 degree of freedom, p = 0.220" in equal.replace("\N{NO-BREAK SPACE}", " ")
