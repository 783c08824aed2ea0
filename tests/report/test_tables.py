"""Tables taken away: whole, and no spreadsheet program computes a cell of them."""

import csv
import io

import numpy as np
import oracle
import pytest

from fmnist.report.tables import guarded, matrix_csv, predictions_csv, table_csv
from fmnist.views.parts.content import Matrix, Table


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\t@", "＝", "＠"])  # noqa: RUF001 - wide ones
def test_what_could_be_a_formula_is_shown_instead(start) -> None:
    text = f'{start}HYPERLINK("http://evil.example")'

    assert guarded(text) == f"'{text}"
    assert rows_of(table_csv(Table("", (text, "b"), ((text, text),)))) == [
        [f"'{text}", "b"],
        [f"'{text}", f"'{text}"],
    ]


@pytest.mark.parametrize("text", ["-0.5", "+3", "-1e-5", "0", "", "a=b", "x - y", "مرحبا", "👕"])
def test_numbers_and_plain_words_stay_as_they_are(text) -> None:
    assert guarded(text) == text


def test_a_table_keeps_commas_quotes_and_line_breaks() -> None:
    table = Table("", ("Model", "n"), (('a "b", c\nd', "1,234"), ("e", "\N{MINUS SIGN}1.5")))

    assert rows_of(table_csv(table)) == [["Model", "n"], ['a "b", c\nd', "1234"], ["e", "-1.5"]]


def test_programs_find_numbers_with_their_unit_in_the_heading() -> None:
    columns = {
        "Model": ("A", "B"),
        "Accuracy": ("95.2\N{NO-BREAK SPACE}%", "100.0 %"),
        "95 % interval": ("94.7 to 95.6 %", "\N{MINUS SIGN}1.2 to +0.3 %"),
        "Parameters": ("1,552,990", "unknown"),
        "File size": ("12 KiB", "1,024 KiB"),
        "Right": ("71.7 % (65.3 to 77.3 %)", "unknown"),
        "Weakest class": ("T-shirt/top, 83.7 %", "Bag, 9 %"),
        "Mean": ("67.6 %", "67.3 to 68.0 %"),
        "Taken": ("70 of 1,000", "7 of 999"),
        "Slice": ("1,212 of 3,000 T-shirts", "2,031 images"),
        "Mixed": ("3 %", "4 KiB"),
        "Words": ("no two", "7"),
    }

    head, *rows = rows_of(
        table_csv(Table("", tuple(columns), tuple(zip(*columns.values(), strict=True))))
    )

    assert dict(zip(head, zip(*rows, strict=True), strict=True)) == {
        "Model": ("A", "B"),
        "Accuracy (%)": ("95.2", "100.0"),
        "95 % interval, low (%)": ("94.7", "-1.2"),
        "95 % interval, high (%)": ("95.6", "0.3"),
        "Parameters": ("1552990", "unknown"),
        "File size (KiB)": ("12", "1024"),
        "Right (%)": ("71.7", "unknown"),
        "Right, low (%)": ("65.3", "unknown"),
        "Right, high (%)": ("77.3", "unknown"),
        "Weakest class": ("T-shirt/top", "Bag"),
        "Weakest class, share (%)": ("83.7", "9"),
        "Mean (%)": ("67.6", ""),
        "Mean, low (%)": ("", "67.3"),
        "Mean, high (%)": ("", "68.0"),
        "Taken": ("70", "7"),
        "Taken, of": ("1000", "999"),
        "Slice": ("1212", "2031"),
        "Slice, of": ("3000", ""),
        "Slice, what": ("T-shirts", "images"),
        "Mixed": ("3 %", "4 KiB"),
        "Words": ("no two", "7"),
    }


def test_a_table_without_rows_keeps_its_headings() -> None:
    assert rows_of(table_csv(Table("", ("Model", "n"), ()))) == [["Model", "n"]]


def test_a_matrix_has_true_labels_in_rows() -> None:
    matrix = Matrix("A", "", ("Bag", "Coat"), ((1, 2), (3, 4)))

    assert rows_of(matrix_csv(matrix)) == [
        ["True label", "Predicted Bag", "Predicted Coat"],
        ["Bag", "1", "2"],
        ["Coat", "3", "4"],
    ]


def test_all_test_images_stand_with_every_model_s_answer(evaluation_set, truths) -> None:
    head, *rows = rows_of(predictions_csv(evaluation_set.models, evaluation_set.split.labels))

    assert len(rows) == 10_000
    assert head[:2] == ["Image", "True label"]
    assert head[2:4] == [f"{truths[0].name}: predicted label", f"{truths[0].name}: confidence"]
    columns = list(zip(*rows, strict=True))
    assert list(columns[0]) == [str(index) for index in range(10_000)]
    assert list(columns[1]) == [oracle.CLASSES[label] for label in oracle.labels()]
    for at, truth in enumerate(truths):
        assert list(columns[2 + 12 * at]) == [oracle.CLASSES[label] for label in truth.y_pred]
        confidence = np.array(columns[3 + 12 * at], dtype=float)
        np.testing.assert_allclose(confidence, truth.y_proba.max(axis=1), atol=5.1e-5)
        shares = np.array(columns[4 + 12 * at : 14 + 12 * at], dtype=np.float32).T
        np.testing.assert_array_equal(shares, truth.y_proba)


def test_chosen_images_stand_in_their_order_with_nothing_where_nothing_is_stated(
    evaluation_set, truths
) -> None:
    chosen = np.array([9_999, 3, 4_000])
    models = evaluation_set.models[:2]

    head, *rows = rows_of(predictions_csv(models, evaluation_set.split.labels, chosen))

    assert len(head) == len(rows[0]) == 2 + 12 * 2
    for row, index in zip(rows, chosen, strict=True):
        assert row[:2] == [str(index), oracle.CLASSES[oracle.labels()[index]]]
        for at, truth in enumerate(truths[:2]):
            label, *numbers = row[2 + 12 * at : 14 + 12 * at]
            assert label == oracle.CLASSES[truth.y_pred[index]]
            assert np.float32(numbers[0]) == truth.y_proba[index].max()
            assert np.array(numbers[1:], dtype=np.float32).tolist() == truth.y_proba[index].tolist()
