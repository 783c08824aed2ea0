"""The matrices, the images behind a cell, and one image's probabilities are those of the files."""

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, text_of
from oracle import CLASSES, MOST_MODELS, SHIRT, T_SHIRT

CONFUSION = "pages/compare/confusion.py"
CELL = f"{SHIRT}-{T_SHIRT}"


def test_by_itself_the_page_compares_the_best_of_each_family(models) -> None:
    [matrices] = payloads(open_page(CONFUSION), "panels")

    shown = {panel["title"]: panel["counts"] for panel in matrices["panels"]}
    best = oracle.best_of_families(models)
    assert shown == {model.name: model.matrix.tolist() for model in best}
    assert tuple(matrices["classNames"]) == CLASSES


def test_the_url_names_the_models_to_compare(models) -> None:
    chosen = models[-MOST_MODELS:][::-1]

    [matrices] = payloads(open_page(CONFUSION, models=[model.name for model in chosen]), "panels")

    shown = {panel["title"]: panel["counts"] for panel in matrices["panels"]}
    assert shown == {model.name: model.matrix.tolist() for model in chosen}


@pytest.mark.parametrize(("option", "axis"), [("true", 1), ("predicted", 0), ("all", (0, 1))])
def test_shares_are_of_what_the_picker_says(models, option, axis) -> None:
    page = open_page(CONFUSION, models=models[0].name)
    picker = next(box for box in page.selectbox if "hare" in box.label)
    [name] = [choice for choice in picker.options if option in choice]

    [matrices] = payloads(picker.set_value(name).run(), "panels")

    matrix = models[0].matrix
    expected = matrix / matrix.sum(axis=axis, keepdims=True)
    assert matrices["panels"][0]["shares"] == pytest.approx(expected, abs=1e-5, nan_ok=True)


def test_every_order_of_the_classes_keeps_every_image(models) -> None:
    page = open_page(CONFUSION, models=models[0].name)
    picker = next(box for box in page.selectbox if box.label == "Classes")

    for option in picker.options:
        [matrices] = payloads(picker.set_value(option).run(), "panels")
        counts = np.array(matrices["panels"][0]["counts"])
        assert counts.sum() == 10_000
        assert counts.shape == (len(matrices["classNames"]),) * 2
        if len(counts) == len(CLASSES):
            order = [CLASSES.index(name) for name in matrices["classNames"]]
            assert counts.tolist() == models[0].matrix[np.ix_(order, order)].tolist()


def test_a_cell_shows_exactly_its_images_the_surest_first(models) -> None:
    model = models[-1]
    expected = model.indices(SHIRT, T_SHIRT)

    page = open_page(CONFUSION, models=[m.name for m in models[-2:]], cell=CELL, of=model.name)

    [gallery] = payloads(page, "indices")
    confidence = model.y_proba.max(axis=1)[gallery["indices"]]
    assert set(gallery["indices"]) <= expected
    assert len(gallery["indices"]) == min(100, len(expected))
    assert (np.diff(confidence) <= 0).all()
    assert f"of {len(expected)}" in gallery["footer"]
    assert f"takes {len(expected)} of 1,000 shirts for T-shirts" in text_of(page)


@pytest.mark.parametrize("cell", [f"{SHIRT}-all", f"all-{T_SHIRT}"])
def test_a_header_shows_its_whole_row_or_column(models, cell) -> None:
    matrix = models[0].matrix
    expected = matrix[SHIRT].sum() if cell.endswith("all") else matrix[:, T_SHIRT].sum()

    page = open_page(CONFUSION, models=models[0].name, cell=cell)

    [gallery] = payloads(page, "indices")
    assert f"of {expected:,}" in gallery["footer"]


def test_an_opened_image_has_every_models_ten_probabilities_the_chosen_first(models) -> None:
    chosen = models[-2:]
    every = [*chosen, *models[:-2]]
    image = max(models[0].indices(SHIRT, T_SHIRT))

    page = open_page(
        CONFUSION, models=[model.name for model in chosen], cell=CELL, image=str(image)
    )

    [detail] = payloads(page, "probabilities")
    expected = np.stack([model.y_proba[image] for model in every])
    assert detail["index"] == image
    assert detail["true"] == SHIRT
    assert detail["modelNames"] == [model.name for model in every]
    assert np.array(detail["probabilities"]) == pytest.approx(expected, abs=1e-4)
    assert np.shape(detail["probabilities"]) == (len(models), 10)
