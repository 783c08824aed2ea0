"""What a report is made of, free of any format: HTML, slides and screen all show these.

Texts in `Report.head`, `Section.title` and `Section.note` are a person's; every other text was
computed and may carry ``**bold**`` marks. A screen, a slide or a sheet has room for the first of
many only: `fewer_points` and its like return those, and say how many there are.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from fmnist.report.findings import Finding, Head
from fmnist.views.parts.content import Block, Pictures, Table, Whiskers

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


def fewer_points(chart: Whiskers, most: int) -> Whiskers:
    """Return a chart of at most so many points, the first and the first of each colour.

    The caption says how many there are. What each colour means is what the chart says in `key`: of
    families, none is left out because another has more of the best.
    """
    total = len(chart.points)
    if total <= most:
        return chart
    colours = [colour for _, colour in chart.key]
    firsts = [
        next(at for at, point in enumerate(chart.points) if point.colour == colour)
        for colour in colours
        if any(point.colour == colour for point in chart.points)
    ]
    kept = sorted(firsts)[:most]
    kept += [at for at in range(total) if at not in kept][: most - len(kept)]
    points = tuple(chart.points[at] for at in sorted(kept))
    of_each = " and the first of each family" if len(firsts) > 1 else ""
    caption = f"{chart.caption}; of {total:,} the first{of_each}, {len(points)} in all"
    return replace(chart, caption=caption, points=points)


def fewer_rows(table: Table, most: int) -> Table:
    """Return a table of at most so many rows, the first; the caption says how many there are."""
    if len(table.rows) <= most:
        return table
    caption = f"{table.caption}; the first {most} of {len(table.rows):,} rows"
    return replace(table, caption=caption, rows=table.rows[:most])


def fewer_pictures(pictures: Pictures, most: int) -> Pictures:
    """Return at most so many pictures, the first; the caption says that there are more."""
    if len(pictures.pictures) <= most:
        return pictures
    caption = f"{pictures.caption.rstrip('.')}; here the first {most}."
    return replace(pictures, caption=caption, pictures=pictures.pictures[:most])
