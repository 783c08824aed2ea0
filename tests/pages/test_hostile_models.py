"""Models that are intact and yet strange: every page shows them or says in a sentence why not."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import hostile
import numpy as np
import pytest
from artifact_samples import imported_fields, parse, probabilities
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, page_files

from fmnist.artifacts import predictions, store

MODEL = "pages/inspect/model.py"
LANDING = "pages/compare/leaderboard.py"
CURVES = "pages/compare/learning_curves.py"
READING = "pages/inspect/inside.py"


def copied(registry: Path, key: str, shipped: str, **changed: object) -> Path:
    """Copy a shipped model under a key of its own."""
    shutil.copytree(ARTIFACTS / shipped, registry / key)
    hostile.change(registry / key, key=key, **changed)
    return registry / key


STRANGE: dict[str, Callable[[Path], object]] = {
    "no_zip": lambda at: hostile.put(at, "model.keras", b"weights"),
    "other_weights": lambda at: hostile.put(
        at, "model.keras", (ARTIFACTS / "cnn_small" / "model.keras").read_bytes()
    ),
    "bomb": lambda at: hostile.put(at, "model.keras", hostile.bomb("model.weights.h5", blocks=17)),
    "older_history": lambda at: hostile.put(at, "history.csv", b"epoch,acc,loss\n0,.5,1\n"),
    "empty_history": lambda at: hostile.put(at, "history.csv", b""),
    "short_history": lambda at: hostile.put(
        at, "history.csv", b"epoch,accuracy,loss,val_accuracy,val_loss\n1,.5,1,.5,1\n"
    ),
    "lost_history": lambda at: hostile.put(
        at,
        "history.csv",
        b"epoch,accuracy,loss,val_accuracy,val_loss\n"
        + b"".join(b"%d,.5,nan,.5,inf\n" % epoch for epoch in range(1, 200)),
    ),
    "huge_layers": lambda at: hostile.change(
        at,
        layers=[
            layer | {"output_shape": [10**15] * len(layer["output_shape"])}
            for layer in hostile.fields(at)["layers"]
        ],
    ),
    "unknown_layers": lambda at: hostile.change(
        at,
        layers=[layer | {"type": "<b>|*X*"} for layer in hostile.fields(at)["layers"]],
    ),
    "odd_settings": lambda at: hostile.change(
        at,
        training={"members": {"no_such": 3}, "seeds": [1], "teacher": [], "teacher_sha256": {}},
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Strange models beside two shipped ones, two of one name, an imported one, a broken one."""
    registry = tmp_path_factory.mktemp("artifacts")
    for key in ("ann_10_10", "cnn_baseline", "rnn_lstm"):
        shutil.copytree(ARTIFACTS / key, registry / key)
    for number, (key, spoil) in enumerate(STRANGE.items()):
        shipped = ("ann_regularized", "rnn_lstm", "cnn_three_conv")[number % 3]
        spoil(copied(registry, key, shipped, display_name=f"Strange {number}"))
    copied(registry, "twin", "ann_10_10")
    files = {store.PREDICTIONS_FILE: predictions.pack(probabilities()), "model.onnx": b"graph"}
    store.write(parse(imported_fields("unknown")), files, registry)
    (registry / "broken").mkdir()
    return registry


@pytest.fixture
def strange(folder: Path, read_from: Callable[[Path], Path]) -> Path:
    """Let the pages read them."""
    return read_from(folder)


def test_the_strange_models_are_intact(strange: Path) -> None:
    found = store.scan(strange)

    assert {model.key for model in found.models} >= {*STRANGE, "twin", "unknown", "ann_10_10"}
    assert [broken.key for broken in found.broken] == ["broken"]


@pytest.mark.parametrize("file", page_files())
@pytest.mark.usefixtures("strange")
def test_no_page_fails_on_them(file: str) -> None:
    page = open_page(file)

    assert [exception.message for exception in page.exception] == []


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("key", [*STRANGE, "unknown", "twin"])
def test_each_has_a_page_of_its_own(key: str) -> None:
    page = open_page(MODEL, model=key)

    assert [exception.message for exception in page.exception] == []


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("older_history", "val_accuracy, val_loss missing."),
        ("empty_history", "expected a row for each epoch"),
        ("short_history", "has no row of epoch"),
        ("unknown", "came without its history: how it learned is unknown."),
    ],
)
def test_curves_that_cannot_be_drawn_are_told(strange: Path, key: str, sentence: str) -> None:
    names = {model.key: model.name for model in store.scan(strange).models}

    page = open_page(CURVES, models=[names[key], names["ann_10_10"]])

    assert [exception.message for exception in page.exception] == []
    assert sentence in text_of(page)
    if key != "unknown":
        assert f"or remove the folder: rm -r {strange / key}" in text_of(page)
    assert len(page.get("plotly_chart")) == 1


def test_two_models_of_one_name_are_told_apart(strange: Path) -> None:
    [table] = payloads(open_page(LANDING), "rows")

    shown = [row["name"] for row in table["rows"]]
    assert {"ANN 10-10 (ann_10_10)", "ANN 10-10 (twin)"} <= set(shown)
    assert len(set(shown)) == len(shown) == len(store.scan(strange).models)


def test_many_broken_folders_are_one_line_and_what_strangers_wrote_is_text(registry: Path) -> None:
    shutil.copytree(ARTIFACTS / "ann_10_10", registry / "ann_10_10")
    evil = "![x](https://example.org/x.png) **bold** $x$ :smile: <img src=x>"
    for number in range(10):
        (registry / f"bad_{number}").mkdir()
        (registry / f"bad_{number}" / "record.json").write_text(json.dumps({"display_name": evil}))

    page = open_page(LANDING)

    [box] = [each for each in page.expander if "cannot be shown" in each.label]
    assert box.label == "10 folders of models cannot be shown: what is wrong, and what to do"
    assert len(box.text) == 10
    assert "bad_0" in box.text[0].value
    assert "![x](https://example.org/x.png) **bold" in box.text[0].value
    assert "rm -r" in box.text[0].value
    for kind in ("markdown", "error", "warning", "info", "caption", "html"):
        assert not any("example.org" in str(each.proto) for each in page.get(kind))


def test_without_test_images_every_page_says_so_and_stops(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fmnist.data.dataset import load_test_split  # noqa: PLC0415
    from pages.shared import cache  # noqa: PLC0415 - it is the pages'

    monkeypatch.setattr(cache, "load_test_split", lambda: load_test_split(tmp_path / "none"))

    page = open_page(LANDING)

    assert registry.is_dir()
    assert [exception.message for exception in page.exception] == []
    [error] = page.error
    assert "Restore the test images as they ship" in error.value.replace("\\", "")
    assert np.size(page.get("bidi_component")) <= 1
