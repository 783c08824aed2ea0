"""A filter leaves exactly the images that fit it."""

from urllib.parse import parse_qs

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, text_of
from oracle import CLASSES, SHIRT, T_SHIRT

from fmnist.data.image_list import from_list_token, to_list_token

SAMPLES = "pages/inspect/samples.py"


def shown(page) -> tuple[str, list[int]]:
    [gallery] = payloads(page, "indices")
    return text_of(page), gallery["indices"]


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


def test_right_and_wrong_by_each_named_model_leave_what_they_agree_on(models) -> None:
    right, wrong = models[:2], models[-2:]
    labels = oracle.labels()
    fits = np.all([model.y_pred == labels for model in right], axis=0)
    fits &= np.all([model.y_pred != labels for model in wrong], axis=0)

    filters = {"right": [model.name for model in right], "wrong": [model.name for model in wrong]}
    text, indices = shown(open_page(SAMPLES, **filters))

    assert fits.any()
    assert f"{fits.sum():,} of 10,000" in text
    assert fits[indices].all()


def test_no_image_is_right_and_wrong_by_one_model(models) -> None:
    page = open_page(SAMPLES, right=models[0].name, wrong=models[0].name)

    assert "0 of 10,000" in text_of(page)
    assert "name fewer models" in text_of(page)


def test_choosing_a_class_changes_the_count(models) -> None:
    page = open_page(SAMPLES, by=models[0].name)
    for class_number in (SHIRT, CLASSES.index("Bag")):
        page.selectbox(key="true").set_value(CLASSES[class_number])
        page.button_group(key="outcome").set_value("Wrong")
        page.run()
        row = models[0].matrix[class_number]
        assert f"{row.sum() - row[class_number]} of 10,000" in text_of(page)


def test_the_confidence_slider_keeps_what_lies_between(models) -> None:
    page = open_page(SAMPLES, by=models[0].name)
    page.slider(key="confidence").set_range(0.5, 0.75).run()

    confidence = models[0].y_proba.max(axis=1)
    _, indices = shown(page)
    between = (confidence >= 0.5) & (confidence <= 0.75)
    assert f"{between.sum():,} of 10,000" in text_of(page)
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

    assert "0 of 10,000" in text_of(page)
    assert len(page.info) == 1
    assert payloads(page, "indices") == []


def test_an_opened_image_is_compared_by_all_models(models) -> None:
    page = open_page(SAMPLES, image="12")

    [detail] = payloads(page, "probabilities")
    assert detail["true"] == oracle.labels()[12]
    assert detail["modelNames"] == [model.name for model in models]
    for model, row in zip(models, detail["probabilities"], strict=True):
        assert row == pytest.approx(model.y_proba[12], abs=1e-4)


def test_an_opened_image_says_what_the_models_make_of_it(models) -> None:
    right = np.array([model.y_pred == oracle.labels() for model in models])
    index = int(np.flatnonzero(~right.any(axis=0))[0])

    said = text_of(open_page(SAMPLES, image=str(index)))

    label = CLASSES[oracle.labels()[index]]
    assert (
        f"Test image {index} is labelled {label}; none of the {len(models)} models agrees" in said
    )
    surest = max(models, key=lambda model: model.y_proba[index].max())
    assert f"Most confident of another class is {surest.name}: " in said


def entropy(y_proba: np.ndarray) -> np.ndarray:
    """Return Shannon's entropy along the last axis, with 0 log 0 = 0."""
    return -np.where(y_proba > 0, y_proba * np.log(np.maximum(y_proba, 1e-45)), 0).sum(axis=-1)


def test_the_order_by_entropy_and_by_disagreement_of_all_models(models) -> None:
    y_probas = np.stack([model.y_proba for model in models]).astype(float)
    scores = {
        "Highest entropy first": entropy(models[1].y_proba.astype(float)),
        "Most disagreement first": entropy(y_probas.mean(axis=0)) - entropy(y_probas).mean(axis=0),
    }
    for order, score in scores.items():
        _, indices = shown(open_page(SAMPLES, by=models[1].name, true="Coat", order=order))

        assert (np.diff(score[indices]) <= 1e-9).all()
        fits = oracle.labels() == CLASSES.index("Coat")
        assert score[indices[-1]] >= np.sort(score[fits])[-100] - 1e-9


def footer(page) -> str:
    [gallery] = payloads(page, "indices")
    return gallery["footer"]


def test_the_range_is_right_on_the_last_page(models) -> None:
    wrong = int((models[0].y_pred != oracle.labels()).sum())
    last = -(-wrong // 100)

    page = open_page(SAMPLES, by=models[0].name, outcome="Wrong", page=str(last))

    assert f"Images {100 * (last - 1) + 1:,} to {wrong:,} of {wrong:,}." in footer(page)
    _, indices = shown(page)
    assert len(indices) == wrong - 100 * (last - 1)


def test_a_page_beyond_the_last_counts_as_the_first() -> None:
    assert "Images 1 to 100 of 1,000." in footer(open_page(SAMPLES, true="Bag", page="11"))


def test_300_on_a_page_come_from_the_url_and_keep_the_place() -> None:
    page = open_page(SAMPLES, true="Bag", order="Test index", per_page="300", page="4")
    assert "Images 901 to 1,000 of 1,000." in footer(page)

    bags = np.flatnonzero(oracle.labels() == CLASSES.index("Bag")).tolist()
    page = open_page(SAMPLES, true="Bag", order="Test index", page="8")
    assert "Images 701 to 800 of 1,000." in footer(page)
    page.button_group(key="per_page").set_value("300").run()

    assert "Images 601 to 900 of 1,000." in footer(page)
    assert shown(page)[1] == bags[600:900]


def test_25_random_images_of_the_filtered_set_with_both_labels(models) -> None:
    model = models[0]
    wrong = np.flatnonzero(model.y_pred != oracle.labels())

    page = open_page(SAMPLES, by=model.name, outcome="Wrong", show="Random 25", seed="7")

    [gallery] = payloads(page, "indices")
    indices = gallery["indices"]
    assert len(set(indices)) == 25
    assert set(indices) <= set(wrong)
    assert gallery["captions"] == [CLASSES[label] for label in model.y_pred[indices]]
    assert gallery["details"] == [f"true {CLASSES[label]}" for label in oracle.labels()[indices]]
    assert f"25 of {len(wrong):,} images, drawn at random: {model.name} gets 0 right" in text_of(
        page
    )


def test_the_seed_makes_a_draw_again_and_another_draw_is_another_one() -> None:
    query = {"show": "Random 25", "seed": "7"}
    page = open_page(SAMPLES, **query)
    [first] = payloads(page, "indices")

    page.button(key="another_draw").click().run()

    [second] = payloads(page, "indices")
    assert second["indices"] != first["indices"]
    assert page.number_input(key="seed").value == 8
    [again] = payloads(open_page(SAMPLES, **query), "indices")
    assert again["indices"] == first["indices"]


def test_a_draw_from_few_images_shows_them_all_and_none_is_a_sentence(models) -> None:
    model = models[0]
    few = {"true": "Bag", "outcome": "Wrong", "by": model.name, "show": "Random 25"}
    expected = sum(len(model.indices(8, label)) for label in range(10) if label != 8)
    [gallery] = payloads(open_page(SAMPLES, **few), "indices")
    assert len(gallery["indices"]) == min(25, expected)

    page = open_page(SAMPLES, **few, predicted="Bag")

    assert len(page.info) == 1
    assert payloads(page, "indices") == []


def test_an_opened_image_shows_its_eight_nearest_images() -> None:
    images = oracle.images().reshape(10_000, -1).astype(int)
    distance = ((images - images[12]) ** 2).sum(axis=1)
    nearest = np.argsort(distance, kind="stable")[1:9]

    [detail] = payloads(open_page(SAMPLES, image="12"), "probabilities")

    assert detail["near"]["indices"] == nearest.tolist()
    assert detail["near"]["captions"] == [CLASSES[label] for label in oracle.labels()[nearest]]


def slice_links(page) -> list[str]:
    """Return the slices that the page leads to."""
    links = [link.proto for link in page.get("page_link")]
    return [
        parse_qs(link.query_string)["slice"][0] for link in links if link.label == "Keep as a slice"
    ]


def test_a_filter_leads_to_the_slice_of_the_same_images(models) -> None:
    model = models[0]
    wrong = sorted(set(np.flatnonzero(oracle.labels() == SHIRT)) - model.indices(SHIRT, SHIRT))

    assert slice_links(open_page(SAMPLES)) == []
    assert slice_links(open_page(SAMPLES, true="Shirt")) == [f"class:{SHIRT}"]
    [text] = slice_links(open_page(SAMPLES, true="Shirt", outcome="Wrong", by=model.key))
    assert text.startswith(f"class:{SHIRT},answers:")
    assert from_list_token(text.rpartition(":")[2]).tolist() == wrong
    opened = open_page("pages/inspect/slices.py", slice=text, of=model.key)
    assert f"{len(wrong)} images: Shirt, {len(wrong)} images chosen by what" in text_of(opened)
    assert f"{model.name} misclassifies {len(wrong)} of them" in text_of(opened)


def test_images_that_a_link_names_are_a_slice_of_no_answers() -> None:
    named = to_list_token(np.array([3, 19, 27]))

    assert slice_links(open_page(SAMPLES, images=named)) == [f"images:{named}"]
