"""Test images as files: small PNG pictures, by themselves or inside a page."""

import base64
import io

import numpy as np
import numpy.typing as npt


def png(pixels: npt.NDArray[np.uint8], *, scale: int = 1) -> bytes:
    """Return one image as a PNG.

    Parameters
    ----------
    pixels
        Grey values, shape (28, 28), or colours, shape (28, 28, 3).
    scale
        How many pixels wide each pixel becomes, for programs that would blur it.
    """
    from PIL import Image  # noqa: PLC0415 - only where pictures are drawn

    enlarged = np.repeat(np.repeat(pixels, scale, axis=0), scale, axis=1)
    buffer = io.BytesIO()
    Image.fromarray(enlarged).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()


def data_uri(pixels: npt.NDArray[np.uint8]) -> str:
    """Return one image as an address that holds the picture itself."""
    return f"data:image/png;base64,{base64.b64encode(png(pixels)).decode('ascii')}"
