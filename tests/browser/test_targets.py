"""On a phone every target of what a choice opens can be hit, as every one of a page can."""

import pytest
from playwright.sync_api import expect
from targets import too_small
from watching import PHONE

# Beside those of tests that look at what is opened from a phone with `check_from_a_phone`: an image
# under its matrix, a region's and a bin's images, slices, and images on the map.
OPENED = (
    "classes?models=cnn_best&class=6&of=cnn_best",
    "difference?cell=6-0",
    "samples?image=12",
    "pair?tab=Extremes",
    "doubt?image=8",
    "model",
)


@pytest.mark.parametrize("path", OPENED)
def test_targets_of_what_is_chosen_can_be_hit(open_page, path: str) -> None:
    assert too_small(open_page(path, size=PHONE)) == []


def test_small_targets_side_by_side_are_found_and_those_with_room_are_not(open_page) -> None:
    page = open_page("data", size=PHONE)
    page.evaluate(
        """() => {
          const add = (name, left, side) => {
            const button = document.createElement("button");
            button.textContent = name;
            const style = { position: "fixed", top: "400px", left: `${left}px`, zIndex: 9999 };
            Object.assign(button.style, style, { width: `${side}px`, height: `${side}px` });
            Object.assign(button.style, { padding: 0, overflow: "hidden" });
            document.body.append(button);
          };
          add("near", 20, 16);
          add("beside", 38, 16);
          add("alone", 120, 16);
          add("large", 200, 24);
        }"""
    )
    expect(page.get_by_role("button", name="alone")).to_be_visible()

    found = too_small(page)

    assert [line.split('"')[1] for line in found] == ["near", "beside"]
