"""Every clause of an input contract against the same arithmetic in NumPy."""

import numpy as np
import onnx
import pytest
from graphs import WEIGHTS, linear, softmax
from onnx import TensorProto
from pydantic import ValidationError

from fmnist.artifacts.contract import SHAPES, InputContract, standardised
from fmnist.inference.engine import open_file

IMAGES = np.random.default_rng(7).integers(0, 256, (7, 28, 28), dtype=np.uint8)


def expected(pixels: np.ndarray) -> np.ndarray:
    return softmax(pixels.reshape(len(pixels), -1) @ WEIGHTS)


def answered(contract: InputContract, **graph: object) -> np.ndarray:
    return open_file(linear(**graph).SerializeToString(), contract).predict(IMAGES)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_an_image_has_the_shape_that_the_graph_wants(shape: tuple[int, ...]) -> None:
    got = answered(InputContract(shape=shape), shape=shape)

    assert got.dtype == np.float32
    np.testing.assert_allclose(got, expected(IMAGES.astype(np.float32)), rtol=1e-4, atol=1e-6)


def test_mean_and_deviation_are_a_scale_and_an_offset() -> None:
    scale, offset = standardised(0.286, 0.353)
    got = answered(InputContract(scale=scale, offset=offset))

    np.testing.assert_allclose(got, expected((IMAGES / 255 - 0.286) / 0.353), rtol=1e-4)


def test_inverted_and_transposed_come_before_the_scale() -> None:
    contract = InputContract(inverted=True, transposed=True, scale=1 / 255)
    wanted = expected((255 - IMAGES.astype(float)).transpose(0, 2, 1) / 255)

    np.testing.assert_allclose(answered(contract), wanted, rtol=1e-4)


@pytest.mark.parametrize("batch", [1, 4, 7, 10])
def test_a_graph_of_a_fixed_batch_answers_any_number_of_images(batch: int) -> None:
    got = answered(InputContract(batch=batch, scale=1 / 255), batch=batch)

    np.testing.assert_allclose(got, expected(IMAGES / 255), rtol=1e-4)


@pytest.mark.parametrize(
    ("output", "activation"), [("logits", None), ("log_probabilities", "LogSoftmax")]
)
def test_what_is_no_probability_yet_becomes_one(output: str, activation: str | None) -> None:
    got = answered(InputContract(output=output, scale=1 / 255), activation=activation)

    np.testing.assert_allclose(got, expected(IMAGES / 255), rtol=1e-4)


def test_columns_are_put_into_the_official_order() -> None:
    order = (9, 0, 8, 1, 7, 2, 6, 3, 5, 4)
    got = answered(InputContract(class_order=order, scale=1 / 255))

    given = expected(IMAGES / 255)
    for column, label in enumerate(order):
        np.testing.assert_allclose(got[:, label], given[:, column], rtol=1e-4)


@pytest.mark.parametrize("kind", [TensorProto.FLOAT16, TensorProto.DOUBLE])
def test_other_floats_are_cast_on_both_sides(kind: int) -> None:
    got = answered(InputContract(scale=1 / 255), kind=kind)

    assert got.dtype == np.float32
    np.testing.assert_allclose(got, expected(IMAGES / 255), atol=2e-3)


def test_features_come_with_the_answer_where_there_are_any() -> None:
    model = linear()
    answer = open_file(model.SerializeToString()).answer(IMAGES)
    np.testing.assert_allclose(answer.features[:, 0], IMAGES.sum(axis=(1, 2)), rtol=1e-6)

    del model.graph.output[1]
    assert open_file(model.SerializeToString()).answer(IMAGES).features is None


def test_outputs_are_asked_for_by_name() -> None:
    model = linear()
    first, second = list(model.graph.output)
    del model.graph.output[:]
    model.graph.output.extend([second, first])

    contract = InputContract(output_name="answer", scale=1 / 255)
    got = open_file(onnx.ModelProto.SerializeToString(model), contract).predict(IMAGES)
    np.testing.assert_allclose(got, expected(IMAGES / 255), rtol=1e-4)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"shape": (32, 32)}, r"expected one of \(28, 28\).*received \(32, 32\)"),
        ({"class_order": (0,) * 10}, "expected each label of 0 to 9 once"),
        ({"scale": 0.0}, "expected a scale other than 0"),
        ({"scale": float("nan")}, "finite number"),
        ({"batch": 0}, "greater than or equal to 1"),
        ({"colour": True}, "Extra inputs are not permitted"),
    ],
)
def test_a_contract_that_cannot_be_kept_is_refused(fields: dict, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        InputContract(**fields)


def test_a_contract_comes_back_from_its_file_as_it_was() -> None:
    contract = InputContract(shape=(784,), batch=1, class_order=tuple(range(9, -1, -1)))

    assert InputContract.model_validate_json(contract.model_dump_json()) == contract
