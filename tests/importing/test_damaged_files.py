"""Files that were good once: each damage is one sentence, and none is a traceback."""

import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from damages import accepted, damages
from networks import write_keras

from fmnist.errors import ImportingError
from fmnist.importing import keras_files, tensorflow_files
from fmnist.importing.forms import Form, recognise
from fmnist.importing.keras_files import cause


class Reached(Exception):  # noqa: N818 - no error: Keras has its turn
    """What was read is handed to Keras."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    return write_keras(folder / "whole.keras", accepted()).read_bytes()


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], str]:
    """Read a file as a worker does until Keras has its turn, and return what is said of it."""

    def reached(*_: object) -> None:
        raise Reached

    monkeypatch.setattr(keras_files, "_known_options", lambda config: config)
    monkeypatch.setattr(keras_files, "_convert", reached)

    def said(content: bytes) -> str:
        path = tmp_path / "m.keras"
        path.write_bytes(content)
        try:
            assert recognise(path, "m.keras") is Form.KERAS
            keras_files.from_keras_archive(path, "m.keras", tmp_path, lambda _step: None)
        except ImportingError as error:
            return str(error)
        except Reached:
            return ""
        raise AssertionError

    return said


def test_every_damage_of_a_keras_file_is_a_sentence_or_left_to_keras(
    whole: bytes, read: Callable[[bytes], str]
) -> None:
    assert read(whole) == "", "what is to be damaged comes in whole"

    said = {what: read(content) for what, content in damages(whole)}

    assert len(said) > 90
    refused = {what: sentence for what, sentence in said.items() if sentence}
    for what, sentence in refused.items():
        assert sentence.startswith("m.keras "), what
        assert sentence.endswith("."), what
        assert "\n" not in sentence, what
    for what in said.keys() - refused.keys():  # changed, but whole: only Keras can tell
        assert not what.startswith(("cut", "config.json", "config: class"))
    assert len(refused) > 45


LOST = "A total of 1 objects could not be loaded. Example error message for object <Dense>:"
ENCOUNTERED = """<class 'keras.src.models.sequential.Sequential'> could not be deserialized \
properly. Please ensure that components that are Python object instances are all fine.

config={'units': 'ten'}.

Exception encountered: Could not deserialize 'Dense'.

Exception encountered: Received an invalid value for `units`. Received: units=ten"""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (ENCOUNTERED, "Received an invalid value for `units`. Received: units=ten"),
        (
            f"{LOST}\n\nLayer 'dense' expected 2 variables.\n\nList of objects:\n[<Dense>]",
            "Layer 'dense' expected 2 variables",
        ),
        ("{{function_node __wrapped__X_device_/job:a}} OOM when allocating", "OOM when allocating"),
        ("Expected 'config' to be a dict for Dense,", "Expected 'config' to be a dict for Dense"),
        ("", "ValueError"),
    ],
)
def test_of_keras_long_complaints_the_cause_is_told(told: str, expected: str) -> None:
    assert cause(ValueError(told)) == expected


def test_a_tflite_file_whose_offsets_lead_out_of_it_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As tf2onnx reads one: an offset beyond its end is no error of TFLite's, but of `struct`."""
    path = tmp_path / "cut.tflite"
    path.write_bytes(struct.pack("<I", 1_000_000) + b"TFL3")

    def follow(source: str, **_: object) -> None:
        content = Path(source).read_bytes()
        struct.unpack_from("<i", content, struct.unpack_from("<I", content)[0])

    interpreter = SimpleNamespace(get_input_details=list, get_output_details=list)
    tensorflow, tf2onnx, convert = map(ModuleType, ("tensorflow", "tf2onnx", "tf2onnx.convert"))
    tensorflow.lite = SimpleNamespace(Interpreter=lambda **_: interpreter)
    convert.from_tflite, tf2onnx.convert = follow, convert
    for module in (tensorflow, tf2onnx, convert):
        monkeypatch.setitem(sys.modules, module.__name__, module)

    with pytest.raises(ImportingError, match=r"^cut.tflite cannot be converted: .*It is damaged"):
        tensorflow_files.from_tflite(path, "cut.tflite", tmp_path, lambda _step: None)
