"""The layer table of a Keras model, with multiply-accumulates counted by hand.

One multiply-accumulate is one product added to a sum. Only products with weights count: dense,
convolutional and recurrent kernels. Biases, activations, pooling and normalisation do not.
"""

import math
from collections.abc import Iterator
from typing import Any

import keras

from fmnist.artifacts.record import Layer


def layer_table(model: keras.Model) -> tuple[Layer, ...]:
    """Describe every layer of a built model, in order."""
    listed = {layer.name for layer in model.layers}
    return tuple(_describe(layer, listed) for layer in model.layers)


def _describe(layer: keras.Layer, listed: set[str]) -> Layer:
    wrapped = getattr(layer, "forward_layer", None)
    name = type(layer).__name__
    return Layer(
        name=layer.name,
        type=f"{name}({type(wrapped).__name__})" if wrapped is not None else name,
        output_shape=_shape(layer.output.shape),
        parameters=int(layer.count_params()),
        multiply_accumulates=multiply_accumulates(layer),
        inputs=tuple(name for name in _inputs(layer) if name in listed),
    )


def _inputs(layer: keras.Layer) -> tuple[str, ...]:
    """Return the names of the layers that a layer reads.

    A Sequential does not list its input layer, which its first layer reads all the same.
    """
    names = [name for node in _uses(layer) for name in _read_by(node)]
    return tuple(dict.fromkeys(names))


def _read_by(node: Any) -> Iterator[str]:  # noqa: ANN401 - a node of Keras' graph
    """Yield the layers before a node, through operations that are no layers, such as a flip."""
    for parent in node.parent_nodes:
        if isinstance(parent.operation, keras.Layer):
            yield parent.operation.name
        else:
            yield from _read_by(parent)


def _uses(layer: keras.Layer) -> list[Any]:
    """Return the places of a layer in its graph; a member of an ensemble may have two."""
    return list(layer._inbound_nodes)  # noqa: SLF001 - Keras has no public way to a graph's edges


def multiply_accumulates(layer: keras.Layer) -> int:
    """Count the multiply-accumulates of one layer for one image."""
    layers = keras.layers
    if isinstance(layer, keras.Model):
        return len(_uses(layer)) * sum(multiply_accumulates(inner) for inner in layer.layers)
    if isinstance(layer, layers.Bidirectional):
        steps = _steps(layer)
        return _recurrent(layer.forward_layer, steps) + _recurrent(layer.backward_layer, steps)
    if isinstance(layer, layers.RNN):
        return _recurrent(layer, _steps(layer))
    if isinstance(layer, layers.SeparableConv2D):
        kernels = math.prod(layer.depthwise_kernel.shape) + math.prod(layer.pointwise_kernel.shape)
        return _positions(layer) * int(kernels)
    if isinstance(layer, (layers.Dense, layers.Conv1D, layers.Conv2D, layers.DepthwiseConv2D)):
        return _positions(layer) * int(math.prod(layer.kernel.shape))
    return 0


def _recurrent(layer: keras.Layer, steps: int) -> int:
    cell = layer.cell
    return int(steps * (math.prod(cell.kernel.shape) + math.prod(cell.recurrent_kernel.shape)))


def _steps(layer: keras.Layer) -> int:
    return int(layer.input.shape[1])


def _positions(layer: keras.Layer) -> int:
    """Return the number of places at which a dense or channels-last layer is evaluated."""
    return math.prod(_shape(layer.output.shape)[:-1])


def _shape(shape: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(int(axis) for axis in shape[1:] if axis is not None)
