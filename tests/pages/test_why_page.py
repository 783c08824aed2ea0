"""Why: maps, control, deletion curves and morphs as the page shows them."""

import base64

import numpy as np
from driving import open_page, payloads, text_of

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import to_token
from fmnist.explanation.morph import STEPS
from fmnist.explanation.occlusion import occlusion
from fmnist.inference.engine import open_engine

PAGE = "pages/inspect/why.py"
SPLIT = load_test_split()
TWO = {"models": ["CNN small", "ANN 10-10"]}


def maps(page) -> list[dict]:
    return payloads(page, "maps")


def test_the_maps_are_those_of_the_models() -> None:
    page = open_page(PAGE, image="4", filling="Background", **TWO)

    subject, control = maps(page)
    assert base64.b64decode(subject["image"]) == SPLIT.images[4].tobytes()
    assert [each["title"] for each in subject["maps"]] == ["CNN small", "ANN 10-10"]
    for each, key in zip(subject["maps"], ("cnn_small", "ann_10_10"), strict=True):
        found = occlusion(open_engine(store.load(key)).predict, SPLIT.images[4], 6, 0)
        np.testing.assert_allclose(np.reshape(each["heat"], (28, 28)), found.heat, atol=1e-3)
    assert subject["scale"] == control["scale"]
    assert subject["classes"] == ["Shirt", "T-shirt/top"]


def test_the_control_is_an_image_of_the_first_class_that_all_get_right() -> None:
    page = open_page(PAGE, image="0", first="Ankle boot", second="Sneaker", **TWO)

    pixels = np.frombuffer(base64.b64decode(maps(page)[1]["image"]), dtype=np.uint8)
    (index,) = np.flatnonzero((SPLIT.images.reshape(10_000, -1) == pixels).all(axis=1))
    assert index != 0
    assert SPLIT.labels[index] == 9
    for key in ("cnn_small", "ann_10_10"):
        assert store.load(key).y_proba[index].argmax() == 9
    assert f"Test image {index}, the nearest Ankle boot by pixels" in text_of(page)


def test_the_evidence_stands_in_words_and_the_maps_are_put_to_the_test() -> None:
    page = open_page(PAGE, image="4", **TWO)

    said = text_of(page)
    assert "Most of the evidence for Shirt: " in said
    assert ", columns " in said
    assert said.count("random orders") >= 2
    assert len(page.get("plotly_chart")) == 1


def test_a_morph_ends_at_the_stored_predictions() -> None:
    page = open_page(PAGE, tab="Morph", image="4", to="11", **TWO)

    (film,) = payloads(page, "reels")
    frames = np.frombuffer(base64.b64decode(film["reels"][0]["frames"]), dtype=np.uint8)
    frames = frames.reshape(STEPS, 28, 28)
    assert (frames[0] == SPLIT.images[4]).all()
    assert (frames[-1] == SPLIT.images[11]).all()
    for step, index in ((0, 4), (-1, 11)):
        y_proba = store.load("cnn_small").y_proba[index]
        assert film["lines"][step][0].endswith(f"{y_proba.max():.2f}")


def test_ones_own_picture_takes_the_place_of_a_test_image() -> None:
    page = open_page(PAGE, picture=to_token(SPLIT.images[7]), **TWO)

    assert "Your picture, as the models see it." in text_of(page)
    assert base64.b64decode(maps(page)[0]["image"]) == SPLIT.images[7].tobytes()
    assert not page.number_input
    page = next(b for b in page.button if b.label == "Back to the test images").click().run()
    assert page.number_input


def test_one_class_twice_is_told() -> None:
    page = open_page(PAGE, first="Bag", second="Bag", **TWO)

    assert "Choose two different classes." in text_of(page)
    assert maps(page) == []
