"""Models that came in stand on every page: what nobody knows is unknown, and nothing is made up."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from artifact_samples import imported_fields, labels_alone_fields, parse
from driving import open_page, payloads, text_of
from oracle import page_files

from fmnist.artifacts import predictions, store
from fmnist.artifacts.folders import SHIPPED
from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import to_token

SHIPPED_KEYS = ("ann_10_10", "cnn_small", "rnn_lstm")
FOREST, NETWORK = "Forest", "Network"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three shipped models, one that came as a file and one that came as labels alone."""
    registry = tmp_path_factory.mktemp("artifacts")
    for key in SHIPPED_KEYS:
        shutil.copytree(SHIPPED / key, registry / key)
    shipped = store.load("cnn_small", registry)
    y_pred = np.where(np.arange(10_000) % 7 == 0, 8, shipped.y_pred)
    store.write(
        parse(labels_alone_fields("forest") | {"display_name": FOREST}),
        {store.PREDICTIONS_FILE: predictions.pack_labels(y_pred)},
        registry,
    )
    uniform = np.float32(0.3) * shipped.y_proba + np.float32(0.07)
    store.write(
        parse(imported_fields("network") | {"display_name": NETWORK}),
        {
            store.PREDICTIONS_FILE: predictions.pack(uniform),
            store.GRAPH_FILE: (SHIPPED / "cnn_small" / store.GRAPH_FILE).read_bytes(),
        },
        registry,
    )
    return registry


@pytest.fixture
def mixed(folder: Path, read_from: Callable[[Path], Path]) -> Path:
    """Let the pages read them."""
    return read_from(folder)


@pytest.mark.parametrize("file", page_files())
def test_every_page_runs_with_them_chosen(mixed: Path, file: str) -> None:  # noqa: ARG001
    query = {"models": [FOREST, NETWORK], "model": FOREST, "by": FOREST, "image": "0"}

    app = open_page(file, **query)

    assert not app.exception, [error.value for error in app.exception]
    assert not [error for error in app.error if "labels alone" in error.value]


def test_the_landing_view_has_a_card_for_the_fourth_family(mixed: Path) -> None:  # noqa: ARG001
    app = open_page("pages/compare/leaderboard.py")

    (view,) = payloads(app, "cards")
    assert [card["label"] for card in view["cards"]].count("Best Other") == 1


def test_an_opened_image_shows_the_answer_and_no_probability(mixed: Path) -> None:  # noqa: ARG001
    app = open_page("pages/inspect/samples.py", by=FOREST, image="0")

    (view,) = payloads(app, "probabilities")
    at = view["modelNames"].index(FOREST)
    assert view["probabilities"][at] == [None] * 10
    assert view["answers"][at] == 8
    others = [row for place, row in enumerate(view["probabilities"]) if place != at]
    assert all(share is not None for row in others for share in row)


@pytest.mark.parametrize(
    "file", ["pages/yours/try_a_picture.py", "pages/inspect/why.py"], ids=["try", "why"]
)
def test_a_file_answers_live_and_labels_alone_say_that_they_cannot(
    mixed: Path,  # noqa: ARG001
    file: str,
) -> None:
    picture = to_token(load_test_split().images[0])
    app = open_page(file, models=[FOREST, NETWORK], picture=picture)

    assert "Forest cannot answer new images" in text_of(app).replace("\\", "")
    assert not app.exception
    named = "modelNames" if "try" in file else "maps"
    (view, *_) = payloads(app, named)
    told = view["modelNames"] if "try" in file else [each["title"] for each in view["maps"]]
    assert told == [NETWORK]


def test_a_gallery_of_labels_alone_states_no_confidence(mixed: Path) -> None:  # noqa: ARG001
    app = open_page("pages/inspect/samples.py", by=FOREST)

    (view,) = payloads(app, "captions")
    assert view["indices"] == list(range(100)), "by test index, for no confidence is stated"
    assert not any("confidence" in name for name in view["names"])
    assert not any(character.isdigit() for detail in view["details"] for character in detail)
    assert "Forest came as labels alone and states no confidence" in text_of(app)


@pytest.mark.parametrize(
    "file",
    [
        "pages/compare/calibration.py",
        "pages/inspect/class_pair.py",
        "pages/inspect/label_review.py",
    ],
)
def test_pages_that_need_probabilities_leave_it_out_and_say_so(mixed: Path, file: str) -> None:  # noqa: ARG001
    app = open_page(file, models=[FOREST, NETWORK])

    assert "Forest is left out: it came as labels alone" in text_of(app)


def test_one_model_says_what_is_unknown_and_how_it_came_in(mixed: Path) -> None:  # noqa: ARG001
    forest = open_page("pages/inspect/model.py", model=FOREST)
    network = open_page("pages/inspect/model.py", model=NETWORK)

    for app in (forest, network):
        said = text_of(app)
        assert "Its layers are unknown" in said
        assert "How it was trained is unknown" in said
        assert "Unknown, and shown so" in said
        assert "Parameters: unknown" in said
    labels = [button.proto.label for button in network.get("download_button")]
    assert "Download as ONNX" in labels
    assert "Download as ONNX" not in [
        button.proto.label for button in forest.get("download_button")
    ]


def test_how_they_learned_is_unknown(mixed: Path) -> None:  # noqa: ARG001
    app = open_page("pages/compare/learning_curves.py", models=[FOREST, NETWORK])

    assert text_of(app).count("How it learned is unknown.") == 2
