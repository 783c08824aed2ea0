"""Other people's file forms: idx, CSV, .npy and .npz, told by content, bad ones in a sentence."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from kaggle_files import write_csv

from fmnist.data import dataset, forms, idx
from fmnist.data.dataset import Split
from fmnist.data.identify import Kind, identify_file
from fmnist.data.npy import decode_arrays
from fmnist.errors import DataError


def test_the_shipped_files_are_recognised() -> None:
    images, labels = (dataset.TEST_DATA / name for name in dataset.TEST_FILES)
    assert identify_file(images).kind is Kind.OFFICIAL_TEST
    assert identify_file(labels).kind is Kind.OFFICIAL_TEST
    assert "labels of the official 10,000 test images" in identify_file(labels).sentence


def test_one_data_set_is_recognised_in_every_form(tmp_path: Path, official_test: Split) -> None:
    part = Split(official_test.images[:60], official_test.labels[:60])
    (tmp_path / "plain").write_bytes(idx.encode(part.images))
    (tmp_path / "packed").write_bytes(gzip.compress(idx.encode(part.images)))
    write_csv(part, tmp_path / "table.csv")
    write_csv(part, tmp_path / "table.csv.gz")
    np.save(tmp_path / "array.npy", part.images)
    (tmp_path / "array.npy.gz").write_bytes(gzip.compress((tmp_path / "array.npy").read_bytes()))
    np.savez(tmp_path / "pair.npz", x=part.images, y=part.labels)
    np.savez_compressed(tmp_path / "images.npz", part.images)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 8
    for path in files:
        identity = identify_file(path)
        assert (identity.kind, identity.n_test) == (Kind.PARTLY_OFFICIAL, 60), path.name


def test_labels_of_a_csv_or_npz_are_compared(tmp_path: Path, official_test: Split) -> None:
    shifted = Split(official_test.images[:20], np.roll(official_test.labels[:20], 1))
    expected = int((shifted.labels != official_test.labels[:20]).sum())
    assert expected > 0
    write_csv(shifted, tmp_path / "a.csv")
    np.savez(tmp_path / "b.npz", train_images=shifted.images, train_labels=shifted.labels)
    for name in ("a.csv", "b.npz"):
        assert identify_file(tmp_path / name).n_wrong_labels == expected


def test_an_archive_of_both_splits_is_told_part_by_part(
    tmp_path: Path, official_test: Split, small: Split
) -> None:
    path = tmp_path / "both.npz"
    np.savez(
        path,
        x_train=small.images,
        y_train=small.labels,
        x_test=official_test.images,
        y_test=official_test.labels,
        extra=small.labels,
    )
    names = [(a.name, a.images is None, a.labels is None) for a in forms.read_arrays(path)]
    assert names == [
        (f"{path}: x_train", False, False),
        (f"{path}: x_test", False, False),
        (f"{path}: extra", True, False),
    ]
    identity = identify_file(path)
    assert identity.kind is Kind.SEVERAL
    assert (identity.n, identity.n_test) == (10_060, 10_000)
    assert identity.sentence.startswith("x_train: None of these 30 images")
    assert "x_test: These are the official 10,000" in identity.sentence
    assert "extra: These are 30 class numbers" in identity.sentence


@pytest.mark.parametrize(
    ("array", "sentence"),
    [
        (np.zeros((3, 784), dtype=np.uint8), r"\(3, 784\): expected \(n, 28, 28\)"),
        (np.zeros((3, 32, 32), dtype=np.uint8), "32 x 32 pixels"),
        (np.full((3, 28, 28), 0.5, dtype=np.float32), r"float32: expected uint8.* 0\.\.1"),
        (np.full((3, 28, 28), 200.0), r"float64: expected uint8.*whole numbers 0\.\.255"),
        (np.full((3, 28, 28), 200), r"int64: expected uint8.*astype\(np\.uint8\)"),
        (np.zeros((3, 10), dtype=np.float32), "one-hot"),
        (np.arange(4), "are int64: expected uint8, class numbers"),
    ],
)
def test_wrong_arrays_have_their_sentence(tmp_path: Path, array: np.ndarray, sentence: str) -> None:
    np.save(tmp_path / "a.npy", array)
    with pytest.raises(DataError, match=rf"a\.npy .*{sentence}"):
        identify_file(tmp_path / "a.npy")


def test_an_idx_file_of_another_size_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(idx.encode(np.zeros((2, 32, 32), dtype=np.uint8)))
    with pytest.raises(DataError, match=r"have shape \(2, 32, 32\)"):
        identify_file(tmp_path / "a")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "starts with nothing, it is empty"),
        (b"\x1f\x8b\x08", "truncated or damaged gzip"),
        (b"\x80\x04\x95", r"starts with 80 04 95: expected the magic number"),
        (b"\x89PNG\r\n\x1a\n", "starts with 89 50 4e 47: expected the magic number"),
        (b"\x00\x00\x08\x03\x00\x00\x00\x02" + b"\x00\x00\x00\x1c" * 2, "truncated"),
        (b"\x00\x00\x0e\x01\x00\x00\x00\x01", "float64"),
        (b"\n<!DOCTYPE html><html>", "is a web page, not data"),
        (b"hello", "has 1 columns: expected 785"),
        (b"\x93NUMPY\x01\x00v\x00{", "truncated or damaged NumPy file"),
        (b"PK\x03\x04" + bytes(30), "truncated or damaged NumPy file"),
    ],
)
def test_bad_files_have_their_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DataError, match=f"file .*{sentence}"):
        identify_file(tmp_path / "file")


def test_a_truncated_npy_file_and_a_hostile_header(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros((3, 28, 28), dtype=np.uint8))
    content = (tmp_path / "a.npy").read_bytes()
    huge = content.replace(b"(3, 28, 28), }  ", b"(9999999999999,)")
    assert huge != content
    for damaged in (content[:-1], huge):
        (tmp_path / "a.npy").write_bytes(damaged)
        with pytest.raises(DataError, match="truncated or damaged NumPy file"):
            identify_file(tmp_path / "a.npy")


def test_pickled_objects_are_never_opened(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (tmp_path / "sprung",))  # type: ignore[return-value]

    np.save(tmp_path / "a.npy", np.array([Trap()], dtype=object), allow_pickle=True)
    np.savez(tmp_path / "b.npz", x=np.array([Trap()], dtype=object))
    for name in ("a.npy", "b.npz"):
        with pytest.raises(DataError, match=r"pickled Python objects, .* never opened"):
            identify_file(tmp_path / name)
    assert not (tmp_path / "sprung").exists()


def test_missing_and_huge_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match="There is no file"):
        identify_file(tmp_path / "none")
    (tmp_path / "big").write_bytes(bytes(100))
    monkeypatch.setattr(forms, "MAX_BYTES", 99)
    with pytest.raises(DataError, match="expected less than 1 GiB"):
        identify_file(tmp_path / "big")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("\u043c\u0435\u0442\u043a\u0430,x\n1,2\n".encode(), "has 2 columns: expected 785"),
        ("label,pixel1\n".encode("utf-16"), "is text in UTF-16, as some spreadsheets write it"),
        (gzip.compress(bytes(2**20 + 1)), "unpacks to more than 1 MiB: expected less"),
    ],
    ids=["another script", "UTF-16", "a bomb"],
)
def test_text_and_archives_of_other_kinds_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, sentence: str
) -> None:
    monkeypatch.setattr(idx, "LARGEST", 2**20)
    path = tmp_path / "images.csv"
    path.write_bytes(content)

    with pytest.raises(DataError, match=sentence):
        forms.read_arrays(path)


@pytest.mark.parametrize("header", ["{'shape': (3,", "{'descr': '|u1', 'shape' (3,)}", "((((("])
def test_a_header_that_is_no_header_is_told_in_a_person_s_words(header: str) -> None:
    text = f"{header}\n".encode().rjust(118)
    content = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text

    with pytest.raises(DataError) as told:
        decode_arrays(content, name="mine.npy")

    said = str(told.value)
    assert "mine.npy is a truncated or damaged NumPy file" in said
    assert not any(sign in said for sign in ("EOF", "<unknown>", "(1,", "(2,", "tokeniz"))
