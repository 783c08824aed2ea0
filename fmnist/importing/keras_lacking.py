"""What Keras 2 had and today's Keras has not, or has but cannot write as ONNX. For the worker."""

from typing import Any, Final

HARD_SIGMOID: Final = "hard_sigmoid_of_keras_2"
THRESHOLDED: Final = "ThresholdedReLU"


def parts_of_keras_2() -> dict[str, Any]:
    """Return them by the names under which configurations here ask for them."""
    import keras  # noqa: PLC0415 - in the worker

    class ThresholdedReLU(keras.layers.Layer):  # type: ignore[misc]  # Keras is untyped
        """``x`` where it is larger than theta, else 0."""

        def __init__(self, theta: float = 1.0, **options: Any) -> None:  # noqa: ANN401 - Keras'
            super().__init__(**options)
            self.theta = float(theta)

        def call(self, inputs: Any) -> Any:  # noqa: ANN401 - a tensor
            return inputs * keras.ops.cast(inputs > self.theta, inputs.dtype)

        def compute_output_shape(self, input_shape: Any) -> Any:  # noqa: ANN401 - a shape
            return input_shape

    def hard_sigmoid(x: Any) -> Any:  # noqa: ANN401 - a tensor
        return keras.ops.clip(0.2 * x + 0.5, 0, 1)

    return {HARD_SIGMOID: hard_sigmoid, THRESHOLDED: ThresholdedReLU}


def make_writable(model: Any) -> None:  # noqa: ANN401 - a Keras model
    """Compute what an export would leave out in a way that it can write, with the same answers.

    What a Normalization was adapted to would become an input, so it is made part of the graph.
    Convolutions in groups are compiled apart from the rest, so each group is computed by itself.
    """
    import keras  # noqa: PLC0415 - in the worker

    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.mean = keras.ops.convert_to_numpy(layer.mean)
            layer.variance = keras.ops.convert_to_numpy(layer.variance)
        elif getattr(layer, "groups", 1) > 1 and hasattr(layer, "convolution_op"):
            layer.convolution_op = _by_groups(layer)
        elif isinstance(layer, keras.Model):
            make_writable(layer)


def _by_groups(layer: Any) -> Any:  # noqa: ANN401 - a convolution and what computes it
    from keras import ops  # noqa: PLC0415 - in the worker

    channels = 1 if layer.data_format == "channels_first" else -1

    def convolve(inputs: Any, kernel: Any) -> Any:  # noqa: ANN401 - tensors
        told = [
            ops.conv(
                part,
                kernel_of_part,
                strides=list(layer.strides),
                padding=layer.padding,
                dilation_rate=layer.dilation_rate,
                data_format=layer.data_format,
            )
            for part, kernel_of_part in zip(
                ops.split(inputs, layer.groups, axis=channels),
                ops.split(kernel, layer.groups, axis=-1),
                strict=True,
            )
        ]
        return ops.concatenate(told, axis=channels)

    return convolve
