"""Configurations of older versions in the words of today's Keras; no Keras is loaded for it."""

from pathlib import Path

import h5py
import numpy as np

from fmnist.importing import hdf5
from fmnist.importing.keras_config import mended

Links = list[list[list[object]]]


def functional(inner_call: int, *, twice: bool = False) -> dict:
    """Return a model within a model as Keras 2 describes it, called from `inner_call` on."""
    inner = {"class_name": "Sequential", "config": {"name": "body", "layers": []}, "name": "body"}
    calls: Links = [[["image", 0, 0, {}]]] * (2 if twice else 1)
    links = [["body", inner_call, 0, {}], *([["body", inner_call + 1, 0, {}]] if twice else [])]
    head = {"class_name": "Add", "config": {"name": "sum"}, "name": "sum"}
    return {
        "class_name": "Functional",
        "config": {
            "name": "m",
            "layers": [inner | {"inbound_nodes": calls}, head | {"inbound_nodes": [links]}],
            "input_layers": [["image", 0, 0]],
            "output_layers": [["sum", 0, 0]],
        },
    }


def links_of(model: dict) -> Links:
    return model["config"]["layers"][1]["inbound_nodes"]


def test_calls_of_a_model_within_a_model_count_from_0() -> None:
    once = mended(functional(1), old=True)
    twice = mended(functional(1, twice=True), old=True)

    assert links_of(once) == [[["body", 0, 0, {}]]]
    assert links_of(twice) == [[["body", 0, 0, {}], ["body", 1, 0, {}]]]
    assert once["config"]["output_layers"] == [["sum", 0, 0]]
    assert once["config"]["layers"][0]["inbound_nodes"] == [[["image", 0, 0, {}]]]


def test_calls_that_count_from_0_stay_as_they_are() -> None:
    assert links_of(mended(functional(0, twice=True), old=True)) == links_of(
        functional(0, twice=True)
    )


def test_a_layer_is_looked_for_where_todays_keras_has_it() -> None:
    layer = {"class_name": "Dense", "module": "keras.src.engine.base", "config": {"units": 3}}

    assert mended(layer)["module"] == "keras.layers"
    assert "module" not in mended({"class_name": "Dense", "config": {"units": 3}})


def test_what_a_normalization_of_all_pixels_keeps_has_one_axis(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    with h5py.File(path, "w") as file:
        file["w/normalization/mean:0"] = np.float32(0.25)
        file["w/normalization/variance:0"] = np.float32(4)
        file["w/normalization/count:0"] = np.int64(7)
        file["w/batch_normalization/moving_mean:0"] = np.float32(1)

    hdf5.write_config(path, {})

    with h5py.File(path, "r") as file:
        assert file["w/normalization/mean:0"][...].tolist() == [0.25]
        assert file["w/normalization/variance:0"][...].tolist() == [4]
        assert file["w/normalization/count:0"].shape == ()
        assert file["w/batch_normalization/moving_mean:0"].shape == ()
