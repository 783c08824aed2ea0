"""Colours are fixed by meaning."""

from fmnist.figures.palette import FAMILY_COLOURS, model_colours, shade


def test_the_first_model_of_a_family_has_the_family_s_colour() -> None:
    colours = model_colours(["cnn", "ann", "cnn", "rnn"])

    assert colours[0] == FAMILY_COLOURS["cnn"]
    assert colours[1] == FAMILY_COLOURS["ann"]
    assert colours[3] == FAMILY_COLOURS["rnn"]


def test_models_of_a_family_differ() -> None:
    assert len(set(model_colours(["cnn"] * 5))) == 5


def test_shades_by_hand() -> None:
    assert shade("#102030", -0.5) == "#081018"
    assert shade("#FF0080", 0.5) == "#FF80C0"
