"""The input contract is found on training images: every scale, orientation, shape and answer."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from networks import answers, classifier, logits, onnx_bytes, softmax, weights_for, y_proba
from onnx import TensorProto, helper
from scipy.special import erfc
from sklearn.metrics import log_loss as sklearn_log_loss

from fmnist.artifacts.contract import InputContract
from fmnist.data.dataset import load_test_split
from fmnist.data.probe import load_probe_split
from fmnist.errors import ImportingError
from fmnist.evaluation.class_order import best_order
from fmnist.importing import probe as probing
from fmnist.importing.candidates import SCALES, meaning_of
from fmnist.importing.graphs import _without_erfc, from_onnx
from fmnist.importing.probe import probe
from fmnist.importing.scoring import kind_of, log_loss, order_sentence
from fmnist.inference import engine

PROBE = load_probe_split()
ALPHABETICAL = (9, 8, 4, 3, 2, 5, 6, 7, 0, 1)  # Ankle boot, Bag, Coat, Dress, ...


def found(content: bytes):
    return probe(content, PROBE, "m.onnx")


def answered(content: bytes, contract: InputContract) -> np.ndarray:
    return engine.open_file(content, contract).predict(load_test_split().images)


@pytest.mark.parametrize("name", SCALES)
def test_every_scale_is_found_and_gives_the_same_answers(name: str) -> None:
    scale = SCALES[name]
    content = onnx_bytes(*weights_for(scale.scale, scale.offset))

    best = found(content).best

    assert best.name == name
    assert best.contract.output == "probabilities"
    np.testing.assert_array_equal(answered(content, best.contract).argmax(axis=1), answers())


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("transposed", [False, True])
def test_inverted_and_transposed_pictures_are_found(*, inverted: bool, transposed: bool) -> None:
    content = onnx_bytes(*weights_for(inverted=inverted, transposed=transposed))

    best = found(content).best

    assert (best.contract.inverted, best.contract.transposed) == (inverted, transposed)
    np.testing.assert_allclose(answered(content, best.contract), y_proba(), atol=1e-4)


@pytest.mark.parametrize("batch", ["n", 1, 128])
@pytest.mark.parametrize("shape", [(784,), (28, 28), (28, 28, 1), (1, 28, 28)])
def test_every_shape_and_batch_is_taken(shape: tuple[int, ...], batch: int | str) -> None:
    content = onnx_bytes(*classifier(), shape=shape, batch=batch)

    best = found(content).best

    assert best.contract.shape == shape
    assert best.contract.batch == (None if batch == "n" else batch)
    np.testing.assert_allclose(answered(content, best.contract), y_proba(), atol=1e-5)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("Softmax", "probabilities"), ("LogSoftmax", "log_probabilities"), ("", "logits")],
)
def test_probabilities_logits_and_logarithms_are_told_apart(answer: str, kind: str) -> None:
    content = onnx_bytes(*classifier(), answer=answer)

    best = found(content).best

    assert best.contract.output == kind
    np.testing.assert_allclose(answered(content, best.contract), y_proba(), atol=1e-5)


def test_ten_sigmoids_are_scores_divided_by_their_sum() -> None:
    content = onnx_bytes(*classifier(), answer="Sigmoid")

    best = found(content).best
    proba = answered(content, best.contract)

    assert best.contract.output == "scores"
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(proba.argmax(axis=1), answers())


def test_half_precision_answers_sum_to_one() -> None:
    content = onnx_bytes(*classifier(), half=True)

    proba = answered(content, found(content).best.contract)

    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(proba, y_proba(), atol=0.01)


def test_of_two_outputs_the_one_of_ten_columns_is_taken() -> None:
    best = found(onnx_bytes(*classifier(), extra=True)).best

    assert best.contract.output_name == "answer"


def test_another_order_of_the_classes_is_found_and_not_taken_by_itself() -> None:
    content = onnx_bytes(*weights_for(order=ALPHABETICAL))

    result = found(content)

    assert result.ordered is not None
    assert result.ordered.contract.class_order == ALPHABETICAL
    assert all(each.contract.class_order is None for each in result.tried)
    np.testing.assert_allclose(answered(content, result.best.contract), y_proba(), atol=1e-5)


def test_the_official_order_needs_no_question() -> None:
    assert found(onnx_bytes(*classifier())).ordered is None


@pytest.mark.parametrize(
    ("weights", "order"),
    [
        ({}, None),
        ({"inverted": True, "transposed": True}, None),
        ({"scale": 1 / 255**2}, None),
        ({"order": ALPHABETICAL}, ALPHABETICAL),
    ],
)
def test_a_slow_network_is_asked_about_few_images_first(
    monkeypatch: pytest.MonkeyPatch, weights: dict, order: tuple[int, ...] | None
) -> None:
    content = onnx_bytes(*weights_for(**weights))
    quick = found(content)
    monkeypatch.setattr(probing, "QUICK", -1.0)

    slow = found(content)

    assert slow.best == quick.best
    assert slow.best.contract.class_order == order
    assert {each.name for each in slow.tried} == {each.name for each in quick.tried}
    asked = [each.n for each in slow.tried]
    assert asked == sorted(asked, reverse=True)
    assert 5 <= asked.count(1000) <= 7
    assert asked.count(100) == len(asked) - asked.count(1000)


def test_close_contracts_are_told() -> None:
    kernel, _ = classifier()
    content = onnx_bytes(kernel, np.zeros(10, dtype=np.float32))  # without a bias, scale is all one

    result = found(content)

    assert result.best.name == "0..1", "another is 20 images better, and wrong in its confidence"
    assert result.best.accuracy < max(each.accuracy for each in result.tried)
    assert {"0..255", "0..1/255"} <= {each.name for each in result.close}


def test_of_contracts_about_as_accurate_the_confident_and_right_one_stands_first() -> None:
    def tried(name: str, accuracy: float, loss: float) -> probing.Tried:
        return probing.Tried(name, InputContract(), accuracy, loss, accuracy, 1000)

    rows = [
        tried("overconfident", 0.843, 2.48),
        tried("calm, and worse", 0.80, 0.1),
        tried("its own", 0.838, 0.455),
        tried("wrong", 0.4, 0.9),
    ]

    result = probing.Probe(tuple(probing.ranked(rows)), None, 1000)

    assert [each.name for each in result.tried] == [
        *("its own", "overconfident", "calm, and worse", "wrong"),
    ]
    assert [each.name for each in result.close] == ["overconfident"]


def test_a_network_of_other_data_is_refused() -> None:
    rng = np.random.default_rng(5)
    kernel = rng.normal(size=(784, 10)).astype(np.float32)
    content = onnx_bytes(kernel, np.zeros(10, dtype=np.float32))

    with pytest.raises(
        ImportingError, match=r"looks like a network for other data.*chance is 10 %"
    ):
        found(content)


@pytest.mark.parametrize("shape", [(28, 28, 3), (3, 28, 28), (32, 32), (1024,)])
def test_other_pictures_are_refused_with_both_shapes(shape: tuple[int, ...]) -> None:
    n = int(np.prod(shape))
    content = onnx_bytes(np.zeros((n, 10), np.float32), np.zeros(10, np.float32), shape=shape)
    received = ", ".join(map(str, shape))

    with pytest.raises(ImportingError, match=rf"of shape \({received}\): expected one of \(28, 28"):
        found(content)


@pytest.mark.parametrize("columns", [3, 11])
def test_other_numbers_of_classes_are_refused(columns: int) -> None:
    content = onnx_bytes(np.zeros((784, columns), np.float32), np.zeros(columns, np.float32))

    with pytest.raises(ImportingError, match=rf"shape \(any, 10\).*received answer.*{columns}"):
        found(content)


def test_a_complementary_error_function_is_written_in_operations_that_there_are() -> None:
    model = onnx.load_from_string(onnx_bytes(*classifier()))
    model.graph.node[-1].output[0] = "plain"
    model.graph.node.append(helper.make_node("Erfc", ["plain"], ["answer"]))

    _without_erfc(model)

    session = onnxruntime.InferenceSession(model.SerializeToString())
    pixels = PROBE.images[:3].astype(np.float32) / 255
    (raw,) = session.run(None, {session.get_inputs()[0].name: pixels})
    np.testing.assert_allclose(raw, erfc(softmax(logits(PROBE.images[:3]))), atol=1e-6)


def test_operations_that_onnx_does_not_have_are_named(tmp_path: Path) -> None:
    model = onnx.load_from_string(onnx_bytes(*classifier()))
    model.graph.node[0].op_type = "StatefulPartitionedCall"
    path = tmp_path / "m.onnx"
    onnx.save(model, path)

    with pytest.raises(ImportingError, match=r"does not have \(StatefulPartitionedCall\).*predic"):
        from_onnx(path, "m.onnx")


def test_a_list_of_dicts_becomes_a_table() -> None:
    """scikit-learn's converter hides probabilities in a ZipMap; the worker takes it away."""
    from fmnist.importing.graphs import _without_zipmap  # noqa: PLC0415

    model = onnx.load_from_string(onnx_bytes(*classifier()))
    node = helper.make_node(
        "ZipMap", ["answer"], ["dicts"], domain="ai.onnx.ml", classlabels_int64s=list(range(10))
    )
    model.graph.node.append(node)
    model.graph.output[0].name = "dicts"
    model.opset_import.append(helper.make_opsetid("ai.onnx.ml", 3))

    _without_zipmap(model)

    assert [output.name for output in model.graph.output] == ["answer"]
    assert model.graph.output[0].type.tensor_type.elem_type == TensorProto.FLOAT


def test_the_log_loss_is_scikit_learn_s() -> None:
    raw = logits(PROBE.images).astype(np.float32)
    expected = sklearn_log_loss(PROBE.labels, softmax(raw.astype(np.float64)))

    assert log_loss(raw, "logits", PROBE.labels) == pytest.approx(expected, rel=1e-5)
    proba = softmax(raw.astype(np.float64)).astype(np.float32)
    assert log_loss(proba, "probabilities", PROBE.labels) == pytest.approx(expected, rel=1e-4)


def test_the_log_loss_of_a_hand_worked_case() -> None:
    raw = np.full((2, 10), 0.05, dtype=np.float32)
    raw[0, 3], raw[1, 7] = 0.55, 0.55

    loss = log_loss(raw, "probabilities", np.array([3, 0], dtype=np.uint8))

    assert loss == pytest.approx(-(np.log(0.55) + np.log(0.05)) / 2, rel=1e-5)


def test_kinds_of_numbers_by_hand() -> None:
    even = np.full((3, 10), 0.1, dtype=np.float32)

    assert kind_of(even) == "probabilities"
    assert kind_of(even * 1.02) == "scores"
    assert kind_of(np.log(even)) == "log_probabilities"
    assert kind_of(even * 30) == "logits"
    assert kind_of(even - 0.5) == "logits"


def test_the_best_order_of_three_swapped_columns() -> None:
    labels = np.repeat(np.arange(10), 5).astype(np.uint8)
    swapped = np.array([2, 1, 4, 3, 0, 5, 6, 7, 8, 9])[labels]

    order = best_order(swapped, labels)

    assert (np.array(order)[swapped] == labels).all()
    assert order_sentence(order).startswith("column 0 is Coat, column 2 is T-shirt/top")


def test_a_contract_is_told_in_words() -> None:
    contract = InputContract(scale=1 / 255, inverted=True, transposed=True)

    assert meaning_of(contract) == "pixels divided by 255, dark on light, transposed"
    assert meaning_of(InputContract(scale=0.5)) == "0.5 times each pixel plus 0"
