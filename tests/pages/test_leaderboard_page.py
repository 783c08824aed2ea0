"""The landing view shows the numbers that the artifacts give."""

import re

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, words
from oracle import CLASSES, SHIRT

LANDING = "pages/compare/leaderboard.py"
STRIPS = 5


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
    for card, model in zip(page.metric, oracle.best_of_families(models), strict=True):
        weakest = int(model.matrix.diagonal().argmin())
        assert model.name in card.label
        assert card.value.replace("\N{NO-BREAK SPACE}", " ") == model.accuracy
        assert f"{CLASSES[weakest]}" in card.delta
        assert f"{model.matrix[weakest, weakest] / 10:.1f}" in card.delta


def test_the_verdict_names_the_leader_and_its_accuracy(page, models) -> None:
    assert f"{models[0].name} ({models[0].accuracy})" in words(page)


def test_the_commonest_confusions_show_images_that_most_models_mistake(page, models) -> None:
    mistakes = np.sum([model.matrix for model in models], axis=0)
    np.fill_diagonal(mistakes, 0)
    strips = [data for data in payloads(page, "indices") if data["variant"] == "strip"]
    assert len(strips) == STRIPS

    counts = []
    for strip in strips:
        names = re.search("true (.+), predicted (.+?)(:|$)", strip["label"])
        true, predicted = (CLASSES.index(names[group]) for group in (1, 2))
        counts.append(mistakes[true, predicted])
        votes = np.sum([model.y_pred == predicted for model in models], axis=0)
        votes[oracle.labels() != true] = 0
        shown = votes[strip["indices"]].tolist()
        assert shown == sorted(votes, reverse=True)[: len(shown)]
    assert counts == sorted(mistakes.flat, reverse=True)[:STRIPS]


def test_each_commonest_confusion_links_to_its_cell(page, models) -> None:
    mistakes = np.sum([model.matrix for model in models], axis=0)
    np.fill_diagonal(mistakes, 0)

    links = [link.proto for link in page.get("page_link") if "cell=" in link.proto.query_string]

    cells = [re.search(r"cell=(\d)-(\d)", link.query_string).groups() for link in links]
    found = [mistakes[int(true), int(predicted)] for true, predicted in cells]
    assert found == sorted(mistakes.flat, reverse=True)[:STRIPS]
    assert {link.page for link in links} == {"confusion"}
