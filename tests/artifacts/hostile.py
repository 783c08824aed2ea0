"""Folders as no program of ours would write them: each maker spoils an intact one in its own way.

What a maker changes it also records with the right hash, so that the content itself is met.
"""

import io
import json
import os
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from artifact_samples import probabilities

from fmnist.artifacts.files import sha256

PREDICTIONS = "test_predictions.npz"


def put(folder: Path, name: str, content: bytes) -> None:
    """Replace a file, and record its hash."""
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    change(folder, files=fields(folder)["files"] | {name: sha256(folder / name)})


def fields(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "record.json").read_text())


def change(folder: Path, **changed: Any) -> None:
    (folder / "record.json").write_text(json.dumps(fields(folder) | changed))


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_header(header: str, data: bytes = b"") -> bytes:
    """Return a .npz whose one array has a header of our own."""
    text = header.encode("latin-1") + b"\n"
    return zipped(
        {"y_proba.npy": b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + data}
    )


def patched(content: bytes, **changed: int) -> bytes:
    """Return a zip whose headers say something else of its first member."""
    places = {"flags": (6, 8), "method": (8, 10), "size": (22, 24)}
    raw = bytearray(content)
    start = content.index(b"PK\x01\x02")
    for what, value in changed.items():
        local, central = places[what]
        for at in (local, start + central):
            struct.pack_into("<L" if what == "size" else "<H", raw, at, value)
    return bytes(raw)


@cache  # to pack one takes 0.2 s
def bomb(name: str, blocks: int = 8) -> bytes:
    """Return a zip of half a MiB or so that unpacks to 16 MiB for each block."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        block = bytes(2**24)
        for _ in range(blocks):
            member.write(block)
    return buffer.getvalue()


def link(folder: Path, name: str, target: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)


def pipe(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)


def sparse(folder: Path, name: str, size: int) -> None:
    with (folder / name).open("r+b") as stream:
        stream.truncate(size)


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


def replace_text(folder: Path, before: str, after: str) -> None:
    path = folder / "record.json"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def as_folder(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()


def to_nowhere(folder: Path) -> None:
    folder.rename(folder.with_name(".away"))
    folder.symlink_to("/nowhere/at/all")


def to_itself(folder: Path) -> None:
    folder.rename(folder.with_name(".away"))
    folder.symlink_to(folder.name)


Y = probabilities(1)
GOOD = zipped({"y_proba.npy": npy(Y)})
SHAPE = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }"

TOLD: dict[str, tuple[Callable[[Path], object], str]] = {
    # predictions
    "a bare array": (
        lambda at: put(at, PREDICTIONS, npy(Y)),
        "is one bare array (what np.save writes) under another name",
    ),
    "an encrypted member": (
        lambda at: put(at, PREDICTIONS, patched(GOOD, flags=1)),
        "member y_proba.npy, is encrypted",
    ),
    "an unknown packing": (
        lambda at: put(at, PREDICTIONS, patched(GOOD, method=99)),
        "is packed by method 99: expected stored (0) or deflated (8)",
    ),
    "another packing": (
        lambda at: put(at, PREDICTIONS, zipped({"y_proba.npy": npy(Y)}, zipfile.ZIP_LZMA)),
        "is packed by method 14",
    ),
    "a member that claims a gigabyte": (
        lambda at: put(at, PREDICTIONS, patched(GOOD, size=2**30)),
        "unpacks to 1.0 GiB: expected at most 4.0 MiB",
    ),
    "a member that claims too little": (
        lambda at: put(at, PREDICTIONS, patched(bomb("y_proba.npy"), size=1000)),
        "damaged",
    ),
    "a bomb": (lambda at: put(at, PREDICTIONS, bomb("y_proba.npy")), "unpacks to 128.0 MiB"),
    "a huge shape": (
        lambda at: put(at, PREDICTIONS, with_header(SHAPE % "(10000000000, 10)", b"\0" * 40)),
        "declares float32 of shape (10000000000, 10), 400,000,000,000 bytes: received 40",
    ),
    "a shape beyond all numbers": (
        lambda at: put(at, PREDICTIONS, with_header(SHAPE % f"({'9' * 4000},)")),
        "declares float32 of shape (999",
    ),
    "a negative shape": (
        lambda at: put(at, PREDICTIONS, with_header(SHAPE % "(-1, -10)", b"\0" * 40)),
        "of shape (-1, -10): expected numbers",
    ),
    "an unclosed header": (
        lambda at: put(at, PREDICTIONS, with_header("{'descr': '<f4', 'shape': (")),
        "truncated or damaged",
    ),
    "a header of brackets": (
        lambda at: put(at, PREDICTIONS, with_header("(" * 5000)),
        "truncated or damaged",
    ),
    "Python objects": (
        lambda at: put(at, PREDICTIONS, zipped({"y_proba.npy": npy(np.array([{}, "x"]))})),
        "expected numbers",
    ),
    "a text as predictions": (
        lambda at: put(at, PREDICTIONS, b"index,label\n0,9\n"),
        "truncated or damaged (File is not a zip file)",
    ),
    "empty predictions": (lambda at: put(at, PREDICTIONS, b""), "truncated or damaged"),
    "an archive without members": (
        lambda at: put(at, PREDICTIONS, zipped({})),
        "holds no array y_proba",
    ),
    "an endless list of members": (
        lambda at: put(at, PREDICTIONS, zipped({f"{n:05}": b"" for n in range(30_000)})),
        "lists more members than any model has",
    ),
    "a Zip64 list of members": (
        lambda at: put(at, PREDICTIONS, zipped({f"{n:x}": b"" for n in range(66_000)})),
        "at most 4.0 MiB",
    ),
    "predictions of 5 GiB": (
        lambda at: sparse(at, PREDICTIONS, 5 * 2**30),
        "has 5.0 GiB: expected at most",
    ),
    # records
    "parameters of 400 digits": (
        lambda at: replace_text(at, '"parameters": 7850', f'"parameters": 1{"0" * 400}'),
        "received a number of 401 digits",
    ),
    "parameters of 5,000 digits": (
        lambda at: replace_text(at, '"parameters": 7850', f'"parameters": {"9" * 5000}'),
        "record.json: Invalid JSON: number out of range at line",
    ),
    "settings of 400 digits": (
        lambda at: change(at, training={"epochs": 10**400}),
        "expected finite numbers that fit into 64 bits",
    ),
    "settings without end": (
        lambda at: change(at, training={"epochs": float("inf")}),
        "expected finite numbers",
    ),
    "a record nested deeply": (
        lambda at: (at / "record.json").write_text(nested(100_000)),
        "recursion limit exceeded",
    ),
    "settings nested deeply": (
        lambda at: replace_text(at, '"epochs": 2', f'"epochs": {nested(5_000)}'),
        "recursion limit exceeded",
    ),
    "a record of a gigabyte": (
        lambda at: sparse(at, "record.json", 2**30),
        "record.json in ann_b/ has 1.0 GiB: expected at most 1.0 MiB",
    ),
    "a record in Latin-1": (
        lambda at: (at / "record.json").write_bytes(b'{"display_name": "Caf\xe9"}'),
        "record.json",
    ),
    "a record that is a list": (lambda at: (at / "record.json").write_text("[]"), "record.json"),
    "a record that is a pointer": (
        lambda at: (at / "record.json").write_text(
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
        ),
        "record.json",
    ),
    "a hundred faults": (
        lambda at: change(at, **{f"field_{n}": n for n in range(100)}),
        "record.json has 92 more faults",
    ),
    "a blank name": (
        lambda at: change(at, display_name=" \u2800 "),
        "field display_name: expected a name with at least one visible letter",
    ),
    "a name that turns the line": (
        lambda at: change(at, display_name="\u202eNNC"),
        "expected visible characters in reading order, received U+202E",
    ),
    "a name of several lines": (
        lambda at: change(at, display_name="CNN\nbest"),
        "received U+000A",
    ),
    "a description that rings": (
        lambda at: change(at, description="\x07\x1b[2J"),
        "field description: expected visible characters",
    ),
    "an accuracy that is not the predictions'": (
        lambda at: change(at, runs=[fields(at)["runs"][0] | {"test_accuracy": 0.999}]),
        "test_accuracy: expected 0.5000, which the stored predictions have, received 0.999",
    ),
    # files
    "a record that is a pipe": (lambda at: pipe(at, "record.json"), "is a named pipe"),
    "predictions that are a pipe": (lambda at: pipe(at, PREDICTIONS), "is a named pipe"),
    "a model that is a pipe": (lambda at: pipe(at, "model.keras"), "is a named pipe"),
    "a model that is a folder": (lambda at: as_folder(at, "model.keras"), "is a folder"),
    "a model without end": (
        lambda at: link(at, "model.keras", "/dev/zero"),
        "model.keras in ann_b/ is a device: expected a file",
    ),
    "a model that leads nowhere": (
        lambda at: link(at, "model.keras", "../.git/annex/objects/x"),
        "is a link to ../.git/annex/objects/x, which is not there (fetch it: git annex get)",
    ),
    "a model that leads to itself": (
        lambda at: link(at, "model.keras", "model.keras"),
        "is a link that leads back to itself",
    ),
    "a model of a terabyte": (
        lambda at: sparse(at, "model.keras", 2**40),
        "The files take 1,024.0 GiB: expected at most 1.0 GiB",
    ),
    "a model of Git LFS": (
        lambda at: (at / "model.keras").write_text("version https://git-lfs.github.com/spec/v1\n"),
        "model.keras is a Git LFS pointer, not the file",
    ),
    "several faults": (
        lambda at: [(at / name).unlink() for name in ("model.keras", "history.csv")],
        "history.csv is missing in ann_b/. model.keras is missing in ann_b/.",
    ),
    # folders
    "a folder that leads nowhere": (to_nowhere, "ann_b is a link to /nowhere/at/all"),
    "a folder that leads to itself": (to_itself, "ann_b is a link"),
}
"""By what is wrong: how to make it so, and what is told of it."""


def rename(folder: Path, name: bytes) -> None:
    os.rename(os.fsencode(folder), os.path.join(os.fsencode(folder.parent), name))  # noqa: PTH104, PTH118


HARMLESS: dict[str, Callable[[Path], object]] = {
    "a link that leads nowhere beside the files": lambda at: link(at, ".#record.json", "me@host.1"),
    "a link that leads to itself beside the files": lambda at: link(at, "loop", "loop"),
    "a pipe beside the files": lambda at: os.mkfifo(at / "pipe"),
    "a thousand files beside the files": lambda at: [
        (at / f"{n}.txt").touch() for n in range(1000)
    ],
    "a name of no encoding beside the files": lambda at: link(at, os.fsdecode(b"\xff\xfe"), "x"),
    "a leftover of a killed writer": lambda at: at.with_name(".ann_b.building-a1b2c3d4").mkdir(),
    "a file among the folders": lambda at: at.with_name("notes.txt").touch(),
    "a pipe among the folders": lambda at: os.mkfifo(at.with_name("pipe")),
}
"""By what is there: how to put it there. Both models stay intact."""
