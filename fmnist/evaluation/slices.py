"""A slice: a part of the test images that is named by conditions, all of which must hold.

Its form in an address is ``class:6,ink:0.2-0.4``: true Shirt, and ink on 20 to 40 % of the picture.
A range holds its lower end and not its upper one, so that neighbours share no image; an end that is
left out is none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fmnist.evaluation.contracts import Flags, Floats, Ints, Labels
from fmnist.evaluation.image_properties import PROPERTIES

LONGEST_SLICE: Final = 2300
"""Characters: of the longest list of images with every condition."""
DIGITS: Final = re.compile(r"\d(?:_\d){0,9}", re.ASCII)
ENDS: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)?-(\d{1,3}(?:\.\d{1,4})?)?", re.ASCII)
EXAMPLE: Final = "class:6,ink:0.2-0.4"
LISTS: Final = {"images": False, "answers": True}
"""Whether a list was chosen by what a model answers."""
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """Values of one property.

    Attributes
    ----------
    key : str
        Of `PROPERTIES`.
    low, high : float or None
        ``low <= value < high``; None for no end.
    """

    key: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """Conditions that an image must meet; the default lets every image pass.

    Attributes
    ----------
    classes : tuple of int
        Its true label is one of these; none stands for any.
    ranges : tuple of Range
        At most one for each property.
    doubtful : bool
        It is among the images whose official label all models together doubt most.
    images : str
        It stands in this list, as `fmnist.data.image_list` packs it; empty for no list.
    by_answers : bool
        That list was chosen by what a model answers, not by what the images are.
    """

    classes: tuple[int, ...] = ()
    ranges: tuple[Range, ...] = ()
    doubtful: bool = False
    images: str = ""
    by_answers: bool = False

    @property
    def text(self) -> str:
        """Its form in an address; of the same conditions always the same."""
        parts = [f"class:{'_'.join(map(str, sorted(self.classes)))}"] if self.classes else []
        order = list(PROPERTIES)
        parts += [
            f"{each.key}:{_number(each.low)}-{_number(each.high)}"
            for each in sorted(self.ranges, key=lambda one: order.index(one.key))
        ]
        if self.doubtful:
            parts.append("doubtful")
        if self.images:
            parts.append(f"{'answers' if self.by_answers else 'images'}:{self.images}")
        return ",".join(parts)

    @property
    def goes_by_answers(self) -> bool:
        """Whether models' own answers decide which images are in it."""
        return self.doubtful or self.by_answers


def read_slice(text: str) -> Slice:
    """Read a slice out of an address; whoever unpacks its list tells whether it is one.

    Raises
    ------
    ValueError
        It is none: what was expected, as a sentence that follows "but".
    """
    if len(text) > LONGEST_SLICE:
        raise ValueError(f"a slice has at most {LONGEST_SLICE:,} characters.")
    known = ("class", *PROPERTIES, "doubtful", *LISTS)
    said: dict[str, str] = {}
    for part in text.split(",") if text else ():
        key, _, value = part.partition(":")
        if key not in known:
            raise ValueError(f"a slice is made of {', '.join(known)}, such as {EXAMPLE}.")
        if key in said:
            raise ValueError(f"{key} can stand in a slice only once.")
        said[key] = value
    if len(said.keys() & LISTS) > 1:
        raise ValueError("a slice holds one list, images or answers.")
    listed = next((key for key in LISTS if key in said), "")
    return Slice(
        classes=_classes(said["class"]) if "class" in said else (),
        ranges=tuple(_range(key, said[key]) for key in PROPERTIES if key in said),
        doubtful=_doubtful(said.get("doubtful")),
        images=_listed(said[listed]) if listed else "",
        by_answers=LISTS.get(listed, False),
    )


def in_slice(
    part: Slice,
    properties: Mapping[str, Floats],
    y_true: Labels,
    *,
    doubtful: Ints,
    listed: Ints,
) -> Flags:
    """Return which images meet all conditions.

    Parameters
    ----------
    part : Slice
    properties : mapping of ndarray of float64, shape (n,)
        From `fmnist.evaluation.image_properties.image_properties`.
    y_true : ndarray of shape (n,), integer
    doubtful : ndarray of shape (count,), integer
        The images with the most doubtful labels; asked for where they are a condition.
    listed : ndarray of shape (count,), integer
        The images of its list, likewise.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    inside = np.ones(len(y_true), dtype=np.bool_)
    if part.classes:
        inside &= np.isin(y_true, part.classes)
    for each in part.ranges:
        values = properties[each.key]
        if each.low is not None:
            inside &= values >= each.low
        if each.high is not None:
            inside &= values < each.high
    for wanted, images in ((part.doubtful, doubtful), (bool(part.images), listed)):
        if wanted:
            among = np.zeros(len(y_true), dtype=np.bool_)
            among[images] = True
            inside &= among
    return inside


def _classes(value: str) -> tuple[int, ...]:
    if not DIGITS.fullmatch(value):
        raise ValueError("class needs labels of 0 to 9, such as class:6 or class:0_6.")
    return tuple(sorted({int(digit) for digit in value.split("_")}))


def _range(key: str, value: str) -> Range:
    found = ENDS.fullmatch(value)
    ends = found.groups() if found else (None, None)
    low, high = (None if end is None else float(end) for end in ends)
    if low is None and high is None:
        raise ValueError(
            f"{key} needs a range of numbers from 0 to 999, such as {key}:0.2-0.4, {key}:0.2- or "
            f"{key}:-0.4."
        )
    if low is not None and high is not None and low >= high:
        raise ValueError(f"{key} needs a range whose first number is the smaller one.")
    return Range(key, low, high)


def _doubtful(value: str | None) -> bool:
    if value:
        raise ValueError("doubtful stands alone, without a value.")
    return value is not None


def _listed(value: str) -> str:
    if not TOKEN.fullmatch(value):
        raise ValueError("the list of images in it is damaged. Choose the images again.")
    return value


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
