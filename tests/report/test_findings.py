"""A findings file: what is written is read back, and nothing else is let in."""

import json

import numpy as np
import pytest
from sectioning import make_view

from fmnist.data.picture_token import to_token
from fmnist.errors import FindingError
from fmnist.report.findings import (
    LARGEST_FILE,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_FINDINGS,
    NO_HEAD,
    edited,
    new_finding,
    new_head,
    read_list,
    to_json,
)

PICTURE = to_token(np.arange(784, dtype=np.uint16).astype(np.uint8).reshape(28, 28))
VIEWS = {
    "leaderboard": {"models": ["a", "b"]},
    "matrix": {"models": ["a"], "normalize": None, "groups": [[1, 3, 5, 7, 9], [0, 2, 4, 6, 8]]},
    "cell": {"models": ["a", "b"], "of": "b", "true": [6], "predicted": []},
    "image": {"models": ["a"], "image": 9999},
    "class_pair": {"models": ["a"], "first": 6, "second": 0},
    "difference": {"models": ["b", "a"]},
    "agreement": {"models": ["a", "b"]},
    "calibration": {"models": ["a"]},
    "learning_curves": {"models": ["a"]},
    "efficiency": {"models": ["a", "b"], "cost": "File size in KiB"},
    "model": {"models": ["a"]},
    "own_picture": {"models": ["a"], "picture": PICTURE},
    "why": {"models": ["a"], "first": 6, "second": 0, "picture": PICTURE, "image": None},
    "morph": {"models": ["a", "b"], "image": 4, "to": 11},
    "region": {"models": ["a", "b", "c"], "right": ["b"]},
    "bin": {"models": ["a"], "of": "a", "place": 14, "outcome": "Wrong"},
    "label_review": {"models": ["a"], "wrong": [3, 17]},
    "samples": {"models": ["a", "b"], "by": "b", "true": 6, "low": 0.5, "wrong": ["a"], "seed": 3},
    "slices": {"models": ["a", "b"], "of": "b", "slice": "class:6,ink:-0.57", "name": "Little ink"},
}


def finding(title: str = "A title", note: str = "A note."):
    return new_finding(make_view("leaderboard", VIEWS["leaderboard"]), title=title, note=note)


def file_of(**changes: object) -> bytes:
    """Return a valid file with one finding, some of whose fields are replaced."""
    content = json.loads(to_json([finding()]))
    content["findings"][0] |= changes
    return json.dumps(content).encode()


@pytest.mark.parametrize("kind", VIEWS)
def test_every_kind_comes_back_as_it_was(kind) -> None:
    pinned = new_finding(
        make_view(kind, VIEWS[kind]), title="T", note="N", link="confusion?models=A+b&cell=6-0"
    )

    assert read_list(to_json([pinned]).encode()).findings == (pinned,)
    assert pinned.view.kind == kind


def test_the_order_is_kept_and_ids_differ() -> None:
    pinned = [finding(f"Number {at}") for at in range(5)]

    back = read_list(to_json(pinned).encode()).findings

    assert [one.title for one in back] == [f"Number {at}" for at in range(5)]
    assert len({one.id for one in back}) == 5


def test_no_number_is_stored() -> None:
    fields = json.loads(to_json([finding()]))["findings"][0]

    assert set(fields) == {"id", "title", "note", "view", "link", "created"}


def test_a_person_s_text_is_kept_but_for_control_characters(hostile) -> None:
    pinned = finding(title=hostile[:200], note=hostile[:LONGEST_NOTE])

    [back] = read_list(to_json([pinned]).encode()).findings

    assert back == pinned
    assert not any(ord(character) < 32 for character in back.title)
    assert not any(ord(character) < 32 and character not in "\n\t" for character in back.note)
    typed = "".join(hostile[:LONGEST_NOTE].split())
    for stray in "\x00\x07\x0b\x1b\x7f\ufffe":
        typed = typed.replace(stray, "")
    assert "".join(back.note.split()) == typed


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe\x00", "it is not JSON"),
        (b"{", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"[]", "Input should be an object"),
        (b'{"findings": []}', "field schema_version: Field required"),
        (b'{"schema_version": 2, "findings": []}', "saved by another version"),
        (b'{"schema_version": 1, "findings": [], "more": 1}', "field more"),
        (b'{"schema_version": 1, "findings": [1]}', "field findings.0"),
        (file_of(title=""), "field findings.0.title"),
        (file_of(title="\x00 \x01"), "field findings.0.title"),
        (file_of(title="x" * 201), "at most 200 characters"),
        (file_of(note="x" * 10_001), "at most 10000 characters"),
        (file_of(note=None), "field findings.0.note"),
        (file_of(accuracy=0.99), "field findings.0.accuracy"),
        (file_of(created="2026-01-01T00:00:00"), "field findings.0.created"),
        (file_of(id="../../etc"), "field findings.0.id"),
        (file_of(link="javascript:alert(1)"), "field findings.0.link"),
        (file_of(link="//evil.example/x"), "field findings.0.link"),
        (file_of(link="https://evil.example"), "field findings.0.link"),
        (file_of(link='a?b="onload=x'), "field findings.0.link"),
        (file_of(view={"kind": "secret", "models": ["a"]}), "no view is called 'secret' here"),
        (file_of(view={"kind": "image", "models": ["a"], "image": 10_000}), "less than 10000"),
        (file_of(view={"kind": "image", "models": ["a"], "image": "7"}), "valid integer"),
        (file_of(view={"kind": "image", "models": ["a"], "image": True}), "valid integer"),
        (file_of(view={"kind": "leaderboard", "models": []}), "at least 1 item"),
        (file_of(view={"kind": "leaderboard", "models": ["a", "a"]}), "only once"),
        (file_of(view={"kind": "leaderboard", "models": ["../x"]}), "should match pattern"),
        (file_of(view={"kind": "cell", "models": ["a"], "of": "a"}), "true or predicted"),
        (file_of(view={"kind": "cell", "models": ["a"], "of": "b", "true": [1]}), "one of models"),
        (file_of(view={"kind": "matrix", "models": ["a"], "groups": [[1], [2]]}), "every class"),
        (
            file_of(view={"kind": "class_pair", "models": ["a"], "first": 1, "second": 1}),
            "two different classes",
        ),
        (file_of(view={"kind": "difference", "models": ["a"]}), "two models"),
    ],
)
def test_whatever_is_wrong_is_one_clear_sentence(content, sentence) -> None:
    with pytest.raises(FindingError) as caught:
        read_list(content, name="mine.json")

    said = str(caught.value)
    assert said.startswith("mine.json cannot be read: ")
    assert sentence in said
    assert len(said) < 400
    assert "\n" not in said


def test_too_large_a_file_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(FindingError, match="expected at most 3 MB, received 3.0 MB"):
        read_list(b" " * (LARGEST_FILE + 1))


def test_too_many_findings_are_refused() -> None:
    one = json.loads(to_json([finding()]))["findings"][0]
    many = [one | {"id": f"{at:032x}"} for at in range(MOST_FINDINGS + 1)]
    content = json.dumps({"schema_version": 1, "findings": many}).encode()

    with pytest.raises(FindingError, match="expected at most 50 findings, received 51"):
        read_list(content)


def test_two_findings_with_one_id_are_refused() -> None:
    one = json.loads(to_json([finding()]))["findings"][0]
    content = json.dumps({"schema_version": 1, "findings": [one, one]}).encode()

    with pytest.raises(FindingError, match="same id"):
        read_list(content)


def test_the_largest_file_that_can_be_written_can_be_read() -> None:
    longest = [finding(title="😀" * 200, note="😀" * LONGEST_NOTE) for _ in range(MOST_FINDINGS)]

    assert read_list(to_json(longest).encode()).findings == tuple(longest)


def test_an_edit_changes_title_and_note_alone() -> None:
    pinned = finding()

    changed = edited(pinned, title=" New\n title ", note="New\r\nnote")

    assert (changed.title, changed.note) == ("New title", "New\nnote")
    assert changed.model_copy(update={"title": pinned.title, "note": pinned.note}) == pinned
    with pytest.raises(FindingError, match="field title"):
        edited(pinned, title=" ", note="")


def test_the_title_of_the_report_stands_in_the_file_and_files_of_before_have_none() -> None:
    head = new_head(title=" Garments,\n2026 ", byline="For the board")

    written = to_json([finding()], head)
    assert json.loads(written)["report"] == {"title": "Garments, 2026", "byline": "For the board"}
    assert read_list(written.encode()).report == head
    before = to_json([finding()])
    assert "report" not in json.loads(before)
    assert read_list(before.encode()).report == NO_HEAD


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        ({"title": "x" * 201, "byline": ""}, "title of the report"),
        ({"title": "", "byline": "x" * 201}, "line under the title"),
    ],
)
def test_a_title_that_is_too_long_is_refused_in_a_sentence(texts, what) -> None:
    longest = "x" * LONGEST_TITLE
    assert new_head(title=longest, byline=longest).title == longest

    expected = f"The {what} is too long: expected at most 200 characters, received 201"
    with pytest.raises(FindingError, match=expected):
        new_head(**texts)
    content = json.loads(to_json([finding()])) | {"report": texts}
    with pytest.raises(FindingError, match="field report"):
        read_list(json.dumps(content).encode())
