"""What corrupted pictures cost: every number is the file's, every image one that flips."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, CLASSES, Truth, images, labels, percent

from fmnist.explanation.corruptions import CORRUPTIONS, corrupt

ROBUSTNESS = "pages/inspect/robustness.py"
KEYS = tuple(CORRUPTIONS)


def y_pred(key: str, corruption: str) -> np.ndarray:
    with np.load(ARTIFACTS / key / "corruptions.npz") as archive:
        return archive["y_pred"][archive["keys"].tolist().index(corruption)]


@pytest.fixture
def asked(models) -> list[Truth]:
    """Return two models that were asked."""
    return [one for one in models if (ARTIFACTS / one.key / "corruptions.npz").exists()][:2]


@pytest.mark.parametrize(("name", "severity"), [("Shifted", 4), ("JPEG", 5), ("Blurred", 1)])
def test_the_sentence_says_what_each_model_keeps(asked, name: str, severity: int) -> None:
    corruption = next(each for each in CORRUPTIONS.values() if each.name == name)

    page = open_page(
        ROBUSTNESS,
        models=[one.name for one in asked],
        corruption=name,
        severity=str(severity),
    )

    said = text_of(page)
    for one in asked:
        right = (y_pred(one.key, corruption.key)[severity - 1] == labels()).sum()
        assert f"{one.name} keeps {percent(right, 10_000)} ({one.accuracy} unchanged)" in said
    assert corruption.text(severity)[1:] in said


def test_ten_pictures_are_what_the_models_saw() -> None:
    page = open_page(ROBUSTNESS, corruption="Partly covered", severity="3")

    [sent] = payloads(page, "rows")
    shown = [picture for row in sent["rows"] for picture in row]
    assert [picture["title"] for picture in shown] == list(CLASSES)
    first = np.array([np.flatnonzero(labels() == label)[0] for label in range(10)])
    seen = corrupt(images(), CORRUPTIONS["cover"], 3)[first]
    for picture, pixels in zip(shown, seen, strict=True):
        np.testing.assert_array_equal(picture["pixels"], pixels)


def test_the_gallery_holds_the_images_that_flip_and_shows_them_corrupted(asked) -> None:
    one = asked[0]
    page = open_page(ROBUSTNESS, models=[one.name], by=one.name, corruption="Noise", severity="2")

    now = y_pred(one.key, "noise")[1]
    flips = np.flatnonzero((one.y_pred == labels()) & (now != labels()))
    [gallery] = payloads(page, "indices")
    assert len(gallery["indices"]) == min(100, len(flips))
    assert set(gallery["indices"]) <= set(flips.tolist())
    assert gallery["atlas"].endswith("noise-2/")
    assert gallery["captions"] == [CLASSES[now[index]] for index in gallery["indices"]]
    assert f"{len(flips):,} images that {one.name} classifies correctly unchanged" in text_of(page)


def test_one_confusion_opens_its_images_alone(asked) -> None:
    one = asked[0]
    page = open_page(ROBUSTNESS, models=[one.name], corruption="Scaled down", severity="3")
    _, name, *_ = page.selectbox(key="flip").options

    page = page.selectbox(key="flip").select(name).run()

    true, predicted = (CLASSES.index(part) for part in name.split(" → "))
    now = y_pred(one.key, "scale")[2]
    flips = np.flatnonzero((one.y_pred == true) & (labels() == true) & (now == predicted))
    [gallery] = payloads(page, "indices")
    assert set(gallery["indices"]) <= set(flips.tolist())
    assert len(gallery["indices"]) == min(100, len(flips))
    assert f"{len(flips):,} of these were right before" in text_of(page)


def test_a_model_that_was_not_asked_says_which_command_asks_it(registry: Path, asked) -> None:
    folder = registry / asked[0].key
    shutil.copytree(ARTIFACTS / asked[0].key, folder)
    record = json.loads((folder / "record.json").read_text())
    del record["files"]["corruptions.npz"]
    (folder / "record.json").write_text(json.dumps(record))
    (folder / "corruptions.npz").unlink()

    page = open_page(ROBUSTNESS)

    assert not page.exception
    assert f"Run: python -m fmnist corrupt {asked[0].key}" in text_of(page)
