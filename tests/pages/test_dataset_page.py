"""The data: every class with its counts and images, and digits beside garments."""

import numpy as np
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, CLASSES, images, labels

DATA = "pages/inspect/dataset.py"


def test_every_class_stands_with_ten_of_its_images() -> None:
    page = open_page(DATA)

    strips = {strip["label"]: strip["indices"] for strip in payloads(page, "indices")}
    for label, name in enumerate(CLASSES):
        shown = strips[f"Test images of class {name}"]
        assert shown == np.flatnonzero(labels() == label)[:10].tolist()
        assert f"{label} · {name}" in text_of(page)


def test_each_class_has_its_mean_image() -> None:
    means, _ = payloads(open_page(DATA), "rows")

    [row] = means["rows"]
    for label, (name, picture) in enumerate(zip(CLASSES, row, strict=True)):
        expected = images()[labels() == label].mean(axis=0)
        assert picture["name"] == f"Mean of the test images of class {name}"
        assert np.abs(np.array(picture["pixels"]) - expected).max() <= 0.5


def test_digits_stand_beside_garments_with_both_accuracies() -> None:
    page = open_page(DATA)
    with np.load(ARTIFACTS / "ann_regularized_digits" / "test_predictions.npz") as archive:
        accuracy = (archive["y_proba"].argmax(axis=1) == archive["y_true"]).mean()
    with np.load(ARTIFACTS / "ann_regularized_digits" / "examples.npz") as archive:
        digits = archive["images"]

    _, block = payloads(page, "rows")

    assert f"classifies {100 * accuracy:.1f} % (95 % interval" in text_of(page)
    above, below = block["rows"]
    for label, (digit, garment) in enumerate(zip(above, below, strict=True)):
        assert digit["name"] == f"A handwritten {label}"
        assert digit["pixels"] == digits[10 * label].tolist()
        first = int(np.flatnonzero(labels() == label)[0])
        assert garment["name"] == f"Test image {first}: {CLASSES[label]}"
        assert garment["pixels"] == images()[first].tolist()
