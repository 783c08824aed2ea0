"""A finding: a view that a person pinned, with a title and a note; and the file that keeps them.

The file is written by a browser and read back from anywhere, so nothing in it is trusted.
"""

import unicodedata
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, Field, ValidationError, model_validator

from fmnist.errors import FindingError
from fmnist.views import AnyView
from fmnist.views.parts.view import Strict, View

SCHEMA_VERSION: Final = 1
FILE_NAME: Final = "findings.json"
MOST_FINDINGS: Final = 50
LARGEST_FILE: Final = 3_000_000
"""Bytes; 50 findings with the longest notes, every letter of four bytes, take 2.3 million."""
LONGEST_TITLE: Final = 200
LONGEST_NOTE: Final = 10_000
READABLE: Final = 60  # characters of a received value that fit into a sentence
ALLOWED_CONTROLS: Final = frozenset("\n\t")
NOT_IN_XML: Final = frozenset("\ufffe\uffff")


def clean(text: str) -> str:
    """Return a person's text without what no document can hold: control and stray characters.

    Line feeds and tabs stay. Everything else is kept as typed; who shows it escapes it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in lines
        if (unicodedata.category(character) not in {"Cc", "Cs"} or character in ALLOWED_CONTROLS)
        and character not in NOT_IN_XML
    ).strip()


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


Title = Annotated[
    str,
    Field(max_length=LONGEST_TITLE),
    AfterValidator(_one_line),
    Field(min_length=1),
]
Note = Annotated[str, Field(max_length=LONGEST_NOTE), AfterValidator(clean)]
# A path inside the app and a query: no scheme, no host, nothing that ends an attribute.
Link = Annotated[str, Field(pattern=r"^[a-z0-9_-]*(\?[^\s\"'<>\\#]*)?$", max_length=4000)]


class Finding(Strict):
    """One pinned view. It holds what a person wrote and which view it was, and no result."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    title: Title
    note: Note = ""
    view: AnyView
    link: Link
    """Path and query that reproduce the view, relative to the app's address."""
    created: AwareDatetime


class Head(Strict):
    """What a person puts on top of the report; without a title it has ours."""

    title: Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_one_line)] = ""
    byline: Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(_one_line)] = ""
    """One line under the title: by whom, for whom, for which day."""


NO_HEAD: Final = Head()


class FindingList(Strict):
    """What stands in ``findings.json``, in the order in which it is presented."""

    schema_version: Literal[1]
    report: Head = NO_HEAD
    """Files of before have none."""
    findings: Annotated[tuple[Finding, ...], Field(max_length=MOST_FINDINGS)]

    @model_validator(mode="after")
    def _each_id_once(self) -> "FindingList":
        if len({finding.id for finding in self.findings}) != len(self.findings):
            raise ValueError("two findings have the same id")
        return self


def new_finding(
    view: View,
    *,
    title: str,
    note: str = "",
    link: str = "",
    created: datetime | None = None,
) -> Finding:
    """Return a finding of a view.

    Parameters
    ----------
    view
        What was pinned.
    title, note
        What the person wrote; at most 200 and 10,000 characters.
    link
        Path and query of the view.
    created
        Now, unless given.

    Raises
    ------
    FindingError
        A text is too long, or the title is empty.
    """
    try:
        return Finding(
            id=uuid.uuid4().hex,
            title=title,
            note=note,
            view=view,
            link=link,
            created=(created or datetime.now(UTC)).replace(microsecond=0),
        )
    except ValidationError as error:
        raise FindingError(f"This cannot be a finding: {_explain(error)}") from error


def edited(finding: Finding, *, title: str, note: str) -> Finding:
    """Return the finding with another title and note.

    Raises
    ------
    FindingError
        A text is too long, or the title is empty.
    """
    try:
        return Finding.model_validate(finding.model_dump() | {"title": title, "note": note})
    except ValidationError as error:
        raise FindingError(f"This cannot be a finding: {_explain(error)}") from error


def new_head(*, title: str, byline: str) -> Head:
    """Return what stands on top of a report.

    Raises
    ------
    FindingError
        A text is too long.
    """
    for what, text in (("title of the report", title), ("line under the title", byline)):
        if len(text) > LONGEST_TITLE:
            raise FindingError(
                f"The {what} is too long: expected at most {LONGEST_TITLE} characters, received "
                f"{len(text):,}. Shorten it."
            )
    return Head(title=title, byline=byline)


def to_json(findings: Sequence[Finding], head: Head = NO_HEAD) -> str:
    """Return the content of ``findings.json``; without a head it is what earlier versions wrote."""
    kept = FindingList(schema_version=SCHEMA_VERSION, report=head, findings=tuple(findings))
    left_out = {"report"} if head == NO_HEAD else None
    return kept.model_dump_json(indent=1, exclude=left_out) + "\n"


def read_list(content: bytes, *, name: str = FILE_NAME) -> FindingList:
    """Read the content of a findings file, trusting nothing.

    Parameters
    ----------
    content
        The file's bytes.
    name
        What to call the file in an error.

    Raises
    ------
    FindingError
        The file is too large, no JSON, of another version, or holds something else.
    """
    if len(content) > LARGEST_FILE:
        raise FindingError(
            f"{name} is too large: expected at most {LARGEST_FILE / 1e6:.0f} MB, "
            f"received {len(content) / 1e6:.1f} MB. Choose a file that the Findings page saved."
        )
    try:
        return FindingList.model_validate_json(content)
    except ValidationError as error:
        raise FindingError(f"{name} cannot be read: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    """Turn pydantic's first complaint into one sentence, and count the others."""
    first, *others = error.errors(include_url=False)
    field = ".".join(str(part) for part in first["loc"])
    more = f" ({len(others)} more)" if others else ""
    if first["type"] == "json_invalid":
        return (
            f"it is not JSON ({first['ctx']['error']}). Choose a file that the Findings page saved."
        )
    if field == "schema_version" and first["type"] == "literal_error":
        return (
            f"expected schema_version {SCHEMA_VERSION}, received {_shown(first['input'])}: it was "
            "saved by another version of the dashboard."
        )
    if first["type"] == "union_tag_invalid":
        return (
            f"{field}: no view is called {_shown(first['ctx']['tag'])} here. It may have been "
            "saved by another version of the dashboard."
        )
    if first["type"] == "too_long" and field == "findings":
        return f"expected at most {MOST_FINDINGS} findings, received {len(first['input'])}."
    place = f"field {field}: " if field else ""
    return f"{place}{first['msg']}; received {_shown(first['input'])}{more}."


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= READABLE else f"{text[: READABLE - 1]}…"
