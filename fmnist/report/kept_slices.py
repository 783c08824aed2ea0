"""The slices that a person kept: a name and conditions each, as the browser stores them."""

from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from fmnist.artifacts.complaints import explain
from fmnist.errors import ReportError
from fmnist.evaluation.slices import LONGEST_SLICE
from fmnist.views.parts.slices import slice_of
from fmnist.views.parts.view import Strict
from fmnist.views.slices import LONGEST_NAME, plain_name

MOST_KEPT: Final = 50
LARGEST_FILE: Final = 1_000_000
"""Bytes; 50 slices of the longest lists take about 130,000."""


class KeptSlice(Strict):
    """One slice that a person named."""

    name: Annotated[str, Field(max_length=LONGEST_NAME)]
    slice: Annotated[str, Field(min_length=1, max_length=LONGEST_SLICE)]

    @field_validator("name")
    @classmethod
    def _in_one_line(cls, name: str) -> str:
        return plain_name(name)

    @field_validator("slice")
    @classmethod
    def _is_a_slice(cls, text: str) -> str:
        return slice_of(text).text


class KeptSlices(Strict):
    """What the browser stores, the first one kept first."""

    schema_version: Literal[1] = 1
    slices: Annotated[tuple[KeptSlice, ...], Field(max_length=MOST_KEPT)] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "KeptSlices":
        if len({each.slice for each in self.slices}) != len(self.slices):
            raise ValueError("a slice may be kept only once")
        return self


def to_text(kept: tuple[KeptSlice, ...]) -> str:
    """Return what is stored."""
    return KeptSlices(slices=kept).model_dump_json()


def from_text(content: bytes) -> tuple[KeptSlice, ...]:
    """Read what was stored, trusting nothing.

    Raises
    ------
    ReportError
        What is wrong with it, in a sentence.
    """
    if len(content) > LARGEST_FILE:
        raise ReportError(
            f"The slices that this browser kept take {len(content):,} bytes: expected at most "
            f"{LARGEST_FILE:,}."
        )
    try:
        return KeptSlices.model_validate_json(content).slices
    except ValidationError as error:
        raise ReportError(next(explain("The slices that this browser kept", error))) from error


def joined(kept: tuple[KeptSlice, ...], more: tuple[KeptSlice, ...]) -> tuple[KeptSlice, ...]:
    """Return both, one of the same conditions under its later name, at most `MOST_KEPT`."""
    by_slice = {each.slice: each for each in (*kept, *more)}
    return tuple(by_slice.values())[:MOST_KEPT]
