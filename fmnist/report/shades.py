"""How dark each cell of a confusion matrix is: the same steps and colours as on the screen.

Errors are shaded by the square root of their share, so that small confusions can be seen; right
answers are quiet greys; a difference is blue where the first model is better, with more images on
the diagonal or fewer beside it, and orange where the second is.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final, Literal

from fmnist import text
from fmnist.views.parts.content import Matrix

Scale = Literal["zero", "correct", "more", "less"]
STEPS: Final = 8
FILLS: Final[dict[str, tuple[str, ...]]] = {
    "correct": (
        "#F1F2F2",
        "#ECEDED",
        "#E5E6E7",
        "#E1E2E3",
        "#DDDEDF",
        "#D6D8D9",
        "#D2D3D5",
        "#CDCFD1",
    ),
    "more": (
        "#E9F1FA",
        "#D2E3F4",
        "#B5D0EA",
        "#92BADF",
        "#6EA3D3",
        "#2B6CAD",
        "#1B528C",
        "#0F3A69",
    ),
    "less": (
        "#FDF0E0",
        "#FBDFBD",
        "#F6C892",
        "#EFAE66",
        "#E0924A",
        "#A65506",
        "#844204",
        "#613003",
    ),
}
"""On white paper; steps from 6 on carry white letters, except the greys."""
WHITE_FROM: Final = 6


@dataclass(frozen=True)
class Cell:
    """One cell as it is drawn.

    Attributes
    ----------
    text : str
        The count; a middle dot for none.
    scale : str
    step : int
        1 to 8, 0 for a cell without images.
    tooltip : str
        What the cell says, for a tooltip.
    marked : bool
        Whether a difference is more than chance.
    """

    text: str
    scale: Scale
    step: int
    tooltip: str
    marked: bool

    @property
    def fill(self) -> str | None:
        """The colour on white paper, or None for a cell without images."""
        return FILLS[self.scale][self.step - 1] if self.step else None

    @property
    def is_dark(self) -> bool:
        """Whether letters on it are white."""
        return self.scale != "correct" and self.step >= WHITE_FROM


def cells(matrix: Matrix) -> tuple[tuple[Cell, ...], ...]:
    """Return a matrix as drawn, row by row."""
    size = range(len(matrix.names))
    return tuple(tuple(_cell(matrix, i, j) for j in size) for i in size)


def is_difference(matrix: Matrix) -> bool:
    """Tell whether the counts are signed."""
    return matrix.marked is not None


def _cell(matrix: Matrix, i: int, j: int) -> Cell:
    count = matrix.counts[i][j]
    scale, step = _shade(matrix, i, j)
    signed = is_difference(matrix) and count
    shown = f"{count:+,}".replace("-", text.MINUS) if signed else f"{count:,}"
    said = f"True {matrix.names[i]}, predicted {matrix.names[j]}: {_amount(matrix, i, j)}"
    marked = bool(matrix.marked and matrix.marked[i][j])
    return Cell(shown if count else "·", scale, step, said, marked)


def _amount(matrix: Matrix, i: int, j: int) -> str:
    count = matrix.counts[i][j]
    if is_difference(matrix):
        chance = ", more than chance" if matrix.marked and matrix.marked[i][j] else ""
        more = "more" if count > 0 else "fewer"
        return f"{text.images(abs(count))} {more}{chance}" if count else "no difference"
    share = f", {text.percent(matrix.shares[i][j])} {matrix.of}" if matrix.shares else ""
    return f"{text.images(count)}{share}"


def _shade(matrix: Matrix, i: int, j: int) -> tuple[Scale, int]:
    count = matrix.counts[i][j]
    if count == 0:
        return "zero", 0
    value = abs(matrix.shares[i][j] if matrix.shares else count)
    if i == j and not is_difference(matrix):
        most = 1.0 if matrix.shares else max(max(row) for row in matrix.counts)
        return "correct", _step(value / most)
    is_blue = (count > 0) == (i == j) if is_difference(matrix) else True
    return ("more" if is_blue else "less"), _step(sqrt(value / matrix.top))


def _step(fraction: float) -> int:
    return min(STEPS, max(1, ceil(fraction * STEPS)))
