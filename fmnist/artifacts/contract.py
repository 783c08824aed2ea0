"""What a model's graph wants of one image, and what its answer means: the input contract."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from fmnist.data.classes import IMAGE_SIDE, N_CLASSES

SHAPES: Final = (
    (IMAGE_SIDE, IMAGE_SIDE),
    (IMAGE_SIDE, IMAGE_SIDE, 1),
    (1, IMAGE_SIDE, IMAGE_SIDE),
    (IMAGE_SIDE * IMAGE_SIDE,),
)

OutputKind = Literal["probabilities", "logits", "log_probabilities", "scores"]
"""Scores are numbers of 0 and more that become probabilities when divided by their sum, such as ten
sigmoids, or the rounded probabilities of a quantised network."""
Finite = Annotated[float, Field(allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=500)]


class InputContract(BaseModel):
    """How raw pixels become what a graph reads, and how its output becomes probabilities.

    A pixel of 0 to 255 is put in its place (`transposed`), turned to 255 minus itself
    (`inverted`), and given to the graph as ``scale * pixel + offset``. Left as it is, the contract
    is that of our own models: raw pixels of shape (n, 28, 28) in, probabilities out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    shape: tuple[int, ...] = (IMAGE_SIDE, IMAGE_SIDE)
    """Of one image, without the batch axis; one of `SHAPES`."""
    batch: Annotated[int, Field(ge=1)] | None = None
    """The only number of images that the graph takes at once; None: any."""
    scale: Finite = 1.0
    offset: Finite = 0.0
    inverted: bool = False
    """Dark garments on light ground."""
    transposed: bool = False
    """Columns before rows."""
    class_order: tuple[int, ...] | None = None
    """The official label of each output column; None: the official order."""
    output: OutputKind = "probabilities"
    input_name: Name | None = None
    """None: the graph's only input."""
    output_name: Name | None = None
    """None: the output called ``probabilities``, or else the first."""
    features_name: Name | None = None
    """None: the output called ``features``, if there is one."""

    @field_validator("shape")
    @classmethod
    def _one_of_the_shapes(cls, shape: tuple[int, ...]) -> tuple[int, ...]:
        if shape not in SHAPES:
            known = ", ".join(map(str, SHAPES))
            raise ValueError(f"expected one of {known}, received {shape}")
        return shape

    @field_validator("scale")
    @classmethod
    def _pixels_are_not_lost(cls, scale: float) -> float:
        if scale == 0:
            raise ValueError("expected a scale other than 0, which makes all images the same")
        return scale

    @field_validator("class_order")
    @classmethod
    def _each_class_once(cls, order: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if order is not None and sorted(order) != list(range(N_CLASSES)):
            raise ValueError(f"expected each label of 0 to 9 once, received {order}")
        return order


def standardised(mean: float, deviation: float, *, largest: float = 1.0) -> tuple[float, float]:
    """Return scale and offset of ``(pixel / 255 * largest - mean) / deviation``."""
    return largest / (255 * deviation), -mean / deviation
