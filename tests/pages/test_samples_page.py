"""A filter leaves exactly the images that fit it."""

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, words
from oracle import CLASSES, SHIRT, T_SHIRT

SAMPLES = "pages/inspect/samples.py"


def shown(page) -> tuple[str, list[int]]:
    [gallery] = payloads(page, "indices")
    return words(page), gallery["indices"]


def test_without_a_filter_all_images_are_there() -> None:
    text, indices = shown(open_page(SAMPLES))

    assert "10,000 of 10,000" in text
    assert len(set(indices)) == 100


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"true": "Shirt"}, lambda _, labels: labels == SHIRT),
        ({"outcome": "Wrong"}, lambda model, labels: model.y_pred != labels),
        ({"outcome": "Right"}, lambda model, labels: model.y_pred == labels),
        ({"predicted": "T-shirt/top"}, lambda model, _: model.y_pred == T_SHIRT),
        (
            {"true": "Shirt", "predicted": "T-shirt/top", "outcome": "Wrong"},
            lambda model, labels: (labels == SHIRT) & (model.y_pred == T_SHIRT),
        ),
    ],
    ids=["true", "wrong", "right", "predicted", "together"],
)
def test_filters_in_the_url_leave_the_images_that_fit(models, filters, fits) -> None:
    model = models[-1]
    expected = np.flatnonzero(fits(model, oracle.labels()))

    text, indices = shown(open_page(SAMPLES, by=model.name, **filters))

    assert f"{len(expected):,} of 10,000" in text
    assert set(indices) <= set(expected)
    assert len(indices) == min(100, len(expected))


def test_choosing_a_class_changes_the_count(models) -> None:
    page = open_page(SAMPLES, by=models[0].name)
    for class_number in (SHIRT, CLASSES.index("Bag")):
        page.selectbox(key="true").set_value(CLASSES[class_number])
        page.button_group(key="outcome").set_value("Wrong")
        page.run()
        row = models[0].matrix[class_number]
        assert f"{row.sum() - row[class_number]} of 10,000" in words(page)


def test_the_confidence_slider_keeps_what_lies_between(models) -> None:
    page = open_page(SAMPLES, by=models[0].name)
    page.slider(key="confidence").set_range(0.5, 0.75).run()

    confidence = models[0].y_proba.max(axis=1)
    _, indices = shown(page)
    between = (confidence >= 0.5) & (confidence <= 0.75)
    assert f"{between.sum():,} of 10,000" in words(page)
    assert between[indices].all()


@pytest.mark.parametrize("order", ["Most confident first", "Least confident first", "Test index"])
def test_images_stand_in_the_order_asked_for(models, order) -> None:
    confidence = models[0].y_proba.max(axis=1)
    rank = {
        "Most confident first": -confidence,
        "Least confident first": confidence,
        "Test index": np.arange(10_000),
    }[order]

    _, indices = shown(open_page(SAMPLES, by=models[0].name, true="Coat", order=order))

    assert (np.diff(rank[indices]) >= 0).all()
    fits = oracle.labels() == CLASSES.index("Coat")
    assert rank[indices[-1]] <= np.sort(rank[fits])[99]


def test_a_page_further_on_shows_other_images_of_the_same_filter() -> None:
    _, first = shown(open_page(SAMPLES, true="Bag", order="Test index"))
    _, third = shown(open_page(SAMPLES, true="Bag", order="Test index", page="3"))

    bags = np.flatnonzero(oracle.labels() == CLASSES.index("Bag"))
    assert first == bags[:100].tolist()
    assert third == bags[200:300].tolist()


def test_no_image_is_a_sentence_with_the_next_step_and_no_gallery() -> None:
    page = open_page(SAMPLES, true="Bag", predicted="Sandal", outcome="Right")

    assert "0 of 10,000" in words(page)
    assert len(page.info) == 1
    assert payloads(page, "indices") == []


def test_an_opened_image_is_compared_by_the_best_models(models) -> None:
    page = open_page(SAMPLES, image="12")

    [detail] = payloads(page, "probabilities")
    by_name = {model.name: model for model in models}
    assert detail["true"] == oracle.labels()[12]
    assert len(detail["modelNames"]) == min(len(models), oracle.MOST_MODELS)
    for name, row in zip(detail["modelNames"], detail["probabilities"], strict=True):
        assert row == pytest.approx(by_name[name].y_proba[12], abs=1e-4)
