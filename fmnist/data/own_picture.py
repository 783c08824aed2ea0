"""A stranger's picture file: checked hard, decoded to plain RGB pixels."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from fmnist.errors import DataError

if TYPE_CHECKING:
    from PIL import Image

RGB = npt.NDArray[np.uint8]

FORMATS: Final = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "GIF": "GIF"}
MAX_BYTES: Final = 10 * 2**20  # phones' JPEG files have 2 to 8 MB
MAX_PIXELS: Final = 40_000_000  # 160 MB of RGBA while it is decoded, for an instant
WORKING_SIDE: Final = 300  # what is left of larger pictures: four thumbnails of the publisher
WHITE: Final = 255
_16_BIT: Final = 257  # 65,535 / 255

_DAMAGED: Final = (OSError, ValueError, SyntaxError, EOFError, OverflowError, struct.error)


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture, upright and without transparency.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (height, width, 3)
        Red, green, blue; larger pictures are averaged down to a longest side of 300.
    kind : str
        "PNG", "JPEG", "WebP" or "GIF".
    size : tuple of int
        Width and height in the file.
    notes : tuple of str
        What was done to it, in words.
    """

    pixels: RGB
    kind: str
    size: tuple[int, int]
    notes: tuple[str, ...]


def read_picture(content: bytes, *, name: str, on_black: bool = False) -> Picture:
    """Decode the bytes of a PNG, JPEG, WebP or GIF (its first frame), whoever sent them.

    The file's own header is believed for nothing but its size, and that is checked before a pixel
    is decoded. EXIF's orientation is applied, transparent parts lie on white, 16-bit greys are
    scaled to 8 bits, CMYK becomes RGB.

    Parameters
    ----------
    content
        At most 10 MB.
    name
        What error sentences call the file.
    on_black
        Lay transparent parts on black instead of white.

    Raises
    ------
    DataError
        Not such a file, too large, damaged or cut off.
    """
    from PIL import (  # noqa: PLC0415 - only where pictures are read
        Image,
        UnidentifiedImageError,
        WebPImagePlugin,  # noqa: F401 - WebP is not known without it
    )

    if len(content) > MAX_BYTES:
        raise DataError(
            f"{name} has {len(content) / 2**20:.0f} MB: expected at most {MAX_BYTES // 2**20} MB. "
            "Save it smaller; 300 pixels on the longest side are more than enough."
        )
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
            _check_size(image.size, name)
            return _decode(image, on_black=on_black)
    except UnidentifiedImageError as error:
        raise DataError(
            f"{name} cannot be read as a picture: expected PNG, JPEG, WebP or GIF, received "
            f"{len(content):,} bytes of something else. Save the picture in one of these formats."
        ) from error
    except Image.DecompressionBombError as error:
        raise DataError(
            f"{name} unpacks to too many pixels: expected at most {MAX_PIXELS:,}. Save it smaller."
        ) from error
    except (*_DAMAGED, zlib.error) as error:
        raise DataError(
            f"{name} is damaged or cut off: its picture cannot be decoded. Save or send it again."
        ) from error


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise DataError(
            f"{name} has {width:,} x {height:,} pixels: expected at most {MAX_PIXELS:,} in all. "
            "Save it smaller; 300 pixels on the longest side are more than enough."
        )


def _decode(image: "Image.Image", *, on_black: bool) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415

    kind = FORMATS.get(image.format or "", "JPEG")  # phones' "MPO" is a JPEG with a preview behind
    size, notes = image.size, []
    if getattr(image, "is_animated", False) and kind != "JPEG":
        notes.append("the first frame of several was taken")
    image.draft("RGB", (2 * WORKING_SIDE, 2 * WORKING_SIDE))  # JPEG alone: decodes a part
    image.load()
    upright = ImageOps.exif_transpose(image)
    if image.getexif().get(_ORIENTATION, 1) != 1:
        notes.append("turned upright as its EXIF data say")
    if upright.mode.startswith("I"):
        grey = np.clip(np.asarray(upright, dtype=np.float64) / _16_BIT, 0, WHITE)
        upright = Image.fromarray(np.rint(grey).astype(np.uint8))
        notes.append("16 bits made 8")
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "black" if on_black else "white")
        upright = Image.alpha_composite(ground, upright)
        notes.append(f"transparent parts laid on {'black' if on_black else 'white'}")
    flat = upright.convert("RGB")
    flat.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX)
    return Picture(np.asarray(flat), kind, size, tuple(notes))


_ORIENTATION: Final = 0x0112  # EXIF's tag
