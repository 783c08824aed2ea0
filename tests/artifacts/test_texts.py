"""Names that a person can see, choose and tell apart; texts and settings that can be shown."""

import pytest

from fmnist.artifacts.texts import check_name, check_settings, check_text, fold, tell_apart


@pytest.mark.parametrize(
    "name",
    [
        "CNN best",
        "my_model v1.2 (a+b): 3-x & 'y' 50%",
        "Модель №1",
        "نموذج",
        "模型",
        "👩\u200d💻",
        "A\u00a0B",
    ],
)
def test_a_name_in_any_script_is_fine(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "at least one visible letter"),
        ("   ", "at least one visible letter"),
        ("\u200d\u200c", "at least one visible letter"),
        ("\u3164\u2800", "at least one visible letter"),
        (" CNN", "no space at the beginning or the end"),
        ("CNN\u202e", r"received U\+202E"),
        ("\u2066CNN\u200f", r"received U\+200F, U\+2066"),
        ("CNN\n", r"received U\+000A"),
        ("CNN\x1b[31m", r"received U\+001B"),
        ("**CNN**", "without marks of Markdown"),
        ("![x](http", "without marks of Markdown"),
        ("CNN $x$", "without marks of Markdown"),
        ("_CNN_", "without marks of Markdown"),
        (":smile:", "without marks of Markdown"),
        ("https://a.b", "without marks of Markdown"),
        ("# CNN", "without marks of Markdown"),
        ("<b>CNN", "without marks of Markdown"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_name(name)


def test_a_text_may_have_lines_but_nothing_unseen() -> None:
    assert check_text("one\n\ttwo ✓") == "one\n\ttwo ✓"
    with pytest.raises(ValueError, match=r"U\+0000"):
        check_text("one\0two")


@pytest.mark.parametrize(
    "settings",
    [
        {"rate": float("nan")},
        {"rate": float("-inf")},
        {"deep": [{"er": [10**400]}]},
        {"number": 2**63},
        {"\u202ename": 1},
        {"list": ["fine", "\x00"]},
    ],
)
def test_settings_that_cannot_be_shown_are_refused(settings: dict) -> None:
    with pytest.raises(ValueError, match="expected"):
        check_settings(settings)


def test_settings_of_all_kinds_are_fine() -> None:
    settings = {"rate": 1e-3, "no": None, "yes": True, "of": {"a": [1, -(2**63), "b"]}}

    assert check_settings(settings) == settings


def test_names_that_look_alike_are_the_same() -> None:
    assert fold("CNN  best") == fold("cnn best") == fold("\uff23NN\u00a0best")
    assert fold("CNN best") != fold("CNN-best")


def test_models_of_one_name_get_their_keys_behind_it() -> None:
    assert tell_apart({"a": "CNN", "b": "CNN", "c": "RNN"}) == {
        "a": "CNN (a)",
        "b": "CNN (b)",
        "c": "RNN",
    }


def test_a_name_that_is_another_s_with_its_key_stays_apart_too() -> None:
    names = tell_apart({"a": "CNN", "b": "CNN", "c": "CNN (a)", "d": "cnn (A) (C)"})

    assert len({fold(name) for name in names.values()}) == 4
    assert names["b"] == "CNN (b)"
