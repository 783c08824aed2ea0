"""Slices in words, and their images; what does not depend on a choice is computed once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.dataset import Split
from fmnist.data.image_list import from_list_token
from fmnist.errors import DataError
from fmnist.evaluation.contracts import Flags, Floats, Ints
from fmnist.evaluation.image_properties import PROPERTIES, image_properties
from fmnist.evaluation.label_quality import label_quality, most_doubtful
from fmnist.evaluation.slice_search import Candidate, SliceSearch, candidates, search
from fmnist.evaluation.slices import Range, Slice, in_slice, read_slice
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet

NONE: Final = np.zeros(0, dtype=np.int64)
DOUBTFUL: Final = 100
"""As many as the page of doubtful labels shows."""


@lru_cache(maxsize=2)
def properties_of(split: Split) -> Mapping[str, Floats]:
    """Return every property of every test image; takes about half a second, once."""
    return image_properties(split.images, split.labels)


@lru_cache(maxsize=2)
def doubtful_labels(evaluation_set: EvaluationSet) -> Ints:
    """Return the images whose label all models together doubt most; none without probabilities."""
    stating = [one.y_proba for one in evaluation_set.models if one.states_probabilities]
    if not stating:
        return NONE
    return most_doubtful(label_quality(evaluation_set.split.labels, stating), top=DOUBTFUL)


@lru_cache(maxsize=2)
def looked_at(split: Split) -> tuple[Candidate, ...]:
    """Return the slices that are looked at for every model."""
    return candidates(properties_of(split), split.labels)


@lru_cache(maxsize=8)
def found_slices(evaluated: tuple[EvaluatedModel, ...], split: Split) -> SliceSearch:
    """Return where these models are worse than on the other images; rows in their order."""
    return search(np.stack([one.correct for one in evaluated]), looked_at(split))


def slice_of(text: str) -> Slice:
    """Read a slice out of an address, and make sure that its list is one.

    Raises
    ------
    ValueError
        It is none: what was expected, as a sentence that follows "but".
    """
    part = read_slice(text)
    try:
        listed_in(part)
    except DataError as error:
        raise ValueError("its list of images is damaged. Choose the images again.") from error
    return part


def listed_in(part: Slice) -> Ints:
    """Return the images of a slice's list, none where it has no list."""
    return from_list_token(part.images) if part.images else NONE


def images_of(part: Slice, evaluation_set: EvaluationSet) -> Flags:
    """Return which test images are in a slice, bool of shape (10000,)."""
    split = evaluation_set.split
    return in_slice(
        part,
        properties_of(split),
        split.labels,
        doubtful=doubtful_labels(evaluation_set) if part.doubtful else NONE,
        listed=listed_in(part),
    )


def slice_text(part: Slice) -> str:
    """Say which conditions hold in a slice."""
    told = [_either([CLASS_NAMES[label] for label in part.classes])] if part.classes else []
    told += [range_text(each) for each in part.ranges]
    if part.doubtful:
        told.append(f"among the {DOUBTFUL} most doubtful labels")
    if part.images:
        how = "by what a model answers" if part.by_answers else "one by one"
        told.append(f"{text.images(len(listed_in(part)))} chosen {how}")
    said = ", ".join(told) or "all images"
    return f"{said[0].upper()}{said[1:]}"


def range_text(each: Range) -> str:
    """Say which values of a property are meant, such as "share of ink below 0.4"."""
    name = PROPERTIES[each.key].name
    return f"{name[0].lower()}{name[1:]} {_values(each)}"


def mark_text(part: Slice) -> str:
    """Say the same of a class and ranges as briefly as a chart can, such as "Shirt, ink 0.4+"."""
    told = [CLASS_NAMES[label] for label in part.classes]
    told += [f"{each.key} {_values(each, at_least='{:g}+')}" for each in part.ranges]
    said = ", ".join(told)
    return f"{said[0].upper()}{said[1:]}"


def _values(each: Range, *, at_least: str = "at least {:g}") -> str:
    if each.low is None:
        return f"below {each.high:g}"
    return at_least.format(each.low) if each.high is None else f"{each.low:g} to {each.high:g}"


def share_text(candidate: Candidate) -> str:
    """Say how large a slice is beside what it is a part of, such as "212 of 1,000 shirts"."""
    n = f"{int(candidate.inside.sum()):,}"
    whole = int(candidate.whole.sum())
    if candidate.of == 1 or not candidate.part.classes:
        return f"{n} images"
    return f"{n} of {whole:,} {text.PLURALS[candidate.part.classes[0]]}"


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
