"""An old link may ask for a model that is gone: the page says so and shows what it can."""

import pytest
from driving import open_page
from oracle import models

NAMES, KEYS = [[getattr(model, told) for model in models()] for told in ("name", "key")]
ASKING = [
    ("pages/inspect/model.py", {"model": "Gone"}),
    ("pages/inspect/samples.py", {"by": "Gone"}),
    ("pages/inspect/samples.py", {"wrong": [NAMES[0], "Gone"]}),
    ("pages/compare/difference.py", {"a": NAMES[0], "b": "Gone"}),
    ("pages/compare/confusion.py", {"models": [NAMES[0], "Gone"]}),
]


@pytest.mark.parametrize(("page", "address"), ASKING)
def test_the_page_says_which_model_is_not_here(page: str, address: dict) -> None:
    opened = open_page(page, **address)

    (warning,) = opened.warning
    assert warning.value.startswith("The address asks for **Gone**, but no model here has that")
    assert f"the {len(NAMES)} that there are" in warning.value
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


def test_more_models_than_fit_are_told() -> None:
    page = open_page("pages/compare/confusion.py", models=KEYS[:6])

    (warning,) = page.warning
    assert "asks for 6 models; the first 4 are shown" in warning.value
    assert len(page.multiselect(key="models").value) == 4
