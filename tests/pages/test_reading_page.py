"""How they read: any model of a family, layer by layer, as the page shows it."""

import base64
import json
import shutil

import numpy as np
import pytest
from driving import open_page, payloads, words

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.inference.layers import open_layers

PAGE = "pages/inspect/reading.py"
IMAGES = load_test_split().images


def units(page) -> list[dict]:
    return payloads(page, "units")[0]["units"]


def pixels(unit: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(unit["pixels"]), dtype=np.uint8).reshape(unit["shape"])


def test_every_map_of_a_chosen_layer_stands_by_its_response() -> None:
    page = open_page(PAGE, read="17", cnn="CNN best", inside="CNN best", layer="2")

    reader = open_layers(store.load("cnn_best"))
    layer = reader.layers[2]
    maps = reader.responses(IMAGES[17:18], layer)[0]
    order = np.argsort(-maps.max(axis=(1, 2)), kind="stable")[:48].tolist()
    shown = units(page)
    assert [unit["index"] for unit in shown] == order
    for unit in (shown[0], shown[20]):
        each = maps[unit["index"]]
        assert unit["response"] == pytest.approx(each.max(), abs=0.01)
        expected = 255 * np.clip(each, 0, None) / (each.max() or 1)
        np.testing.assert_allclose(pixels(unit).astype(float), expected, atol=1.01)
    assert "3. relu deepen 1: 64 maps of 14 x 14" in page.selectbox(key="layer_of").options


def test_a_units_nine_images_are_those_that_excite_it_most() -> None:
    page = open_page(PAGE, ann="ANN 10-10", inside="ANN 10-10", layer="1", unit="4")

    reader = open_layers(store.load("ann_10_10"))
    responses = reader.responses(IMAGES, reader.layers[1])[:, 4]
    gallery = next(data for data in payloads(page, "label") if "excite" in str(data["label"]))
    np.testing.assert_allclose(
        responses[gallery["indices"]], np.sort(responses)[:-10:-1], rtol=1e-4
    )
    name = reader.layers[1].name
    assert f"The nine test images that excite unit 5 of {name} most" in words(page)


def test_an_rnns_states_are_a_film_of_what_it_has_read() -> None:
    page = open_page(PAGE, read="0", rnn="RNN LSTM", inside="RNN LSTM")

    (film,) = payloads(page, "reels")
    assert len(film["titles"]) == 28
    read = np.frombuffer(base64.b64decode(film["reels"][0]["frames"]), dtype=np.uint8)
    read = read.reshape(28, 28, 28)
    assert (read[27] == IMAGES[0]).all()
    assert (read[13][:14] == IMAGES[0][:14]).all()
    assert (read[13][20:] <= IMAGES[0][20:] // 4 + 1).all()
    y_proba = store.load("rnn_lstm").y_proba[0]
    assert film["lines"][27][0] == f"Ankle boot {y_proba.max():.2f}"


def test_a_reader_in_several_directions_has_no_half_way_answers() -> None:
    page = open_page(PAGE, rnn="RNN best", inside="RNN best", layer="5")

    assert "It reads in several directions at once" in words(page)
    (film,) = payloads(page, "reels")
    assert film["lines"][0] == []


def test_the_first_image_can_be_linked() -> None:
    page = open_page(PAGE, read="0")

    assert "Test image 0 is officially a Ankle boot." in words(page)


def test_models_without_a_graph_of_their_own_are_not_offered() -> None:
    page = open_page(PAGE)

    offered = page.selectbox(key="cnn").options
    assert "CNN best" in offered
    assert "CNN any size" not in offered  # the mean of others


def test_without_any_graph_the_page_says_what_to_do(registry) -> None:
    for key in ("ann_10_10", "rnn_lstm"):
        shutil.copytree(store.ARTIFACTS / key, registry / key)
        (registry / key / store.GRAPH_FILE).unlink()
        path = registry / key / "record.json"
        record = json.loads(path.read_text())
        del record["files"][store.GRAPH_FILE]
        path.write_text(json.dumps(record))
    page = open_page(PAGE)

    assert "None of these models can be looked into" in words(page)
    assert not page.exception
