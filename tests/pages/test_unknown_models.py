"""An old link may ask for a model that is gone: the page says so and shows what it can."""

import pytest
from driving import open_page
from oracle import models

from fmnist.views.parts.markdown import literal

NAMES, KEYS = [[getattr(model, told) for model in models()] for told in ("name", "key")]
COMPARED = len(NAMES)
EVERY = COMPARED + len(models(comparison="equal budget"))
ASKING = [
    ("pages/inspect/model.py", {"model": "Gone"}, EVERY),
    ("pages/inspect/samples.py", {"by": "Gone"}, EVERY),
    ("pages/inspect/samples.py", {"wrong": [NAMES[0], "Gone"]}, COMPARED),
    ("pages/compare/difference.py", {"a": NAMES[0], "b": "Gone"}, COMPARED),
    ("pages/compare/confusion.py", {"models": [NAMES[0], "Gone"]}, EVERY),
]


@pytest.mark.parametrize(("page", "address", "offered"), ASKING)
def test_the_page_says_which_model_is_not_here(page: str, address: dict, offered: int) -> None:
    opened = open_page(page, **address)

    (warning,) = opened.warning
    assert warning.value.startswith("The address asks for **Gone**, but no model here has that")
    assert f"the {offered} that there are" in warning.value
    assert not opened.exception


def test_several_are_named_together_and_the_others_stay_chosen() -> None:
    asked = ["Gone", NAMES[1], "*Also* [gone](https://example.org)"]

    page = open_page("pages/compare/confusion.py", models=asked)

    (warning,) = page.warning
    assert r"**Gone and \*Also\* \[gone\]\(https\:" in warning.value, "shown as typed, no link"
    assert page.multiselect(key="models").value == [KEYS[1]]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("pages/inspect/model.py", {"model": NAMES[2]}),
        ("pages/compare/confusion.py", {"models": NAMES[:2], "of": NAMES[1]}),
        ("pages/compare/confusion.py", {"models": NAMES[:2], "of": NAMES[3]}),  # no longer chosen
        ("pages/inspect/samples.py", {"by": NAMES[1], "right": [NAMES[0]]}),
        ("pages/compare/difference.py", {}),
    ],
)
def test_models_that_are_here_are_no_reason_for_a_word(page: str, address: dict) -> None:
    assert not open_page(page, **address).warning


@pytest.mark.parametrize(
    ("page", "widget", "by_name", "by_key"),
    [
        ("pages/compare/confusion.py", "models", {"models": NAMES[2:4]}, {"models": KEYS[2:4]}),
        ("pages/compare/difference.py", "b", {"b": NAMES[4]}, {"b": KEYS[4]}),
        ("pages/inspect/model.py", "model", {"model": NAMES[3]}, {"model": KEYS[3]}),
        ("pages/inspect/samples.py", "wrong", {"wrong": [NAMES[2]]}, {"wrong": [KEYS[2]]}),
    ],
)
def test_links_of_before_name_models_and_links_of_today_their_keys(
    page: str, widget: str, by_name: dict, by_key: dict
) -> None:
    """Screens show display names in both."""
    former, today = open_page(page, **by_name), open_page(page, **by_key)

    kind = "multiselect" if widget in {"models", "wrong"} else "selectbox"
    values = [getattr(opened, kind)(key=widget).value for opened in (former, today)]
    assert values[0] == values[1] == (by_key[widget])
    assert not former.warning
    assert not today.warning
    assert set(getattr(today, kind)(key=widget).options) >= set(NAMES)


def test_clearing_all_models_is_no_reason_for_a_word() -> None:
    page = open_page("pages/compare/confusion.py", models="")

    assert not page.warning


def test_of_more_models_than_fit_it_is_said_which_are_shown() -> None:
    page = open_page("pages/compare/confusion.py", models=NAMES)

    (warning,) = page.warning
    shown = page.multiselect(key="models").value
    assert len(shown) == 4
    assert f"asks for {len(NAMES)} models, and 4 fit side by side" in warning.value
    assert all(literal(NAMES[KEYS.index(key)]) in warning.value for key in shown)


def test_a_long_name_is_shortened_and_many_are_counted() -> None:
    page = open_page("pages/compare/confusion.py", models=["x" * 6_000, "a", "b", "c", "d"])

    (warning,) = page.warning
    assert len(warning.value) < 300
    assert "**" + "x" * 60 + "…, a, b and 2 more**" in warning.value


def test_the_word_stays_until_another_choice_is_made_whatever_else_runs() -> None:
    page = open_page("pages/compare/confusion.py", models=[NAMES[0], "Gone"])

    page.run()
    assert "Gone" in page.warning[0].value
    page.multiselect(key="models").set_value(KEYS[:2]).run()
    assert not page.warning


@pytest.mark.parametrize(
    ("page", "address", "said"),
    [
        ("pages/compare/confusion.py", {"cell": "77-1"}, "the cell **77"),
        ("pages/compare/confusion.py", {"cell": "all-all"}, "the cell **all"),
        ("pages/compare/difference.py", {"cell": "Shirt"}, "the cell **Shirt**"),
        ("pages/compare/agreement.py", {"region": "everything"}, "the row **everything**"),
        ("pages/compare/calibration.py", {"bin": "high"}, "the bin **high**"),
        ("pages/inspect/samples.py", {"image": "10000"}, "test image **10000**"),
        ("pages/inspect/samples.py", {"image": "9" * 5_000}, "test image **999"),
        ("pages/inspect/label_review.py", {"image": "x"}, "test image **x**"),
        ("pages/inspect/robustness.py", {"flip": "Bag → Boat"}, "the confusion **Bag"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_told_in_words(page, address, said) -> None:
    opened = open_page(page, **address)

    (warning,) = opened.warning
    assert warning.value.startswith(f"The address asks for {said}")
    assert len(warning.value) < 400
    assert not opened.exception


def test_a_cell_of_another_order_of_the_classes_is_no_mistake() -> None:
    assert not open_page("pages/compare/confusion.py", cell="Tops-Tops").warning
