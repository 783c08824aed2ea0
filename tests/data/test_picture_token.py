"""Pictures in addresses: out comes what went in, and nothing else comes in."""

import base64
import re
import zlib

import numpy as np
import pytest

from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import LONGEST_TOKEN, from_token, to_token
from fmnist.errors import DataError

NOISE = np.random.default_rng(2).integers(0, 256, (28, 28)).astype(np.uint8)


@pytest.mark.parametrize("index", [0, 1, 2, 17, 9999])
def test_an_image_comes_back(index) -> None:
    image = load_test_split().images[index]

    token = to_token(image)

    assert re.fullmatch(r"[A-Za-z0-9_-]+", token)
    assert from_token(token).tolist() == image.tolist()


def test_even_noise_fits() -> None:
    assert len(to_token(NOISE)) <= LONGEST_TOKEN
    assert from_token(to_token(NOISE)).tolist() == NOISE.tolist()


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a",
        "not a token!",
        "Zm9v",
        packed(zlib.compress(b"\0" * 783)),
        packed(zlib.compress(b"\0" * 785)),
        packed(zlib.compress(b"\0" * 50_000_000)[:800]),  # a bomb
        packed(zlib.compress(NOISE.tobytes())[:-9]),  # cut off
        "A" * (LONGEST_TOKEN + 4),
        "ä" * 8,
    ],
    ids=["none", "short", "spaces", "no zlib", "less", "more", "bomb", "cut", "long", "umlauts"],
)
def test_anything_else_is_one_sentence(token) -> None:
    with pytest.raises(DataError, match="The address holds no picture that can be read"):
        from_token(token)
