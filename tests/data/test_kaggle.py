"""Kaggle's CSV form: there and back, and every fault with its line and column."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from kaggle_files import write_csv

from fmnist.data import kaggle
from fmnist.data.dataset import Split
from fmnist.errors import DataError

HEADER = ",".join(["label", *(f"pixel{number}" for number in range(1, 785))])
ROW = ",".join(["3"] + ["0"] * 784)


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_what_is_written_is_read_back(tmp_path: Path, small: Split, name: str) -> None:
    path = tmp_path / name
    write_csv(small, path)
    assert path.read_bytes().startswith(b"\x1f\x8b") == name.endswith(".gz")
    split = kaggle.read_csv(path)
    np.testing.assert_array_equal(split.images, small.images)
    np.testing.assert_array_equal(split.labels, small.labels)
    assert split.images.dtype == split.labels.dtype == np.uint8


def test_the_form_is_that_of_kaggle(tmp_path: Path) -> None:
    images = np.zeros((1, 28, 28), dtype=np.uint8)
    images[0, 0, 1], images[0, 1, 0], images[0, 27, 27] = 7, 8, 9
    write_csv(Split(images, np.array([4], dtype=np.uint8)), tmp_path / "a.csv")
    header, row, end = (tmp_path / "a.csv").read_text(encoding="ascii").split("\n")
    assert (header, end) == (HEADER, "")
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    filled = {column: cell for column, cell in cells.items() if cell != "0"}
    assert filled == {"label": "4", "pixel2": "7", "pixel29": "8", "pixel784": "9"}


@pytest.mark.parametrize(
    "content",
    [
        table(ROW).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + table(ROW),
        table(ROW, "", ""),
        table(ROW).rstrip(),
        table(ROW, header=",".join(f'"{cell}"' for cell in HEADER.split(","))),
    ],
)
def test_harmless_differences_are_read(content: bytes) -> None:
    split = kaggle.decode(content, name="x")
    assert split.labels.tolist() == [3]
    assert split.images.shape == (1, 28, 28)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", " is empty: expected a header"),
        (table(), "has a header but no rows"),
        (table(ROW, header=HEADER.removesuffix(",pixel784")), "has 784 columns: expected 785"),
        (table(ROW, header=HEADER.replace(",", ";")), "separates its columns by semicolons"),
        (table(ROW, header=HEADER.replace(",", "\t")), "separates its columns by tabs"),
        (table(ROW, header=ROW), "has no header: its first line holds 785 values already"),
        (table(ROW, header=ROW.replace("0", "0.0")), "has no header: its first line"),
        (table(ROW, header=HEADER.title()), "calls column 1 'Label' .*: expected small letters"),
        (table("0," + ROW, header="," + HEADER), "begins with a column '', .*index=False"),
        (table("0," + ROW, header="Unnamed: 0," + HEADER), "a column 'Unnamed: 0', such as the"),
        (
            table(ROW, header=",".join([*(f"c{n}" for n in range(10)), HEADER[6:]])),
            "has 794 columns, as with one-hot labels: expected one column label",
        ),
        (
            table(ROW, header=HEADER.removeprefix("label,") + ",label"),
            "has its columns in another order",
        ),
        (table("Shirt" + ROW[1:]), "column label, holds 'Shirt': .* 0 T-shirt/top, 1 Trouser"),
        (table(ROW[:-1] + "12.0"), "holds '12.0': .* without a decimal point"),
        (table(ROW[:-1] + "0.047"), "holds '0.047': .* Undo any scaling"),
        (table(ROW[:-1] + "grey"), "holds 'grey': .* with numbers only"),
        (table(ROW, header=HEADER.replace("pixel5,", "pixel05,")), "column 6 'pixel05'"),
        (
            table(ROW, header=",".join(["label", *(f"pixel{i}" for i in range(784))])),
            "digit-recognizer: these are MNIST digits",
        ),
        (table(ROW, ROW[:-2]), "line 3, has 784 values: expected 785.*truncated"),
        (table(ROW, ROW + ",0"), "line 3, has 786 values"),
        (table(ROW[:-2], ROW[:-2]), "line 2, has 784 values"),
        (table(ROW, ROW[:-1] + "256"), "line 3, column pixel784, holds '256': .* 0 to 255"),
        (table(ROW[:-1] + "-1"), "line 2, column pixel784, holds '-1'"),
        (table(ROW[:-1] + "0.5"), "line 2, column pixel784, holds '0.5'"),
        (table(ROW[:-1] + "1e2"), "holds '1e2'"),
        (table(ROW[:-1]), "line 2, column pixel784, holds ''"),
        (table(ROW[:-1] + "9" * 5000), "line 2, column pixel784, holds '9999"),
        (table(ROW[:-1] + "1 2"), "line 2, column pixel784, holds '1 2'"),
        (table(ROW[:-1] + "²"), "line 2, column pixel784, holds '²'"),
        (table("10" + ROW[1:]), "line 2, column label, holds '10': expected a .* 0 to 9"),
        (table(ROW, "x" + ROW[1:]), "line 3, column label, holds 'x'"),
    ],
)
def test_each_fault_has_its_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(DataError, match=f"^x.*{sentence}"):
        kaggle.decode(content, name="x")


def test_a_truncated_gzip_file_is_an_error(tmp_path: Path, small: Split) -> None:
    path = tmp_path / "a.csv.gz"
    write_csv(small, path)
    path.write_bytes(gzip.compress(b"x" * 9)[:-9])
    with pytest.raises(DataError, match=r"a.csv.gz is a truncated or damaged gzip file"):
        kaggle.read_csv(path)
    with pytest.raises(DataError, match="There is no file"):
        kaggle.read_csv(tmp_path / "none.csv")
