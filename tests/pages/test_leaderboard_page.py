"""The landing view shows the numbers that the artifacts give."""

import io
import re
from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import numpy as np
import oracle
import pytest
from driving import open_page, payloads
from oracle import CLASSES, SHIRT
from PIL import Image

LANDING = "pages/compare/leaderboard.py"
CONFUSIONS = 5


@pytest.fixture(scope="module")
def page():
    return open_page(LANDING)


def test_every_model_is_a_row_with_its_accuracy_the_best_first(page, models) -> None:
    [table] = payloads(page, "rows")

    shown = [(row["name"], row["family"].lower(), row["value"]) for row in table["rows"]]
    assert shown == [(model.name, model.family, model.n_correct / 10_000) for model in models]


def test_an_interval_holds_its_accuracy_and_is_wilsons(page, models) -> None:
    [table] = payloads(page, "rows")

    for row, model in zip(table["rows"], models, strict=True):
        share, z, n = model.n_correct / 10_000, 1.959964, 10_000
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        assert row["low"] == pytest.approx(middle - half, abs=2e-6)
        assert row["high"] == pytest.approx(middle + half, abs=2e-6)
        assert row["low"] < row["value"] < row["high"]


def test_shirt_recall_stands_in_its_column(page, models) -> None:
    [table] = payloads(page, "rows")
    column = [label for label, _ in table["columns"]].index("Shirt recall")

    shown = [row["numbers"][column].replace("\N{NO-BREAK SPACE}", " ") for row in table["rows"]]
    assert shown == [f"{model.matrix[SHIRT, SHIRT] / 10:.1f} %" for model in models]


def test_the_best_of_each_family_has_a_card_with_its_weakest_class(page, models) -> None:
    [view] = payloads(page, "cards")

    for card, model in zip(view["cards"], oracle.best_of_families(models), strict=True):
        weakest = int(model.matrix.diagonal().argmin())
        assert card["name"] == model.name
        assert card["value"].replace("\N{NO-BREAK SPACE}", " ") == model.accuracy
        assert CLASSES[weakest] in card["weakest"]
        assert f"{model.matrix[weakest, weakest] / 10:.1f}" in card["weakest"]
        assert query(card["href"]) == {"models": [model.key], "cell": [f"{weakest}-all"]}


def test_the_verdict_names_the_leader_and_its_accuracy(page, models) -> None:
    [view] = payloads(page, "verdict")

    said = view["verdict"].replace("**", "").replace("\N{NO-BREAK SPACE}", " ")
    assert f"{models[0].name} ({models[0].accuracy})" in said


def test_the_commonest_confusions_show_images_that_most_models_mistake(page, models) -> None:
    mistakes = np.sum([model.matrix for model in models], axis=0)
    np.fill_diagonal(mistakes, 0)
    [view] = payloads(page, "failures")
    assert len(view["failures"]) == CONFUSIONS

    counts = []
    drawn = tiles(view["picture"])
    for failure, images in zip(view["failures"], drawn, strict=True):
        names = re.search("true (.+), predicted (.+)", failure["text"])
        true, predicted = (CLASSES.index(names[group]) for group in (1, 2))
        counts.append(mistakes[true, predicted])
        assert query(failure["href"]) == {"cell": [f"{true}-{predicted}"]}
        votes = np.sum([model.y_pred == predicted for model in models], axis=0)
        votes[oracle.labels() != true] = 0
        indices = [int(name.split(":")[0].removeprefix("Test image ")) for name in failure["names"]]
        assert votes[indices].tolist() == sorted(votes, reverse=True)[: len(indices)]
        assert np.array_equal(images, oracle.images()[indices])
    assert counts == sorted(mistakes.flat, reverse=True)[:CONFUSIONS]


def test_every_address_is_one_of_the_matrices(page) -> None:
    [view] = payloads(page, "cards")

    hrefs = [one["href"] for part in ("cards", "rows", "failures") for one in view[part]]
    assert {urlsplit(href).path for href in hrefs} == {"confusion"}


def query(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def tiles(picture: str) -> np.ndarray:
    """Return the images of the picture, shape (rows, columns, 28, 28)."""
    png = b64decode(picture.removeprefix("data:image/png;base64,"))
    pixels = np.asarray(Image.open(io.BytesIO(png)))
    grid = pixels.reshape(CONFUSIONS, 28, -1, 28)
    return grid.transpose(0, 2, 1, 3)
