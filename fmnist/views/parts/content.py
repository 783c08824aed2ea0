"""What a view comes to, free of any format: page, HTML, slides, ZIP and Markdown all show this."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist import text
from fmnist.evaluation.intervals import Interval

ON_ALL: Final = "10,000 official test images"
WILSON: Final = "Wilson 95 % intervals"
Counts = tuple[tuple[int, ...], ...]
Shares = tuple[tuple[float, ...], ...]
Flags = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Table:
    """Rows of texts; the first column names the row.

    Attributes
    ----------
    caption : str
        What the table shows.
    columns : tuple of str
        Headings; as many as each row has texts.
    rows : tuple of tuple of str
    text_columns : frozenset of int
        Those besides the first that hold text, to be set left; the others hold numbers.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Point:
    """A share with its interval, each 0 to 1, or an amount of at least 0 with its own."""

    name: str
    colour: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Whiskers:
    """Points with whiskers on one axis, the first on top, and a named reference line.

    Attributes
    ----------
    caption : str
    points : tuple of Point
    reference : (str, float), optional
    measure : str
        What the axis measures.
    shares : bool
        Whether values are shares, written as per cent, or amounts, written as they are.
    key : tuple of (str, str)
        What each colour means: name and colour.
    """

    caption: str
    points: tuple[Point, ...]
    reference: tuple[str, float] | None = None
    measure: str = "Accuracy"
    shares: bool = True
    key: tuple[tuple[str, str], ...] = ()

    def text(self, value: float) -> str:
        """Write a value of the axis."""
        return text.percent(value) if self.shares else text.rounded(value)

    def interval_text(self, point: Point) -> str:
        """Write a point's interval."""
        if self.shares:
            return text.between(Interval(point.low, point.high))
        return f"{text.rounded(point.low)} to {text.rounded(point.high)}"


@dataclass(frozen=True)
class Bar:
    """One series of bars, a count for each category."""

    name: str
    colour: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Bars:
    """Counts of images out of `total`, a group of bars for each category."""

    caption: str
    categories: tuple[str, ...]
    bars: tuple[Bar, ...]
    total: int


@dataclass(frozen=True)
class Line:
    """One line of a line chart, optionally with a marked point."""

    name: str
    colour: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    marked: int | None = None


@dataclass(frozen=True)
class Lines:
    """Lines over two axes; y is a share, and x too if `x_share`."""

    caption: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    x_share: bool = False
    diagonal: bool = False


@dataclass(frozen=True)
class ScatterPoint:
    """A share with its interval, each 0 to 1, at an amount above 0 and how that is written."""

    name: str
    colour: str
    x: float
    text: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Scatter:
    """Accuracies over an amount on a logarithmic axis; names of the first points come first.

    Attributes
    ----------
    caption : str
    x_label : str
        What the amount is, with its unit.
    points : tuple of ScatterPoint
    key : tuple of (str, str)
        What each colour means: name and colour.
    """

    caption: str
    x_label: str
    points: tuple[ScatterPoint, ...]
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Matrix:
    """A confusion matrix, or the signed difference of two.

    Attributes
    ----------
    title, subtitle : str
        Whose it is.
    names : tuple of str
        Rows and columns; rows are true labels.
    counts : tuple of tuple of int
    shares : tuple of tuple of float, or None
        Of the true label, the predicted label or all images.
    of : str
        What the shares are of, such as "of the true label".
    marked : tuple of tuple of bool, or None
        Cells of a difference that are more than chance.
    top : float
        The largest error that gets the darkest shade, one for all matrices side by side.
    """

    title: str
    subtitle: str
    names: tuple[str, ...]
    counts: Counts
    shares: Shares | None = None
    of: str = ""
    marked: Flags | None = None
    top: float = 1.0


@dataclass(frozen=True, eq=False)
class Picture:
    """One image with what it is, for those who cannot see it, and lines to stand under it.

    Attributes
    ----------
    index : int
        Of a test image.
    pixels : ndarray of uint8, shape (28, 28) or (28, 28, 3)
    file : str
        What its file is called, where it is no test image.
    """

    index: int
    pixels: npt.NDArray[np.uint8]
    alt: str
    lines: tuple[str, ...] = ()
    file: str = ""

    @property
    def file_name(self) -> str:
        """What to call its file, without an ending."""
        return self.file or f"test-image-{self.index}"


@dataclass(frozen=True, eq=False)
class Pictures:
    """Images under one caption."""

    caption: str
    pictures: tuple[Picture, ...]
    large: bool = False


Chart = Whiskers | Bars | Lines | Scatter
Block = Table | Chart | Matrix | Pictures


@dataclass(frozen=True)
class Content:
    """What a view comes to.

    Attributes
    ----------
    sentence : str
        The answer in one plain sentence or two, with ``**bold**`` marks.
    blocks : tuple of Block
        Charts, matrices, tables and pictures in the order in which they are shown.
    n : str
        On how many images, in words.
    interval : str
        Which intervals and tests.
    """

    sentence: str
    blocks: tuple[Block, ...]
    n: str = ON_ALL
    interval: str = WILSON

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """The confusion matrices alone."""
        return tuple(block for block in self.blocks if isinstance(block, Matrix))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
