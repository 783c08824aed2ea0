"""From a Keras model to its ONNX graph: the same answers, and the last hidden layer beside them."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from fmnist.artifacts import store
from fmnist.data.dataset import Split
from fmnist.errors import ArtifactError
from fmnist.inference.engine import open_engine, open_file
from fmnist.training import exporting
from fmnist.training.config import Ensemble, Recipe
from fmnist.training.ensembles import average_of
from fmnist.training.prediction import predict_proba

pytestmark = pytest.mark.slow


def test_the_graph_answers_as_the_model_and_gives_away_what_the_last_layer_reads(
    images: Split, recipe: Recipe
) -> None:
    model = recipe.build()
    few = images.images[:30]

    answer = open_file(exporting.pack_graph(model)).answer(few)

    np.testing.assert_allclose(answer.y_proba, predict_proba(model, few), atol=1e-5)
    kernel, bias = model.layers[-1].get_weights()
    raw = np.exp(answer.features @ kernel + bias)
    np.testing.assert_allclose(answer.y_proba, raw / raw.sum(axis=1, keepdims=True), atol=1e-5)


def test_layers_after_the_last_dense_one_hide_no_features(images: Split) -> None:
    pixels = keras.Input((28, 28))
    hidden = layers.Dense(7, activation="relu")(layers.Flatten()(pixels))
    model = keras.Model(pixels, layers.Softmax()(layers.Dense(10)(hidden)))

    answer = open_file(exporting.pack_graph(model)).answer(images.images[:4])

    assert answer.features is not None
    assert answer.features.shape == (4, 7)


def test_an_ensemble_of_every_seed_is_one_graph_with_the_features_of_all(images: Split) -> None:
    ensemble = Ensemble(members=("cnn_small",), every_seed=True, mirrored=True)
    model = average_of(ensemble)
    few = images.images[:10]

    answer = open_file(exporting.pack_graph(model)).answer(few)

    np.testing.assert_allclose(answer.y_proba, predict_proba(model, few), atol=1e-5)
    alone = open_engine(store.load("cnn_small")).answer(few).features
    assert answer.features is not None
    assert alone is not None
    assert answer.features.shape == (10, 3 * 2 * alone.shape[1]), "three seeds, two views"
    np.testing.assert_allclose(answer.features[:, : alone.shape[1]], alone, atol=1e-4)


def test_exporting_adds_one_file_and_leaves_the_rest(tmp_path: Path) -> None:
    shipped = store.load("ann_10_10")
    kept = {
        name: (shipped.folder / name).read_bytes()
        for name in shipped.record.files
        if name != store.GRAPH_FILE
    }
    bare = store.write(shipped.record, kept, tmp_path)

    exported = exporting.export(bare)

    assert set(exported.record.files) - set(bare.record.files) == {store.GRAPH_FILE}
    files = {"files": bare.record.files}
    assert exported.record.model_copy(update=files) == bare.record
    np.testing.assert_array_equal(exported.y_proba, bare.y_proba)


def test_an_ensemble_that_its_members_answer_for_stays_as_it_is() -> None:
    ensemble = store.load("cnn_ensemble")

    assert exporting.export(ensemble) is ensemble


def test_a_graph_that_answers_otherwise_is_not_kept(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other:
        def answer(self, pixels: np.ndarray):
            right = real(content[0]).answer(pixels)
            return replace(right, y_proba=right.y_proba[:, ::-1])

    real, content = exporting.open_file, []
    monkeypatch.setattr(exporting, "open_file", lambda graph: content.append(graph) or Other())

    with pytest.raises(ArtifactError, match="does not answer as the model"):
        exporting.pack_graph(recipe.build())


def test_a_folder_without_a_keras_model_has_nothing_to_export(tmp_path: Path) -> None:
    model = replace(store.load("ann_10_10"), folder=tmp_path / "ann_10_10")

    with pytest.raises(ArtifactError, match=r"ann_10_10/ holds no model\.keras to export"):
        exporting.export(model)
