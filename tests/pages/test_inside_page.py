"""Inside the models: any model of a family, layer by layer, as the page shows it."""

import base64
import hashlib
import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from artifact_samples import imported_fields, labels_alone_fields, parse
from driving import open_page, payloads, text_of
from graphs import linear

from fmnist.artifacts import predictions, store
from fmnist.artifacts import units as units_file
from fmnist.data.dataset import load_test_split
from fmnist.inference.layers import LayerReader, open_layers

PAGE = "pages/inspect/inside.py"
IMAGES = load_test_split().images


def units(page) -> list[dict]:
    return payloads(page, "units")[0]["units"]


def pixels(unit: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(unit["pixels"]), dtype=np.uint8).reshape(unit["shape"])


def test_every_map_of_a_chosen_layer_stands_by_its_response() -> None:
    page = open_page(PAGE, read="17", cnn="CNN best", inside="CNN best", layer="9")

    reader = open_layers(store.load("cnn_best"))
    layer = reader.layers[9]
    maps = reader.responses(IMAGES[17:18], layer)[0]
    order = np.argsort(-maps.max(axis=(1, 2)), kind="stable")[:48].tolist()
    shown = units(page)
    assert [unit["index"] for unit in shown] == order
    for unit in (shown[0], shown[20]):
        each = maps[unit["index"]]
        assert unit["response"] == pytest.approx(each.max(), abs=0.01)
        expected = 255 * np.clip(each, 0, None) / (each.max() or 1)
        np.testing.assert_allclose(pixels(unit).astype(float), expected, atol=1.01)
    assert "10. relu 3 1 b: 144 maps of 7 x 7" in page.selectbox(key="layer_of").options


def test_a_units_nine_images_are_those_that_excite_it_most() -> None:
    page = open_page(PAGE, ann="ANN 10-10", inside="ANN 10-10", layer="1", unit="4")

    reader = open_layers(store.load("ann_10_10"))
    responses = reader.responses(IMAGES, reader.layers[1])[:, 4]
    gallery = next(data for data in payloads(page, "label") if "excite" in str(data["label"]))
    np.testing.assert_allclose(
        responses[gallery["indices"]], np.sort(responses)[:-10:-1], rtol=1e-4
    )
    name = reader.layers[1].name
    assert f"The nine test images that excite unit 5 of {name} most" in text_of(page)


@pytest.mark.parametrize("said", ["cnn_best", "CNN best"])
def test_an_address_names_the_model_that_is_looked_into_once(said: str) -> None:
    page = open_page(PAGE, inside=said, layer="2", unit="3")

    assert page.selectbox(key="cnn").value == "cnn_best"
    assert page.session_state["inside"] == "cnn_best"
    name = open_layers(store.load("cnn_best")).layers[2].name
    assert f"The nine test images that excite map 4 of {name} most" in text_of(page)


def gallery_of(page) -> dict:
    return next(data for data in payloads(page, "label") if "excite" in str(data["label"]))


def test_what_excites_a_unit_is_read_and_no_model_is_asked(monkeypatch) -> None:
    monkeypatch.setattr(LayerReader, "strengths", None)

    page = open_page(PAGE, cnn="CNN best", inside="CNN best", layer="9", unit="140")

    assert not page.exception
    model = store.load("cnn_best")
    with np.load(model.folder / units_file.FILE) as held:
        row = int(held["n_units"][:9].sum()) + 140
        assert gallery_of(page)["indices"] == held["indices"][row].tolist()


@pytest.mark.parametrize("damage", ["missing", "stale"])
def test_without_the_file_the_model_is_asked_at_once_and_the_page_says_so(
    registry, damage: str
) -> None:
    folder = registry / "ann_10_10"
    shutil.copytree(store.ARTIFACTS / "ann_10_10", folder)
    record = json.loads((folder / "record.json").read_text())
    path = folder / units_file.FILE
    released = units_file.read(path, of="ann_10_10", graph_sha256=record["files"][store.GRAPH_FILE])
    if damage == "missing":
        path.unlink()
        del record["files"][units_file.FILE]
    else:
        content = units_file.pack(replace(released, graph_sha256="0" * 64))
        path.write_bytes(content)
        record["files"][units_file.FILE] = hashlib.sha256(content).hexdigest()
    (folder / "record.json").write_text(json.dumps(record))

    page = open_page(PAGE, inside="ANN 10-10", layer="1", unit="4")

    assert not page.exception
    told = "units.npz of ann_10_10: it belongs to another network"
    assert (told in text_of(page)) == (damage == "stale")
    expected = released.of_layer(released.tensors[1])[0][4]
    assert gallery_of(page)["indices"] == expected.tolist()


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

    assert "It reads in several directions at once" in text_of(page)
    (film,) = payloads(page, "reels")
    assert film["lines"][0] == []


def test_the_first_image_can_be_linked() -> None:
    page = open_page(PAGE, read="0")

    assert "Test image 0 is officially a Ankle boot." in text_of(page)


def test_models_without_a_graph_of_their_own_are_not_offered() -> None:
    page = open_page(PAGE)

    offered = page.selectbox(key="cnn").options
    assert "CNN best" in offered
    assert "CNN ensemble" not in offered  # the mean of others


def test_without_any_graph_the_page_says_what_to_do(registry) -> None:
    for key in ("ann_10_10", "rnn_lstm"):
        shutil.copytree(store.ARTIFACTS / key, registry / key)
        (registry / key / store.GRAPH_FILE).unlink()
        path = registry / key / "record.json"
        record = json.loads(path.read_text())
        del record["files"][store.GRAPH_FILE]
        path.write_text(json.dumps(record))
    page = open_page(PAGE)

    assert "None of these models can be looked into" in text_of(page)
    assert not page.exception


def put(registry, fields: dict, graph: bytes | None, name: str) -> None:
    """Add a model that came in to the folder that the pages read."""
    files = {store.PREDICTIONS_FILE: predictions.pack(store.load("ann_10_10").y_proba)}
    if graph is None:
        files = {store.PREDICTIONS_FILE: predictions.pack_labels(store.load("ann_10_10").y_pred)}
    else:
        files[store.GRAPH_FILE] = graph
    store.write(parse(fields | {"display_name": name}), files, registry)


def test_a_model_of_another_family_is_looked_into_as_any_other(registry) -> None:
    graph = (store.ARTIFACTS / "cnn_small" / store.GRAPH_FILE).read_bytes()
    put(registry, imported_fields("patchwork"), graph, "Patchwork")

    page = open_page(PAGE, read="17", layer="1", unit="3")

    assert not page.exception
    assert "Other: in its own way" in text_of(page)
    assert page.selectbox(key="other").options == ["Patchwork"]
    reader = open_layers(store.load("cnn_small"))
    responses = reader.responses(IMAGES, reader.layers[1])[:, 3].max(axis=(1, 2))
    assert gallery_of(page)["indices"][0] == int(responses.argmax())


def test_a_network_without_layers_says_so_and_breaks_nothing(registry) -> None:
    put(registry, imported_fields("line"), linear().SerializeToString(), "Line")

    page = open_page(PAGE)

    assert not page.exception
    assert "no layer between its input and its answer that can be shown" in text_of(page)


def test_models_that_came_as_predictions_have_no_network_to_look_into(registry) -> None:
    put(registry, labels_alone_fields("forest"), None, "Forest")
    alone = open_page(PAGE)
    put(registry, labels_alone_fields("crowd") | {"family": "cnn"}, None, "Crowd")
    shutil.copytree(store.ARTIFACTS / "ann_10_10", registry / "ann_10_10")
    beside = open_page(PAGE)
    for number in range(6):
        put(registry, labels_alone_fields(f"run_{number}"), None, f"Run {number}")
    many = open_page(PAGE)

    assert "None of these models can be looked into" in text_of(alone)
    assert "Forest came as predictions alone: there is no network to look into" in text_of(alone)
    assert "Crowd and Forest came as predictions alone" in text_of(beside)
    assert "and 4 more came as predictions alone" in text_of(many)
    assert page_families(beside) == ["ann"]
    assert not alone.exception
    assert not beside.exception


def page_families(page) -> list[str]:
    """Return the families of which a model can be chosen."""
    return [box.key for box in page.selectbox if box.key in {"ann", "rnn", "cnn", "other"}]


def test_the_mean_of_others_leads_to_them() -> None:
    page = open_page(PAGE)

    assert "CNN ensemble answers as the mean of other models: look into those." in text_of(page)
