"""One matrix minus another: the numbers are the files', and a cell opens what A changed in it."""

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import CLASSES, SHIRT, T_SHIRT, Truth, labels

DIFFERENCE = "pages/compare/difference.py"
PAGE_SIZE = 100


@pytest.fixture
def pair(models) -> tuple[Truth, Truth]:
    """Return the last and the first of the ranking, which differ much."""
    return models[-1], models[0]


def right_alone(one: Truth, other: Truth, true: int) -> set[int]:
    of_class = np.flatnonzero(labels() == true)
    return {int(index) for index in of_class if one.y_pred[index] == true != other.y_pred[index]}


def columns(pair: tuple[Truth, Truth], cell: str) -> dict[str, set[int]]:
    """Return the images of each column by its heading; only columns of one page have all."""
    a, b = pair
    page = open_page(DIFFERENCE, a=a.name, b=b.name, cell=cell)
    galleries = payloads(page, "indices")
    return {gallery["label"].split(":")[0]: set(gallery["indices"]) for gallery in galleries}


def test_the_matrix_is_a_minus_b(pair) -> None:
    a, b = pair

    [matrices] = payloads(open_page(DIFFERENCE, a=a.name, b=b.name), "panels")

    assert matrices["panels"][0]["counts"] == (a.matrix - b.matrix).tolist()


def test_a_confusion_opens_what_a_avoids_and_what_a_adds(pair) -> None:
    a, b = pair
    mine, theirs = a.indices(SHIRT, T_SHIRT), b.indices(SHIRT, T_SHIRT)
    page = open_page(DIFFERENCE, a=a.name, b=b.name, cell=f"{SHIRT}-{T_SHIRT}")
    shown = columns(pair, f"{SHIRT}-{T_SHIRT}")

    assert shown[f"Broken by {a.name}"] == mine - theirs
    assert shown[f"Fixed by {a.name}"] == theirs - mine
    said = text_of(page)
    assert f"Both models put {len(mine & theirs)} images here" in said
    repaired = sum(a.y_pred[index] == SHIRT for index in theirs - mine)
    assert (
        f"{len(theirs - mine)} that only {b.name} puts here; {a.name} gets {repaired} of them right"
        in said
    )


@pytest.mark.parametrize("cell", [f"{SHIRT}-{SHIRT}", f"{SHIRT}-all"])
def test_on_the_diagonal_and_in_a_whole_row_it_counts_who_is_right(pair, cell) -> None:
    a, b = pair
    fixed, broken = right_alone(a, b, SHIRT), right_alone(b, a, SHIRT)
    shown = columns(pair, cell)

    for title, expected in ((f"Fixed by {a.name}", fixed), (f"Broken by {a.name}", broken)):
        assert shown[title] <= expected
        assert len(shown[title]) == min(PAGE_SIZE, len(expected))
    said = text_of(open_page(DIFFERENCE, a=a.name, b=b.name, cell=cell))
    assert f"{len(fixed)} that only {a.name} gets right" in said
    assert f"{len(broken)} that only {b.name} gets right" in said


def test_a_cell_where_nothing_changed_says_so(pair) -> None:
    a, b = pair
    empty = next(
        (true, predicted)
        for true, predicted in np.argwhere((a.matrix == 0) & (b.matrix == 0)).tolist()
    )

    page = open_page(DIFFERENCE, a=a.name, b=b.name, cell="{}-{}".format(*empty))

    assert [info.value for info in page.info] == ["No image here.", "No image here."]
    assert f"true {CLASSES[empty[0]]}, predicted {CLASSES[empty[1]]}" in text_of(page)


@pytest.mark.parametrize("place", ["fixed", "broken"])
def test_an_image_opens_once_above_both_columns(pair, place) -> None:
    a, b = pair
    sets = {"fixed": right_alone(a, b, SHIRT), "broken": right_alone(b, a, SHIRT)}
    image = min(sets[place])

    page = open_page(
        DIFFERENCE, a=a.name, b=b.name, cell=f"{SHIRT}-{SHIRT}", image=str(image), along=place
    )

    [detail] = payloads(page, "probabilities")
    assert detail["index"] == image
    assert detail["place"][1] == len(sets[place])
