"""Sentences about maps: what they claim is in the map, and no more."""

import numpy as np
import pytest

from fmnist.explanation.deletion import ORDERS, Deletion
from fmnist.explanation.occlusion import Occlusion
from fmnist.views.parts.occlusion_text import evidence, evidence_note, trust

NAMES = ("Shirt", "T-shirt/top")


def a_map(margin: float) -> Occlusion:
    heat = np.zeros((28, 28))
    heat[1:3, 11:16] = 1.0
    heat[24:27, 12:15] = -0.5
    return Occlusion(6, 0, margin, np.zeros((13, 13)), heat)


def a_run(beats: int) -> Deletion:
    covered = np.array([0.0, 0.5])
    chance = np.array([[4.0, 3.0]] * beats + [[4.0, 0.0]] * (ORDERS - beats))
    return Deletion(covered, np.array([4.0, 2.0]), chance)


def test_both_sides_of_the_evidence_are_placed() -> None:
    said = evidence(a_map(1.5), NAMES)

    assert said == (
        "leans towards Shirt by 1.5. Most of the evidence for Shirt: collar, rows 2 to 3, columns "
        "12 to 16 (100 % of it). Most of the evidence for T-shirt/top: hem, rows 25 to 27, columns "
        "13 to 15 (100 % of it)."
    )
    assert evidence(a_map(-2), NAMES).startswith("leans towards T-shirt/top by 2.0.")
    assert evidence_note(a_map(-2), NAMES).startswith("margin \N{MINUS SIGN}2.0; Shirt: rows 2")


@pytest.mark.parametrize("margin", [0.04, -0.04, 0.0])
def test_a_margin_that_rounds_to_nothing_leans_nowhere(margin: float) -> None:
    assert evidence(a_map(margin), NAMES).startswith(
        "leans towards neither Shirt nor T-shirt/top. Most"
    )
    assert evidence_note(a_map(margin), NAMES).startswith("margin 0.0; Shirt: rows 2")


def test_a_flat_map_claims_nothing() -> None:
    flat = Occlusion(6, 0, 0.2, np.zeros((13, 13)), np.full((28, 28), 0.01))

    said = evidence(flat, NAMES)

    assert "Nothing speaks clearly for Shirt." in said
    assert "Nothing speaks clearly for T-shirt/top." in said


@pytest.mark.parametrize(
    ("beats", "words"),
    [
        (8, "the map holds here"),
        (6, "6 of 8 random orders: read it with care"),
        (2, "only 2 of 8 random orders: do not lean"),
        (0, "none of 8 random orders: do not lean"),
    ],
)
def test_trust_is_what_the_deletion_curve_allows(beats, words) -> None:
    assert a_run(beats).beats == beats
    assert words in trust(a_run(beats))
