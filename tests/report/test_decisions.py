"""Decisions about labels go to a file and come back, or say why not."""

import json

import pytest

from fmnist.data.fingerprints import TEST_IMAGES
from fmnist.errors import ReportError
from fmnist.report.decisions import from_file, to_file


def test_decisions_come_back_as_they_were() -> None:
    decisions = {7: "wrong", 3: "right", 9: "unsure"}

    assert from_file(to_file(decisions).encode()) == decisions
    assert json.loads(to_file(decisions))["test_images"] == TEST_IMAGES


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "Invalid JSON"),
        (b'{"decisions": {"10000": "wrong"}}', "less than 10000"),
        (b'{"decisions": {"7": "maybe"}}', "'wrong', 'right' or 'unsure'"),
        (b'{"images": []}', "images: Extra inputs"),
        (b'{"test_images": "abc"}', "test_images: Input should be '5b4141"),
        (b"\xff\xfe", "Invalid JSON"),
        (b" " * 1_000_001, "1,000,001 bytes"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ReportError) as caught:
        from_file(content)

    assert sentence in str(caught.value)
