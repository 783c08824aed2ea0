"""The idx form: round trips and one sentence for each way in which a file can be wrong."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from fmnist.data import idx
from fmnist.errors import DataError


@pytest.mark.parametrize("shape", [(5,), (0,), (3, 2), (4, 28, 28), (2, 3, 5, 7)])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_written_is_read_back(tmp_path: Path, shape: tuple[int, ...], packed: bool) -> None:  # noqa: FBT001 - parametrised
    array = np.random.default_rng(1).integers(0, 256, size=shape, dtype=np.uint8)
    path = tmp_path / "file"
    content = idx.encode(array)
    path.write_bytes(gzip.compress(content) if packed else content)
    read = idx.read_idx(path)
    assert read.dtype == np.uint8
    assert read.shape == shape
    np.testing.assert_array_equal(read, array)


def test_the_header_is_that_of_the_format() -> None:
    content = idx.encode(np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8))
    assert content.hex(" ") == "00 00 08 02 00 00 00 02 00 00 00 03 01 02 03 04 05 06"


def test_a_view_is_encoded_in_its_own_order() -> None:
    array = np.arange(6, dtype=np.uint8).reshape(2, 3)
    np.testing.assert_array_equal(idx.decode(idx.encode(array.T), name="x"), array.T)


def test_only_bytes_are_encoded() -> None:
    with pytest.raises(DataError, match=r"Only uint8 .* received int64"):
        idx.encode(np.arange(3))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected a magic number .* received an empty file"),
        (b"\x00\x00\x08", "expected a magic number .* received 00 00 08"),
        (b"label,pixel1", "expected a magic number 00 00 08 01 .* received 6c 61 62 65"),
        (b"\x00\x00\x08\x00", "expected a magic number"),
        (b"\x00\x00\x08\x09" + bytes(40), "expected a magic number"),
        (b"\x00\x00\x0d\x03" + bytes(12), "holds float32: expected unsigned bytes"),
        (b"\x00\x00\x77\x03" + bytes(12), "holds values of type 0x77"),
        (b"\x00\x00\x08\x03\x00\x00", "truncated inside its header: expected 16 bytes"),
        (b"\x00\x00\x08\x01\x00\x00\x00\x05abc", "truncated: .* declares 5 values .* 3 follow"),
        (b"\x00\x00\x08\x01\x00\x00\x00\x02abc", "longer than its header says"),
        (b"\x00\x00\x08\x02" + struct.pack(">2I", 2**31, 2**31), "declares 4,611,686"),
        (b"\x00\x00\x08\x04" + struct.pack(">4I", *[2**16] * 4), "declares 18,446,744"),
    ],
)
def test_each_wrong_content_has_its_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(DataError, match=f"^here .*{sentence}"):
        idx.decode(content, name="here")


def test_each_wrong_file_has_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"There is no file .*none"):
        idx.read_idx(tmp_path / "none")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        idx.read_idx(tmp_path)
    packed = gzip.compress(idx.encode(np.arange(200, dtype=np.uint8)))
    flipped = bytearray(packed)
    flipped[30] ^= 0xFF
    for name, content in {"cut": packed[:-20], "stub": packed[:5], "bad": bytes(flipped)}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=f"{name} is a truncated or damaged gzip file .*fetch"):
            idx.read_idx(tmp_path / name)
