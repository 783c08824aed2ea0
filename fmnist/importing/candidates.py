"""Every plausible way in which a network may want its pixels: what the probe tries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from fmnist.artifacts.contract import SHAPES, InputContract, standardised
from fmnist.errors import ImportingError
from fmnist.importing.forms import BY_PREDICTIONS

Axis = int | str | None


@dataclass(frozen=True)
class Scale:
    """One way of putting pixels of 0 to 255 on another scale.

    Attributes
    ----------
    scale, offset : float
        The network reads ``scale * pixel + offset``.
    meaning : str
        For the table and the model's page.
    """

    scale: float
    offset: float
    meaning: str


SCALES: Final[dict[str, Scale]] = {
    "0..255": Scale(1.0, 0.0, "pixels as they are"),
    "0..1": Scale(1 / 255, 0.0, "pixels divided by 255"),
    "0..1/255": Scale(1 / 255**2, 0.0, "pixels divided by 255 twice"),
    "-1..1": Scale(2 / 255, -1.0, "(pixels / 255 - 0.5) / 0.5"),
    "centred": Scale(1 / 255, -0.286, "pixels / 255 less the training images' mean"),
    "standardised": Scale(
        *standardised(0.2860, 0.3530), "less the training images' mean, by their deviation"
    ),
    "standardised as digits": Scale(
        *standardised(0.1307, 0.3081), "with mean and deviation of MNIST digits, as often copied"
    ),
}


@dataclass(frozen=True)
class Candidate:
    """A contract with the name under which a person can choose it."""

    name: str
    contract: InputContract

    @property
    def meaning(self) -> str:
        """What it does to a picture, in words."""
        return meaning_of(self.contract)


def meaning_of(contract: InputContract) -> str:
    """Say what a contract does to a picture of 0 to 255."""
    known = {(scale.scale, scale.offset): scale.meaning for scale in SCALES.values()}
    text = known.get(
        (contract.scale, contract.offset),
        f"{contract.scale:.6g} times each pixel plus {contract.offset:.6g}",
    )
    inverted = ", dark on light" if contract.inverted else ""
    return f"{text}{inverted}{', transposed' if contract.transposed else ''}"


def name_of(contract: InputContract) -> str:
    """Return the name under which a contract stands in the probe's table."""
    known = {(scale.scale, scale.offset): name for name, scale in SCALES.items()}
    parts = [known.get((contract.scale, contract.offset), "own scale")]
    parts += ["inverted"] if contract.inverted else []
    parts += ["transposed"] if contract.transposed else []
    return " ".join(parts)


def fitting_shapes(axes: Sequence[Axis], name: str) -> tuple[tuple[int, ...], ...]:
    """Return the shapes of one image that a declared input shape allows.

    Parameters
    ----------
    axes
        As the graph declares them, with the batch first; a word or None where any size fits; none
        at all where nothing is declared.
    name
        The file, for the sentence.

    Raises
    ------
    ImportingError
        No image of 28 by 28 grey pixels fits.
    """
    if not axes:
        return SHAPES
    fitting = tuple(
        shape
        for shape in SHAPES
        if len(axes) == len(shape) + 1
        and all(
            not isinstance(axis, int) or axis == side
            for axis, side in zip(axes[1:], shape, strict=True)
        )
    )
    if fitting:
        return fitting
    expected = ", ".join(str(shape) for shape in SHAPES)
    received = ", ".join("any" if not isinstance(axis, int) else str(axis) for axis in axes[1:])
    colour = " It wants colour pictures." if 3 in axes[1:] else ""  # noqa: PLR2004 - RGB
    raise ImportingError(
        f"{name} reads images of shape ({received}): expected one of {expected}, for the pictures "
        f"are grey and 28 by 28.{colour} Where they are prepared otherwise before your model, "
        f"{BY_PREDICTIONS}."
    )


def fixed_batch(axes: Sequence[Axis]) -> int | None:
    """Return the only number of images that a graph takes at once; None: any."""
    return axes[0] if axes and isinstance(axes[0], int) and axes[0] > 0 else None


def candidates(
    shapes: Sequence[tuple[int, ...]],
    *,
    batch: int | None,
    input_name: str,
    output_names: Sequence[str],
) -> tuple[Candidate, ...]:
    """Return every plausible contract, the usual ones first."""
    found = []
    for shape, output, inverted, transposed, scale in product(
        shapes, output_names, (False, True), (False, True), SCALES.values()
    ):
        contract = InputContract(
            shape=shape,
            batch=batch,
            scale=scale.scale,
            offset=scale.offset,
            inverted=inverted,
            transposed=transposed,
            input_name=input_name,
            output_name=output,
        )
        label = name_of(contract)
        label += f", {output}" if len(output_names) > 1 else ""
        label += f", {shape}" if len(shapes) > 1 else ""
        found.append(Candidate(label, contract))
    return tuple(found)
