"""What the browser keeps of slices is read back, and trusted in nothing."""

import pytest

from fmnist.errors import ReportError
from fmnist.evaluation.slices import LONGEST_SLICE
from fmnist.report.kept_slices import MOST_KEPT, KeptSlice, from_text, joined, to_text

SHIRTS = KeptSlice(name="Shirts <b>", slice="class:6")
DARK = KeptSlice(name="", slice="brightness:-96")


def test_what_is_written_is_read_back() -> None:
    assert from_text(to_text((SHIRTS, DARK)).encode()) == (SHIRTS, DARK)
    assert from_text(to_text(()).encode()) == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Invalid JSON"),
        (b'{"schema_version": 2, "slices": []}', "schema_version"),
        (
            b'{"slices": [{"name": "x", "slice": "hat:3"}]}',
            "slices.0.slice: a slice is made of .*; received 'hat:3'",
        ),
        (b'{"slices": [{"name": "x", "slice": "images:AAAA"}]}', "its list of images is damaged"),
        (b'{"slices": [{"name": "x", "slice": ""}]}', "slices.0.slice"),
        (b'{"slices": [{"name": 3, "slice": "class:6"}]}', "slices.0.name"),
        (b'{"slices": [], "more": 1}', "more"),
        (
            b'{"slices": [{"name": "x", "slice": "class:6"}, {"name": "y", "slice": "class:6"}]}',
            "a slice may be kept only once",
        ),
        (b"x" * 1_000_001, "1,000,001 bytes: expected at most 1,000,000"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(ReportError, match=said):
        from_text(content)


def test_names_lose_what_no_document_can_hold() -> None:
    kept = KeptSlice(name="a\x00b\n **c**", slice="class:6")

    assert kept.name == "a b c"


def test_slices_are_kept_in_one_form() -> None:
    assert KeptSlice(name="", slice="ink:0.20-0.4,class:6").slice == "class:6,ink:0.2-0.4"
    with pytest.raises(ValueError, match="at most"):
        KeptSlice(name="", slice="x" * (LONGEST_SLICE + 1))


def test_the_later_name_of_the_same_slice_holds_and_there_is_an_end() -> None:
    renamed = KeptSlice(name="All shirts", slice="class:6")
    many = tuple(KeptSlice(name="", slice=f"ink:0.{at:03}-") for at in range(1, 99))

    assert joined((SHIRTS, DARK), (renamed,)) == (renamed, DARK)
    assert len(joined((SHIRTS,), many)) == MOST_KEPT
