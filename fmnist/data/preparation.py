"""From any picture to 28 x 28 pixels, the way that Fashion-MNIST's publisher went.

arXiv:1708.07747, section 2. The shop's thumbnails (51 x 73) went in; larger pictures are averaged
down to that size first.
"""

import io
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import IMAGE_SIDE
from fmnist.data.publisher_steps import (
    LUMA,
    WHITE,
    Pixels,
    centre,
    is_dark,
    sharpen,
    subsample,
    thumbnail,
    to_bytes,
    trim,
    whiten,
)
from fmnist.errors import DataError

Ground = Literal["auto", "light", "dark"]
STEP_NAMES: Final = (
    "Picture",
    "Trimmed",
    "Subsampled",
    "Sharpened",
    "Centred",
    "Negated",
    "Grey",
)


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """What a person sets right before the publisher's steps, and on the way.

    Attributes
    ----------
    ground : {"auto", "light", "dark"}
        What the garment lies on. The publisher's lay on white; a dark ground is negated first.
        "auto" decides by the corners.
    quarter_turns : int
        Turns by 90 degrees, clockwise.
    crop : tuple of float
        Share of the width or height cut off at the left, top, right and bottom.
    padding : int
        Empty pixels left on all sides of the 28 x 28 image, 0 to 12; the publisher left none.
    white_ground : bool
        Make the ground white first, as a photographer's white balance does.
    as_it_is : bool or None
        Take a picture of 28 x 28 pixels without trimming, resizing and sharpening. None does so
        where it has that size and a dark ground, as an image of the data has.
    """

    ground: Ground = "auto"
    quarter_turns: int = 0
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    padding: int = 0
    white_ground: bool = False
    as_it_is: bool | None = None


@dataclass(frozen=True, eq=False)
class Step:
    """A picture on its way.

    Attributes
    ----------
    name, note : str
        What the step is called and what it did to this picture.
    pixels : ndarray of uint8
        The picture behind the step, shape (height, width, 3), or (28, 28) in the end.
    """

    name: str
    note: str
    pixels: npt.NDArray[np.uint8]

    def png(self, longest_side: int = 112) -> bytes:
        """Return it as a PNG file, averaged down where it is larger."""
        from PIL import Image  # noqa: PLC0415 - only where pictures are shown

        image = Image.fromarray(self.pixels)
        image.thumbnail((longest_side, longest_side), Image.Resampling.BOX)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return buffer.getvalue()


@dataclass(frozen=True, eq=False)
class Prepared:
    """A picture as the models take it, and how it became so.

    Attributes
    ----------
    steps : tuple of Step
        The seven steps, or three of a picture that was taken as it is.
    pixels : ndarray of uint8, shape (28, 28)
        0 is the ground, as in the data.
    """

    steps: tuple[Step, ...]
    pixels: npt.NDArray[np.uint8]


def prepare(picture: npt.NDArray[np.uint8], preparation: Preparation | None = None) -> Prepared:
    """Go the publisher's seven steps.

    Parameters
    ----------
    picture
        Red, green, blue, shape (height, width, 3).
    preparation
        By default nothing but what the ground needs.

    Raises
    ------
    DataError
        The picture has one colour only, or is cut away whole.
    """
    wish = preparation or Preparation()
    values, notes = _set_right(picture.astype(np.float64), wish)
    dark = wish.ground == "dark" or (wish.ground == "auto" and is_dark(values))
    fits = picture.shape[:2] == (IMAGE_SIDE, IMAGE_SIDE)
    if fits and (dark if wish.as_it_is is None else wish.as_it_is):
        return _take_as_it_is(values, dark=dark, notes=notes)
    if dark:
        values = WHITE - values
        notes.append("negated, since its background is dark")
    if wish.white_ground:
        values = whiten(values)
        notes.append("background made white")
    trimmed = trim(values)
    small = subsample(thumbnail(trimmed), IMAGE_SIDE - 2 * wish.padding)
    sharp = sharpen(small)
    centred = centre(sharp, IMAGE_SIDE)
    negated = WHITE - centred
    grey = negated @ LUMA
    height, width = trimmed.shape[:2]
    told = (
        "; ".join(notes) or "as it came",
        f"{height} rows and {width} columns are left; edges as the corners are gone",
        f"longest side {max(small.shape[:2])}: rows and columns are skipped or repeated",
        "more near outlines",
        "shorter side filled with white",
        "the background is black now",
        "one number from 0 to 255 a pixel",
    )
    shown = (values, trimmed, small, sharp, centred, negated, grey)
    steps = tuple(
        Step(name, note, to_bytes(pixels))
        for name, note, pixels in zip(STEP_NAMES, told, shown, strict=True)
    )
    return Prepared(steps, steps[-1].pixels)


def _set_right(values: Pixels, wish: Preparation) -> tuple[Pixels, list[str]]:
    notes = []
    if any(wish.crop):
        height, width = values.shape[:2]
        left, top, right, bottom = wish.crop
        rows = slice(round(top * height), height - round(bottom * height))
        columns = slice(round(left * width), width - round(right * width))
        values = values[rows, columns]
        if not values.size:
            raise DataError(
                "Nothing of the picture is left: expected cuts at opposite edges that add up to "
                "less than the whole. Cut off less."
            )
        notes.append("cut at the edges")
    if wish.quarter_turns % 4:
        values = np.rot90(values, -wish.quarter_turns)
        notes.append(f"turned by {90 * (wish.quarter_turns % 4)} degrees")
    return values, notes


def _take_as_it_is(values: Pixels, *, dark: bool, notes: list[str]) -> Prepared:
    grey = values @ LUMA
    pixels = to_bytes(grey if dark else WHITE - grey)
    told = "; ".join(notes) or "28 x 28 pixels already"
    negation = "not needed: its background is dark" if dark else "the background is black now"
    steps = (
        Step(STEP_NAMES[0], told, to_bytes(values)),
        Step(STEP_NAMES[5], negation, to_bytes(values if dark else WHITE - values)),
        Step(STEP_NAMES[6], "one number from 0 to 255 a pixel", pixels),
    )
    return Prepared(steps, pixels)
