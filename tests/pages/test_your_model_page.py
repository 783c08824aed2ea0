"""The page of one's own model without a browser: who may upload, and what stands in the list."""

from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from artifact_samples import imported_fields, labels_alone_fields, parse, probabilities
from driving import open_page, text_of

from fmnist.artifacts import predictions, store
from fmnist.importing.limits import LARGEST_MODEL, MEBIBYTE
from pages.yours import _your_model_afterwards as afterwards

PAGE = "pages/yours/your_model.py"


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch):
    """Let the server listen where a test wants."""

    def listen(where: str) -> None:
        option = st.get_option
        monkeypatch.setattr(
            st, "get_option", lambda key: where if key == "server.address" else option(key)
        )

    return listen


def add_imported(root: Path, key: str = "other_a", **fields: object) -> None:
    files = {"model.onnx": b"graph", "test_predictions.npz": predictions.pack(probabilities())}
    store.write(parse(imported_fields(key) | fields), files, root)


@pytest.mark.parametrize("where", ["localhost", "127.0.0.1", "::1"])
def test_on_this_machine_alone_files_are_taken(address, where: str) -> None:
    address(where)

    app = open_page(PAGE)

    assert not app.exception
    assert len(app.get("file_uploader")) == 1


@pytest.mark.parametrize("where", ["0.0.0.0", "192.168.1.5", ""])  # noqa: S104 - none is opened
def test_elsewhere_the_command_line_is_explained(address, where: str) -> None:
    address(where)

    app = open_page(PAGE)

    assert not app.exception
    assert len(app.get("file_uploader")) == 0
    assert "python -m fmnist import FILE" in text_of(app)
    assert "FMNIST_UPLOADS=1" in text_of(app)
    assert "Imported models" not in text_of(app), "who may not add may not remove either"


def test_an_owner_may_open_it_to_everyone(address, monkeypatch: pytest.MonkeyPatch) -> None:
    address("0.0.0.0")  # noqa: S104 - none is opened
    monkeypatch.setenv("FMNIST_UPLOADS", "1")

    assert len(open_page(PAGE).get("file_uploader")) == 1


def test_a_model_as_large_as_may_be_can_be_dropped_where_no_proxy_stands_before(address) -> None:
    address("localhost")

    (uploader,) = open_page(PAGE).get("file_uploader")

    assert uploader.proto.max_upload_size_mb == LARGEST_MODEL // MEBIBYTE


@pytest.mark.parametrize(("servers", "pages"), [(64, 64), (1000, 400)])
def test_a_file_that_the_server_or_its_proxy_refuses_is_refused_before_it_is_sent(
    monkeypatch: pytest.MonkeyPatch, servers: int, pages: int
) -> None:
    option = st.get_option
    told = {"server.address": "localhost", "server.maxUploadSize": servers}
    monkeypatch.setattr(st, "get_option", lambda key: told[key] if key in told else option(key))

    (uploader,) = open_page(PAGE).get("file_uploader")

    assert uploader.proto.max_upload_size_mb == pages


def test_imported_models_are_listed_with_what_they_are(address, registry: Path) -> None:
    address("localhost")
    add_imported(registry, display_name="My forest (v2)")

    app = open_page(PAGE)
    right = (probabilities().argmax(axis=1) == load_labels()).mean()

    assert app.selectbox(key="import_chosen").options == ["My forest (v2)"]
    assert f"{100 * right:.2f} % of the test images" in text_of(app)
    assert "It came as a file (other_a.onnx, ONNX)." in text_of(app)


def test_a_model_that_was_not_asked_offers_to_be_and_says_what_came_of_it(
    address, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended:
        running, failed, last = False, True, "Error: **no** room"

        def __init__(self, key: str) -> None:
            assert key == "other_a"

        def cancel(self) -> None:
            """Nothing runs."""

    address("localhost")
    monkeypatch.setattr(afterwards, "Afterwards", Ended)
    monkeypatch.setattr(afterwards, "ROOTS", (registry,))
    add_imported(registry)

    app = open_page(PAGE)
    assert not app.warning
    app = app.button(key="import_ask").click().run()

    assert not app.exception
    assert len(app.warning) == 1
    assert "It stopped early. Error: **no** room" in app.warning[0].value.replace("\\", "")


def test_predictions_alone_are_not_asked_anything(
    address, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address("localhost")
    monkeypatch.setattr(afterwards, "ROOTS", (registry,))
    y_pred = probabilities().argmax(axis=1)
    files = {"test_predictions.npz": predictions.pack_labels(y_pred)}
    store.write(parse(labels_alone_fields()), files, registry)

    app = open_page(PAGE)

    assert app.selectbox(key="import_chosen").options == ["OTHER_B"]
    assert "import_ask" not in [button.key for button in app.button]


def load_labels() -> np.ndarray:
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415

    return load_test_split().labels
