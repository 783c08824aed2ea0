"""What a report is made of, free of any format: HTML, slides and screen all show these.

Texts in `Report.head`, `Section.title` and `Section.note` are a person's; every other text was
computed and may carry ``**bold**`` marks.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fmnist.report.findings import Finding, Head
from fmnist.views.parts.content import Block, Table

TITLE: Final = "Fashion-MNIST models, compared"


@dataclass(frozen=True)
class Source:
    """A model that a claim rests on."""

    key: str
    name: str
    weights_sha256: str
    predictions_sha256: str


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on.

    Attributes
    ----------
    n : str
        How many images, in words.
    interval : str
        Which intervals and tests.
    sources : tuple of Source
    images_sha256, labels_sha256 : str
        Fingerprint of the test split.
    computed : datetime
        When the numbers were made from the artifacts.
    pinned : datetime
        When the view was pinned.
    link : str
        The full address that reproduces the view.
    """

    n: str
    interval: str
    sources: tuple[Source, ...]
    images_sha256: str
    labels_sha256: str
    computed: datetime
    pinned: datetime
    link: str


@dataclass(frozen=True)
class Section:
    """One finding, computed."""

    finding: Finding
    sentence: str
    blocks: tuple[Block, ...]
    evidence: Evidence | None

    @property
    def title(self) -> str:
        """The person's title."""
        return self.finding.title

    @property
    def note(self) -> str:
        """The person's note."""
        return self.finding.note


@dataclass(frozen=True)
class KeyFigure:
    """One large number with its meaning."""

    value: str
    meaning: str


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes
    ----------
    head : Head
        What a person put on top.
    computed : datetime
        When the numbers were made from the artifacts.
    figures : tuple of KeyFigure
        What stands on top in large type.
    summary : tuple of str
        Plain sentences.
    sections : tuple of Section
        The findings in their order.
    models : Table
        Every model that the report speaks of.
    sources : tuple of Source
        The same models with their full hashes.
    method : tuple of str
        How the numbers were made, a paragraph each.
    """

    head: Head
    computed: datetime
    figures: tuple[KeyFigure, ...]
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    models: Table
    sources: tuple[Source, ...]
    images_sha256: str
    labels_sha256: str
    method: tuple[str, ...]

    @property
    def title(self) -> str:
        """The person's title, or ours."""
        return self.head.title or TITLE
