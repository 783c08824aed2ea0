"""What is wrong with a record, in sentences that fit on a screen."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import ValidationError

from fmnist.artifacts.files import visible

MOST_TOLD: Final = 8
LONGEST_TOLD: Final = 200
LARGEST_TOLD: Final = 10**20


def explain(name: str, error: ValidationError) -> Iterator[str]:
    """Turn pydantic's complaints into sentences; those beyond the first few are counted."""
    complaints = error.errors(include_url=False)
    for complaint in complaints[:MOST_TOLD]:
        field = ".".join(str(part) for part in complaint["loc"])
        what = f"{name}, field {visible(field)}" if field else name
        said = complaint["msg"].removeprefix("Value error, ").removesuffix(".")
        expected = visible(said, at_most=LONGEST_TOLD)
        if complaint["type"] == "missing":
            yield f"{what}: {expected}; it is missing."
        elif complaint["type"] == "json_invalid":
            yield f"{what}: {expected}."
        else:
            yield f"{what}: {expected}; received {_told(complaint['input'])}."
    if len(complaints) > MOST_TOLD:
        yield f"{name} has {len(complaints) - MOST_TOLD} more faults."


def _told(value: object) -> str:
    """Write what a field holds in a few words."""
    if isinstance(value, Mapping):
        return f"an object of {len(value)} fields"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return f"a list of {len(value)}"
    if isinstance(value, int) and abs(value) > LARGEST_TOLD:
        return f"a number of {int(value.bit_length() * math.log10(2)) + 1} digits"
    return visible(
        repr(value[:LONGEST_TOLD] if isinstance(value, str | bytes) else value), at_most=60
    )
