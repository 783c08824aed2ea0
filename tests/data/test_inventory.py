"""The inventory reports every place and every bad file and raises for none."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from kaggle_files import write_csv

from fmnist.data import dataset
from fmnist.data.dataset import Split
from fmnist.data.identify import Kind
from fmnist.data.inventory import inventory


def test_a_bare_machine_has_only_the_shipped_test_images(bare_machine: Path) -> None:
    found = inventory()
    assert [(f.place, f.file) for f in found] == [
        ("Keras cache", None),
        ("Debian package dataset-fashion-mnist", None),
        ("download cache", None),
        ("official test split of the project", "t10k-images-idx3-ubyte.gz"),
        ("official test split of the project", "t10k-labels-idx1-ubyte.gz"),
    ]
    assert found[0].folder == bare_machine / "keras/datasets/fashion-mnist"
    assert found[0].sentence == f"There is no folder {found[0].folder}. Check its name."
    assert found[0].path == found[0].folder
    assert found[3].path == dataset.TEST_DATA / "t10k-images-idx3-ubyte.gz"
    assert all(f.identity is None for f in found[:3])
    for f in found[3:]:
        assert f.error is None
        assert f.identity is not None
        assert f.identity.kind is Kind.OFFICIAL_TEST
        assert f.sentence == f.identity.sentence


def test_every_data_file_of_a_named_folder_is_identified(
    bare_machine: Path, small: Split, write_split: Callable[..., Path]
) -> None:
    folder = write_split(bare_machine / "mine", ("a-ubyte.gz", "b.idx"), small)
    write_csv(small, folder / "c.csv")
    np.save(folder / "d.npy", small.images / 255)
    (folder / "e.npz").write_bytes(b"PK damaged")
    (folder / "f-ubyte").write_bytes(b"")
    (folder / "g.CSV").write_bytes(b"\xff\xfe")
    (folder / "readme.txt").write_text("no data", encoding="ascii")
    (folder / "sub.npy").mkdir()
    found = [f for f in inventory(folder) if f.folder == folder]
    assert [f.file for f in found] == [
        *("a-ubyte.gz", "b.idx", "c.csv", "d.npy", "e.npz", "f-ubyte", "g.CSV"),
    ]
    assert [f.error is None for f in found] == [True, True, True, False, False, False, False]
    assert all((f.identity is None) != (f.error is None) for f in found)
    assert {f.place for f in found} == {"explicit folder"}
    assert "float64: expected uint8" in found[3].sentence


def test_a_folder_without_data_says_so(bare_machine: Path) -> None:
    (bare_machine / "empty").mkdir()
    assert "has no idx, CSV, .npy or .npz file" in inventory(bare_machine / "empty")[0].sentence


def test_a_file_may_be_named_instead_of_a_folder(bare_machine: Path, small: Split) -> None:
    write_csv(small, bare_machine / "a.csv")
    found = inventory(bare_machine / "a.csv")[0]
    assert (found.folder, found.file) == (bare_machine, "a.csv")
    assert found.identity is not None
    assert found.identity.kind is Kind.UNKNOWN


def test_the_shipped_test_images_are_not_listed_twice(bare_machine: Path) -> None:
    assert bare_machine.exists()
    assert [f.file for f in inventory(dataset.TEST_DATA)] == list(dataset.TEST_FILES)
