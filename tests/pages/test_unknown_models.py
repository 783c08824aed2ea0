"""An old link may ask for a model that is gone: the page says so and shows what it can."""

import pytest
from driving import open_page
from oracle import models

NAMES = [model.name for model in models()]
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
    assert page.multiselect(key="models").value == [NAMES[1]]


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
