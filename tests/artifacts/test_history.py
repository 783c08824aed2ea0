"""Training histories: those of every Keras are read, all else is refused in a sentence."""

from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import history
from fmnist.errors import ArtifactError

COLUMNS = "epoch,accuracy,loss,val_accuracy,val_loss"


def read(folder: Path, text: str | bytes) -> history.History:
    path = folder / "history.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return history.read(path)


def test_it_is_read_by_column(tmp_path: Path) -> None:
    found = read(tmp_path, f"{COLUMNS}\n1,.5,1,.4,2\n2,.6,nan,.5,1e400\n")

    assert found["accuracy"].tolist() == [0.5, 0.6]
    np.testing.assert_array_equal(found["val_loss"], [2, np.nan])


def test_the_names_of_older_versions_are_known(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeffepoch,acc,loss,val_acc,val_loss,lr\r\n0,.5,1,.4,2,.1\r\n\r\n")

    assert found["accuracy"].tolist() == [0.5]
    assert found["val_accuracy"].tolist() == [0.4]
    assert found["epoch"].tolist() == [1], "Keras' CSVLogger counts from 0"


def test_epochs_without_numbers_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "accuracy,loss,val_accuracy,val_loss\n.5,1,.4,2\n.6,1,.5,2\n")

    assert found["epoch"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has 0 rows and no column names: expected a row for each epoch"),
        ("\n \n", "expected a row for each epoch"),
        (f"{COLUMNS}\n", "has 0 rows and the columns epoch, accuracy"),
        ("epoch,acc,loss\n1,.5,1\n", "val_accuracy, val_loss missing."),
        (f"{COLUMNS}\n1,high,1,.4,2\n", "row 1, column accuracy: expected a number, received 'hi"),
        (f"{COLUMNS}\n1,.5,1,.4\n", "row 1: expected 5 values, received 4"),
        (f"{COLUMNS}\n1,,1,.4,2\n", "column accuracy: expected a number, received ''"),
        (f"{COLUMNS}\n5,.5,1,.4,2\n", "does not number its epochs"),
        (f"{COLUMNS}\n1,.5,1,.4,2\n3,.5,1,.4,2\n", "does not number its epochs"),
        (f"{COLUMNS}\nnan,.5,1,.4,2\n", "does not number its epochs"),
        (f"{COLUMNS}\n1,50.5,1,.4,2\n", "column accuracy: expected shares of 0 to 1"),
        (f"{COLUMNS}\n1,.5,1,nan,2\n", "column val_accuracy: expected shares of 0 to 1"),
        (b"\xff\xfe\x00", "is not a table of numbers"),
        (f'{COLUMNS}\n"{"9" * 200_000}",1,1,1,1\n', "is not a table of numbers (field larger"),
        (f"{COLUMNS}\n" + "1,1,1,1,1\n" * 200_000, "expected at most 1.0 MiB"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(ArtifactError) as told:
        read(tmp_path, text)

    assert sentence in str(told.value)
    assert "history.csv" in str(told.value)
    assert len(str(told.value)) < 500


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="accuracy twice"):
        read(tmp_path, "accuracy,acc,loss,val_accuracy,val_loss\n1,1,1,1,1\n")
