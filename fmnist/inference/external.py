"""Finding out whether an ONNX file wants to read other files.

ONNX Runtime follows references to external data even in a model that is given as bytes, relative
to the working folder, so a stranger's file could name any file of this machine as its weights.
The protobuf fields are those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
"""

from collections.abc import Iterator
from typing import Final

from fmnist.errors import InferenceError

VARINT, EIGHT_BYTES, DELIMITED, FOUR_BYTES = 0, 1, 2, 5
EXTERNAL_DATA, DATA_LOCATION = 13, 14
LONGEST_VARINT: Final = 10  # bytes of 64 bits
# Which field of which message holds which message, as far as a tensor may stand below it.
CHILDREN: Final[dict[str, dict[int, str]]] = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "function": {7: "node"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {
        5: "tensor",
        6: "graph",
        10: "tensor",
        11: "graph",
        22: "sparse",
        23: "sparse",
    },
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {},
}


def refers_to_files(content: bytes) -> bool:
    """Say whether any tensor of an ONNX model keeps its values in another file.

    Raises
    ------
    InferenceError
        The bytes are no protobuf message.
    """
    view = memoryview(content)
    waiting = [("model", 0, len(view))]
    while waiting:
        kind, start, end = waiting.pop()
        for field, payload, low, high in _fields(view, start, end):
            if kind == "tensor" and field in {EXTERNAL_DATA, DATA_LOCATION}:
                if field == EXTERNAL_DATA or _varint(view, low, high)[0] != 0:
                    return True
            elif payload == DELIMITED and field in CHILDREN[kind]:
                waiting.append((CHILDREN[kind][field], low, high))
    return False


def _fields(view: memoryview, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield number, wire type, first and last place of each field of one message."""
    place = start
    while place < end:
        tag, place = _varint(view, place, end)
        payload = tag & 7
        if payload == VARINT:
            low, (_, place) = place, _varint(view, place, end)
        elif payload == DELIMITED:
            length, low = _varint(view, place, end)
            place = low + length
        elif payload in {EIGHT_BYTES, FOUR_BYTES}:
            low, place = place, place + (8 if payload == EIGHT_BYTES else 4)
        else:
            raise InferenceError("The file is not an ONNX model: it is not a protobuf message.")
        if place > end:
            raise InferenceError("The ONNX model is truncated: a field is longer than the file.")
        yield tag >> 3, payload, low, place


def _varint(view: memoryview, place: int, end: int) -> tuple[int, int]:
    """Return a protobuf integer and the place after it."""
    value = 0
    for offset, byte in enumerate(view[place : min(end, place + LONGEST_VARINT)]):
        value |= (byte & 0x7F) << (7 * offset)
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, place + offset + 1
    raise InferenceError("The file is not an ONNX model: it is not a protobuf message.")
