"""A slice: its form in an address, and its images against a loop."""

import numpy as np
import pytest

from fmnist.evaluation.slices import LONGEST_SLICE, Range, Slice, in_slice, read_slice

LIST = "eNpj-A_-1"
WHOLE = Slice(
    classes=(0, 6),
    ranges=(Range("brightness", None, 96), Range("ink", 0.2, 0.45), Range("distance", 50)),
    doubtful=True,
    images=LIST,
    by_answers=True,
)
WHOLE_TEXT = f"class:0_6,brightness:-96,ink:0.2-0.45,distance:50-,doubtful,answers:{LIST}"


def test_a_slice_is_read_as_it_is_written() -> None:
    assert WHOLE.text == WHOLE_TEXT
    assert read_slice(WHOLE_TEXT) == WHOLE
    assert read_slice("") == Slice()
    assert Slice().text == ""
    assert len(WHOLE_TEXT) < LONGEST_SLICE


def test_the_same_conditions_in_another_order_are_the_same_slice() -> None:
    assert read_slice("ink:0.20-0.4,class:6_0_6").text == "class:0_6,ink:0.2-0.4"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour:red", "a slice is made of class, brightness, ink"),
        ("class", "class needs labels of 0 to 9"),
        ("class:10", "class needs labels of 0 to 9"),
        ("class:٣", "class needs labels of 0 to 9"),
        ("class:6,class:0", "class can stand in a slice only once"),
        ("ink:much", "ink needs a range of numbers"),
        ("ink:-", "ink needs a range of numbers"),
        ("ink:nan-1", "ink needs a range of numbers"),
        ("ink:1e9-", "ink needs a range of numbers"),
        ("ink:0.4-0.4", "whose first number is the smaller one"),
        ("ink:0.5-0.4", "whose first number is the smaller one"),
        ("doubtful:yes", "doubtful stands alone"),
        ("images:a+b", "the list of images in it is damaged"),
        ("images:", "the list of images in it is damaged"),
        (f"images:{LIST},answers:{LIST}", "a slice holds one list"),
        (f"class:6,{'x' * LONGEST_SLICE}", "a slice has at most 2,300 characters"),
        (",", "a slice is made of"),
    ],
)
def test_nonsense_is_refused_with_what_was_expected(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_slice(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "class:6",
        "class:2_4_6,ink:0.3-0.6",
        "brightness:100-,symmetry:-0.9",
        "doubtful",
        "doubtful,class:6",
        f"images:{LIST}",
        WHOLE_TEXT.replace("doubtful,", ""),
    ],
)
def test_the_images_of_a_slice_are_those_of_a_loop(text: str) -> None:
    rng = np.random.default_rng(7)
    properties = {
        "brightness": rng.uniform(0, 200, 300).round(),
        "ink": rng.uniform(0, 1, 300).round(2),
        "symmetry": rng.uniform(0, 1, 300),
        "size": rng.uniform(0, 1, 300),
        "contrast": rng.uniform(0, 100, 300),
        "distance": rng.uniform(0, 100, 300),
    }
    y_true = rng.integers(0, 10, 300).astype(np.uint8)
    properties["ink"][:2], y_true[:2] = (0.3, 0.6), 4  # both ends of a range
    doubtful = np.array([5, 17, 3, 90])

    found = in_slice(
        read_slice(text), properties, y_true, doubtful=doubtful, listed=np.array([90, 3, 4])
    )

    expected = []
    for index in range(300):
        holds = True
        for part in text.split(",") if text else []:
            key, _, value = part.partition(":")
            if key == "class":
                holds &= str(y_true[index]) in value.split("_")
            elif key == "doubtful":
                holds &= index in {5, 17, 3, 90}
            elif key in {"images", "answers"}:
                holds &= index in {3, 4, 90}
            else:
                low, _, high = value.partition("-")
                holds &= float(low or -1) <= properties[key][index] < float(high or 999)
        expected.append(holds)
    assert found.tolist() == expected


def test_only_doubtful_labels_and_lists_by_answers_go_by_answers() -> None:
    assert [
        read_slice(text).goes_by_answers
        for text in ("class:6,ink:0.2-", f"images:{LIST}", f"answers:{LIST}", "doubtful")
    ] == [False, False, True, True]
