"""A link names exactly some test images, and what anybody may have written stops in a sentence."""

import base64
import zlib

import numpy as np
import pytest

from fmnist.data.image_list import LONGEST_LIST, from_list_token, to_list_token
from fmnist.errors import DataError

RANDOM = np.random.default_rng(0)


def token_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize("n", [0, 1, 71, 1_000, 5_000, 10_000])
def test_the_images_come_back_ascending_and_the_text_stays_short(n) -> None:
    chosen = RANDOM.permutation(10_000)[:n]

    token = to_list_token(chosen)

    assert from_list_token(token).tolist() == sorted(chosen.tolist())
    assert len(token) <= LONGEST_LIST
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_few_images_take_few_letters_and_their_order_changes_nothing() -> None:
    assert len(to_list_token(np.array([12]))) < 40
    assert to_list_token(np.array([3, 9_999, 0])) == to_list_token(np.array([0, 3, 9_999]))


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "not base64!",
        to_list_token(np.array([5]))[:-4],
        token_of(bytes(1_249)),
        token_of(bytes(1_251)),
        token_of(bytes(100_000_000)),
        "A" * (LONGEST_LIST + 1),
    ],
    ids=["one letter", "signs", "cut", "short", "long", "bomb", "endless"],
)
def test_what_is_no_list_is_told_in_a_sentence(token) -> None:
    with pytest.raises(DataError, match="no list of test images that can be read"):
        from_list_token(token)
