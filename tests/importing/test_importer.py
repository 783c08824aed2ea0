"""From a file to a model beside ours, and back: added, named, judged, renamed, removed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from networks import answers, classifier, onnx_bytes, weights_for, y_proba

from fmnist.artifacts import predictions, store
from fmnist.artifacts.files import sha256
from fmnist.errors import ImportingError
from fmnist.importing import importer, manage, naming
from fmnist.importing.found import Details, Found
from fmnist.importing.process import Worker
from fmnist.inference.engine import open_engine

Inspect = Callable[..., Found]
Finish = Callable[[Worker], dict]
ALPHABETICAL = (9, 8, 4, 3, 2, 5, 6, 7, 0, 1)


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, ...]:
    folder = tmp_path / "artifacts"
    folder.mkdir()
    return (folder,)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory, look_into) -> dict[str, Found]:
    """Two files and what a worker found in them, once for all tests."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "network.onnx").write_bytes(onnx_bytes(*classifier()))
    (folder / "labels.csv").write_text("label\n" + "\n".join(map(str, answers().tolist())))
    return {path.name: look_into(path, folder) for path in sorted(folder.iterdir())}


@pytest.fixture
def network(looked_at: dict[str, Found], tmp_path: Path) -> Found:
    return of_its_own(looked_at["network.onnx"], tmp_path)


@pytest.fixture
def labels_alone(looked_at: dict[str, Found], tmp_path: Path) -> Found:
    return of_its_own(looked_at["labels.csv"], tmp_path)


def of_its_own(found: Found, folder: Path) -> Found:
    """Return it with a copy of its folder, beside a copy of the file."""
    shutil.copy(found.folder.parent / found.name, folder)
    return replace(found, folder=Path(shutil.copytree(found.folder, folder / "worker")))


def added(
    found: Found, finish: Finish, roots: tuple[Path, ...], name: str = "Mine", **details: object
) -> store.TrainedModel:
    chosen = importer.choose(found)
    if chosen is not None:
        finish(importer.start_answering(found, chosen))
    return importer.add(found, Details(name, **details), chosen, roots=roots)


def test_an_onnx_file_becomes_a_model(network: Found, finish: Finish, roots) -> None:
    model = added(network, finish, roots, source="https://example.org/x", claimed_accuracy=0.9)

    record = model.record
    np.testing.assert_allclose(model.y_proba, y_proba(), atol=1e-5)
    assert (record.key, record.origin, record.family) == ("mine", "imported", "ann")
    assert record.parameters == 7850
    assert record.claimed_accuracy == 0.9
    assert record.imported.name == "network.onnx"
    assert record.imported.sha256 == sha256(network.folder.parent / "network.onnx")
    assert "pixels divided by 255" in record.imported.notes[-1]
    unknown = (record.seed, record.validation, record.environment, record.training_seconds)
    assert unknown == (None,) * 4
    assert (record.layers, record.runs, record.inference) == ((), (), ())


def test_it_answers_new_images_by_its_contract(network: Found, finish: Finish, roots) -> None:
    model = added(network, finish, roots)
    image = np.random.default_rng(0).integers(0, 256, (1, 28, 28)).astype(np.uint8)

    again = open_engine(model).predict(np.repeat(image, 3, axis=0))

    assert again.shape == (3, 10)
    assert model.record.contract.scale == pytest.approx(1 / 255)


def test_importing_what_was_stored_gives_the_same_model(
    network: Found, finish: Finish, roots, inspect: Inspect
) -> None:
    first = added(network, finish, roots, name="First")

    graph = added(inspect(first.folder / store.GRAPH_FILE), finish, roots, name="Graph")
    stored = added(inspect(first.folder / store.PREDICTIONS_FILE), finish, roots, name="Stored")

    np.testing.assert_array_equal(graph.y_proba, first.y_proba)
    np.testing.assert_array_equal(stored.y_proba, first.y_proba)


def test_labels_alone_become_a_model_without_a_file(
    labels_alone: Found, finish: Finish, roots
) -> None:
    model = added(labels_alone, finish, roots, family="other")

    assert model.record.origin == "predictions"
    assert model.model_file is None
    assert not model.states_probabilities
    np.testing.assert_array_equal(model.y_pred, answers())


def test_another_order_is_applied_only_on_yes(
    tmp_path: Path, inspect: Inspect, finish: Finish, roots
) -> None:
    path = tmp_path / "m.onnx"
    path.write_bytes(onnx_bytes(*weights_for(order=ALPHABETICAL)))
    found = inspect(path)

    declined = importer.choose(found)
    agreed = importer.choose(found, reorder=True)
    finish(importer.start_answering(found, agreed))
    model = importer.add(found, Details("Ordered"), agreed, reorder=True, roots=roots)

    assert declined.contract.class_order is None
    assert model.record.contract.class_order == ALPHABETICAL
    np.testing.assert_allclose(model.y_proba, y_proba(), atol=1e-5)
    assert "another order of the classes" in model.record.imported.notes[-1]


@pytest.mark.parametrize("stated", ["probabilities", "labels"])
def test_predictions_in_another_order_are_put_right_on_yes(
    tmp_path: Path, inspect: Inspect, roots, stated: str
) -> None:
    path = tmp_path / "p.npy"
    proba = y_proba()[:, list(ALPHABETICAL)]
    np.save(path, proba if stated == "probabilities" else proba.argmax(axis=1))
    found = inspect(path)

    as_it_is = importer.add(found, Details("As it is"), roots=roots)
    right = importer.add(found, Details("Right"), reorder=True, roots=roots)

    assert found.order == ALPHABETICAL
    assert (as_it_is.y_pred != answers()).mean() > 0.5
    np.testing.assert_array_equal(right.y_pred, answers())
    assert right.states_probabilities == (stated == "probabilities")


def test_a_named_row_decides(network: Found) -> None:
    chosen = importer.choose(network, scale="0..255")

    assert chosen.contract.scale == 1
    with pytest.raises(ImportingError, match=r"No row '0\.\.7' .*The best are: 0\.\.1"):
        importer.choose(network, scale="0..7")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "1 to 40 characters: received 0"),
        ("x" * 41, "received 41"),
        ("a\u202eb", "no invisible characters and none that reverse the direction"),
        ("My *CNN*", r"My \*CNN\* is not a name that every page can show: .* received '\*'"),
        ("a <b>", "received '<'"),
        ("MINE", "already a model called MINE \\(key mine\\)"),
        ("  mine ", "already a model called mine"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused(
    labels_alone: Found, finish: Finish, roots, name: str, sentence: str
) -> None:
    added(labels_alone, finish, roots, name="Mine")

    with pytest.raises(ImportingError, match=sentence):
        added(labels_alone, finish, roots, name=name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("My CNN", "my_cnn"),
        ("Ünï-çode 2", "uni_code_2"),
        ("日本", "model"),
        ("3 layers", "model_3_layers"),
        ("Test data", "test_data_2"),
        ("x" * 40, "x" * 36),
    ],
)
def test_a_key_is_made_of_the_name(tmp_path: Path, name: str, key: str) -> None:
    assert naming.free_key(name, (tmp_path,)) == key


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("fashion_mnist_model.h5", "fashion_mnist_model"),
        ("predictions.csv.gz", "predictions"),
        ("saved_model", "saved_model"),
        ("net[1] $best$ (2).keras", "net 1 best (2)"),
        ("__final__.onnx", "final"),
        ("**.onnx", "My model"),
        ("a\u202eb.onnx", "ab"),
        ("x" * 60 + ".onnx", "x" * 40),
    ],
)
def test_a_file_suggests_a_name_that_can_be_used(tmp_path: Path, file: str, name: str) -> None:
    assert naming.suggested_name(file) == name
    assert naming.checked_name(name, roots=(tmp_path,)) == name


def test_two_names_of_one_key_get_two_keys(labels_alone: Found, finish: Finish, roots) -> None:
    first = added(labels_alone, finish, roots, name="My CNN")
    second = added(labels_alone, finish, roots, name="My-CNN")

    assert (first.key, second.key) == ("my_cnn", "my_cnn_2")


def test_a_model_is_renamed_and_keeps_its_key(labels_alone: Found, finish: Finish, roots) -> None:
    added(labels_alone, finish, roots, name="Mine")
    added(labels_alone, finish, roots, name="Other")

    model = manage.rename("mine", "Better name", roots)

    assert (model.key, model.record.display_name) == ("mine", "Better name")
    np.testing.assert_array_equal(model.y_pred, answers())
    assert manage.rename("mine", "better NAME", roots).record.display_name == "better NAME"
    with pytest.raises(ImportingError, match="already a model called other"):
        manage.rename("mine", "other", roots)


def test_a_model_is_removed_whole(labels_alone: Found, finish: Finish, roots) -> None:
    added(labels_alone, finish, roots)

    assert manage.remove("mine", roots) == "Mine"
    assert [path for path in roots[0].iterdir() if path.is_dir()] == []
    with pytest.raises(ImportingError, match=r"No model 'mine' here\. Imported models: none"):
        manage.remove("mine", roots)


def test_what_was_trained_here_is_not_touched() -> None:
    shipped = (store.ARTIFACTS,)

    with pytest.raises(ImportingError, match="ann_10_10 was trained here"):
        manage.remove("ann_10_10", shipped)
    with pytest.raises(ImportingError, match="was trained here"):
        manage.rename("ann_10_10", "Mine", shipped)

    assert store.load("ann_10_10").record.display_name == "ANN 10-10"


def test_a_broken_folder_is_named_not_removed(labels_alone: Found, finish: Finish, roots) -> None:
    model = added(labels_alone, finish, roots)
    (model.folder / "record.json").write_text("{")

    with pytest.raises(ImportingError, match=r"whether it was imported is unknown.*by hand"):
        manage.remove("mine", roots)
    assert model.folder.is_dir()


def test_answers_that_were_tampered_with_are_refused(network: Found, finish: Finish, roots) -> None:
    chosen = importer.choose(network)
    finish(importer.start_answering(network, chosen))
    (network.folder / "predictions.npz").write_bytes(predictions.pack(2 * y_proba()))

    with pytest.raises(Exception, match="must sum to 1"):
        importer.add(network, Details("Mine"), chosen, roots=roots)
