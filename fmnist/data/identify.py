"""What images and labels are, told by their content, with one sentence on what to do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from fmnist.data import fingerprints, old_release, registry
from fmnist.data.checks import PIXEL_MAX, check_images, check_labels
from fmnist.data.dataset import WAYS_TO_GET, check_split
from fmnist.data.forms import Arrays, read_arrays

Bytes = npt.NDArray[np.uint8]


class Kind(StrEnum):
    """What a set of images, or a file of labels, turns out to be."""

    OFFICIAL_TRAIN = "official train"
    OFFICIAL_TEST = "official test"
    DIGITS_TRAIN = "MNIST digits train"
    DIGITS_TEST = "MNIST digits test"
    REORDERED_TRAIN = "official train in another order"
    REORDERED_TEST = "official test in another order"
    OLD_TRAIN = "train before 31 August 2017"
    OLD_TEST = "test before 31 August 2017"
    PARTLY_OFFICIAL = "partly official"
    ALTERED = "official images, altered"
    SEVERAL = "several data sets"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Identity:
    """What was recognised.

    Attributes
    ----------
    kind : Kind
        The recognised case.
    sentence : str
        What it is and what to do, for the person at the screen.
    n : int
        Number of images, or of labels if there are no images.
    n_train, n_test : int
        How many of the images are official training and official test images.
    n_wrong_labels : int
        How many of those have another label than the official one; 0 without labels.
    """

    kind: Kind
    sentence: str
    n: int
    n_train: int = 0
    n_test: int = 0
    n_wrong_labels: int = 0


IMAGES: Final = {
    fingerprints.TRAIN_IMAGES: Kind.OFFICIAL_TRAIN,
    fingerprints.TEST_IMAGES: Kind.OFFICIAL_TEST,
    fingerprints.DIGITS_TRAIN_IMAGES: Kind.DIGITS_TRAIN,
    fingerprints.DIGITS_TEST_IMAGES: Kind.DIGITS_TEST,
}
LABELS: Final = {
    fingerprints.TRAIN_LABELS: Kind.OFFICIAL_TRAIN,
    fingerprints.TEST_LABELS: Kind.OFFICIAL_TEST,
    fingerprints.DIGITS_TRAIN_LABELS: Kind.DIGITS_TRAIN,
    fingerprints.DIGITS_TEST_LABELS: Kind.DIGITS_TEST,
}
IMAGE_SENTENCES: Final = {
    Kind.OFFICIAL_TRAIN: "These are the official 60,000 Fashion-MNIST training images, byte for "
    "byte: train and choose on them.",
    Kind.OFFICIAL_TEST: "These are the official 10,000 Fashion-MNIST test images, byte for byte: "
    "judge finished models on them, never train or choose on them.",
    Kind.DIGITS_TRAIN: "These are the 60,000 handwritten training digits of plain MNIST, not "
    f"Fashion-MNIST, whose shape and file names are the same; for that, {WAYS_TO_GET}.",
    Kind.DIGITS_TEST: "These are the 10,000 handwritten test digits of plain MNIST, not "
    f"Fashion-MNIST, whose shape and file names are the same; for that, {WAYS_TO_GET}.",
    Kind.REORDERED_TRAIN: "These are the official 60,000 training images in another order: the "
    f"validation split is drawn by position, so take them in the official order; {WAYS_TO_GET}.",
    Kind.REORDERED_TEST: "These are the official 10,000 test images in another order: stored "
    "predictions do not fit them, so use the files in artifacts/test_data.",
    Kind.OLD_TRAIN: "These match the Fashion-MNIST training images from before 31 August 2017, as "
    "all 43 pairs of duplicates that were reported then are in them; accuracies do not compare "
    f"with today's data: {WAYS_TO_GET}.",
    Kind.OLD_TEST: "These match the Fashion-MNIST test images from before 31 August 2017, as the "
    "pair of duplicates that was reported then is in them; accuracies do not compare with today's "
    "data: use the files in artifacts/test_data.",
}
LABEL_SENTENCES: Final = {
    Kind.OFFICIAL_TRAIN: "These are the labels of the official 60,000 training images, in order.",
    Kind.OFFICIAL_TEST: "These are the labels of the official 10,000 test images, in order.",
    Kind.DIGITS_TRAIN: "These are the labels of the 60,000 training digits of plain MNIST, not of "
    f"Fashion-MNIST; for those, {WAYS_TO_GET}.",
    Kind.DIGITS_TEST: "These are the labels of the 10,000 test digits of plain MNIST, not of "
    f"Fashion-MNIST; for those, {WAYS_TO_GET}.",
}
ALTERATIONS: Final[dict[str, Callable[[Bytes], Bytes]]] = {
    "inverted (255 minus each pixel)": lambda images: PIXEL_MAX - images,
    "transposed (rows and columns exchanged)": lambda images: images.transpose(0, 2, 1),
    "mirrored left to right": lambda images: images[:, :, ::-1],
    "turned upside down": lambda images: images[:, ::-1],
}
TRIED_FOR_ALTERATIONS: Final = 200  # images; each alteration is told by its first half


def identify(images: npt.NDArray[Any], labels: npt.NDArray[Any] | None = None) -> Identity:
    """Recognise images by their content, and their labels by those of the same images.

    Parameters
    ----------
    images
        Raw pixels, uint8, shape (n, 28, 28).
    labels
        Class numbers, uint8, shape (n,), or None.

    Raises
    ------
    DataError
        These are no raw images, no labels, or not as many labels as images.
    """
    return _identify(Arrays("the given data", images, labels))


def identify_file(path: Path) -> Identity:
    """Recognise what a file holds: idx, Kaggle's CSV, .npy or .npz, gzipped or not.

    A .npz file with several data sets is of `Kind.SEVERAL`, and its sentence goes through them.

    Raises
    ------
    DataError
        As `fmnist.data.forms.read_arrays`, `check_images` and `check_labels`.
    """
    data_sets = read_arrays(path)
    found = [_identify(arrays) for arrays in data_sets]
    if len(found) == 1:
        return found[0]
    told = [
        f"{arrays.name.removeprefix(f'{path}: ')}: {identity.sentence}"
        for arrays, identity in zip(data_sets, found, strict=True)
    ]
    return Identity(
        Kind.SEVERAL,
        " ".join(told),
        n=sum(identity.n for identity in found),
        n_train=sum(identity.n_train for identity in found),
        n_test=sum(identity.n_test for identity in found),
        n_wrong_labels=sum(identity.n_wrong_labels for identity in found),
    )


def _identify(arrays: Arrays) -> Identity:
    if arrays.images is None:
        return _identify_labels(
            check_labels(np.asarray(arrays.labels), name=f"The labels of {arrays.name}")
        )
    images = check_images(arrays.images, name=f"The images of {arrays.name}")
    train, test = registry.official()
    digests = registry.digest(images)
    in_train, in_test = train.find(digests), test.find(digests)
    n_train, n_test = int((in_train >= 0).sum()), int((in_test >= 0).sum())
    kind = IMAGES.get(fingerprints.fingerprint(images)) or _by_digests(digests, in_train, in_test)
    identity = Identity(kind, IMAGE_SENTENCES.get(kind, ""), len(images), n_train, n_test)
    if kind is Kind.PARTLY_OFFICIAL:
        identity = replace(identity, sentence=_parts(identity, len(np.unique(digests))))
    elif kind is Kind.UNKNOWN:
        identity = _altered(images) or replace(
            identity,
            sentence=f"None of these {len(images):,} images is an official Fashion-MNIST image: "
            f"no accuracy on them compares with others; for those, {WAYS_TO_GET}.",
        )
    if arrays.labels is None:
        return identity
    labels = check_split(images, arrays.labels, name=arrays.name).labels
    wrong = (in_train >= 0) & (train.labels[in_train] != labels)
    wrong |= (in_test >= 0) & (test.labels[in_test] != labels)
    return _with_wrong_labels(identity, int(wrong.sum()))


def _by_digests(
    digests: registry.Digests, in_train: npt.NDArray[np.int64], in_test: npt.NDArray[np.int64]
) -> Kind:
    """Tell the cases in which images are not those of one official file in its order."""
    for indices, pairs, reordered, old in (
        (in_train, old_release.TRAIN_PAIRS, Kind.REORDERED_TRAIN, Kind.OLD_TRAIN),
        (in_test, old_release.TEST_PAIRS, Kind.REORDERED_TEST, Kind.OLD_TEST),
    ):
        n_official = len(registry.official()[reordered is Kind.REORDERED_TEST].digests)
        if len(digests) != n_official:
            continue
        if np.array_equal(np.sort(indices), np.arange(n_official)):
            return reordered
        mostly = (indices >= 0).mean() > 1 / 2
        if mostly and old_release.holds_pairs(digests, pairs):
            return old
    found = (in_train >= 0).any() or (in_test >= 0).any()
    return Kind.PARTLY_OFFICIAL if found else Kind.UNKNOWN


def _parts(identity: Identity, distinct: int) -> str:
    n, rest = identity.n, identity.n - identity.n_train - identity.n_test
    parts = [
        f"{count:,} are {what}"
        for count, what in (
            (identity.n_train, "official training images"),
            (identity.n_test, "official test images"),
            (rest, "not known"),
        )
        if count
    ]
    sentence = f"Of these {n:,} images, {' and '.join(parts)}"
    if distinct < n:
        sentence += f" (only {distinct:,} differ)"
    if identity.n_train and identity.n_test:
        return (
            f"{sentence}: this is another split, as in Kaggle's CSV files, so a model trained on "
            "the official split has seen some of them; judge on artifacts/test_data."
        )
    return f"{sentence}: an accuracy on them is not one on the official 10,000 test images."


def _altered(images: Bytes) -> Identity | None:
    """Recognise official images that were inverted, turned or mirrored."""
    some = images[:TRIED_FOR_ALTERATIONS]
    for alteration, undo in ALTERATIONS.items():
        found = [known.find(registry.digest(undo(some))) >= 0 for known in registry.official()]
        if np.logical_or(*found).mean() > 1 / 2:
            return Identity(
                Kind.ALTERED,
                f"These {len(images):,} images are official ones, {alteration}: undo that, as "
                "every model here was trained on the official form.",
                n=len(images),
            )
    return None


def _with_wrong_labels(identity: Identity, n_wrong: int) -> Identity:
    if not n_wrong:
        return identity
    sentence = (
        f"{identity.sentence} But {n_wrong:,} of their labels differ from the official ones: take "
        "labels and images from the same place, in the same order."
    )
    return replace(identity, sentence=sentence, n_wrong_labels=n_wrong)


def _identify_labels(labels: Bytes) -> Identity:
    kind = LABELS.get(fingerprints.fingerprint(labels), Kind.UNKNOWN)
    unknown = (
        f"These are {len(labels):,} class numbers, but not the official labels in their order: "
        "give them together with their images to see what they are."
    )
    return Identity(kind, LABEL_SENTENCES.get(kind, unknown), len(labels))
