"""The picture of a network has a block for what computes, in the order of its graph."""

import pytest

from fmnist.artifacts import store
from fmnist.artifacts.record import Layer
from fmnist.report.architecture import blocks, size_text

SHIPPED = store.scan().models


def layer(
    name: str,
    kind: str,
    *shape: int,
    parameters: int = 0,
    inputs: tuple[str, ...] | None = None,
) -> Layer:
    return Layer(
        name=name,
        type=kind,
        output_shape=shape,
        parameters=parameters,
        multiply_accumulates=0,
        inputs=inputs,
    )


def blocks_of(*layers: Layer):
    return blocks(SHIPPED[0].record.model_copy(update={"layers": layers}))


def test_an_older_record_is_one_chain() -> None:
    found = blocks_of(
        layer("pixels", "InputLayer", 28, 28),
        layer("scale", "Rescaling", 28, 28),
        layer("convolution", "Conv2D", 26, 26, 8, parameters=80),
        layer("normalise", "BatchNormalization", 26, 26, 8, parameters=32),
        layer("relu", "Activation", 26, 26, 8),
        layer("probabilities", "Dense", 10, parameters=90),
    )

    assert [(block.name, block.row, block.lanes) for block in found] == [
        ("pixels", 0, 1),
        ("convolution", 1, 1),
        ("probabilities", 2, 1),
    ]
    assert found[0].note == "then scaled"
    assert found[1].title == "Convolution: 8 maps of 26 by 26"
    assert found[1].note == "80 parameters · then normalised, activated"


def test_what_reads_the_same_stands_side_by_side() -> None:
    found = blocks_of(
        layer("pixels", "InputLayer", 28, 28, inputs=()),
        layer("turn", "Permute", 28, 28, inputs=("pixels",)),
        layer("rows", "GRU", 28, 16, parameters=9, inputs=("pixels",)),
        layer("columns", "GRU", 28, 16, parameters=9, inputs=("turn",)),
        layer("joined", "Concatenate", 28, 32, inputs=("rows", "columns")),
        layer("probabilities", "Dense", 10, parameters=9, inputs=("joined",)),
    )

    assert [(block.name, block.row, block.lane, block.lanes) for block in found] == [
        ("pixels", 0, 0, 1),
        ("rows", 1, 0, 2),
        ("columns", 1, 1, 2),
        ("probabilities", 2, 0, 1),
    ]
    assert found[2].note == "columns · 9 parameters"


def test_a_shortcut_does_not_move_what_comes_after_both_ways() -> None:
    found = blocks_of(
        layer("pixels", "InputLayer", 28, 28, inputs=()),
        layer("first", "Conv2D", 28, 28, 8, parameters=9, inputs=("pixels",)),
        layer("second", "Conv2D", 28, 28, 8, parameters=9, inputs=("first",)),
        layer("sum", "Add", 28, 28, 8, inputs=("first", "second")),
        layer("third", "Conv2D", 28, 28, 8, parameters=9, inputs=("sum",)),
    )

    assert [block.row for block in found] == [0, 1, 2, 3]


def test_a_layer_of_an_unknown_type_is_drawn_if_it_has_learned_anything() -> None:
    found = blocks_of(
        layer("pixels", "InputLayer", 28, 28),
        layer("attention", "Attention", 28, 16, parameters=9),
        layer("noise", "GaussianNoise", 28, 16),
    )

    assert [block.title for block in found[1:]] == ["Attention: 16 numbers at each of 28 steps"]


@pytest.mark.parametrize("model", SHIPPED, ids=lambda model: model.key)
def test_every_shipped_model_is_drawn_from_its_image_to_ten_numbers(model) -> None:
    found = blocks(model.record)
    drawn = {block.name for block in found}

    assert found[0].title == "Image: 28 by 28 pixels"
    last = "Mean of the answers" if model.record.members else "Neurons"
    assert found[-1].title == f"{last}: 10 numbers"
    learned = {layer.name for layer in model.record.layers if layer.parameters}
    beside = {each.name for each in model.record.layers if each.type == "BatchNormalization"}
    assert learned - beside <= drawn


def test_sizes_in_words() -> None:
    assert size_text((7, 7, 48)) == "48 maps of 7 by 7"
    assert size_text((28, 28), "InputLayer") == "28 by 28 pixels"
    assert size_text((14, 256)) == "256 numbers at each of 14 steps"
    assert size_text((1600,)) == "1,600 numbers"
