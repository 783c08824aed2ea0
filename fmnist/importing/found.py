"""What a file turned out to be, what its owner says of it, and the record that both make."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fmnist.artifacts import store
from fmnist.artifacts.record import (
    SCHEMA_VERSION,
    DataFingerprint,
    Family,
    ImportedFile,
    Layer,
    ModelRecord,
)
from fmnist.data import fingerprints
from fmnist.importing.candidates import meaning_of
from fmnist.importing.probe import Probe, Tried
from fmnist.importing.scoring import order_sentence

LONGEST_TEXT: Final = 2000


@dataclass(frozen=True)
class Found:
    """What a file turned out to be.

    Attributes
    ----------
    name, form : str
        What its owner calls it, and what kind of file it is.
    sha256, size : str, int
        Of the file; of a folder, of all its files.
    folder : Path
        Where the worker left what it made.
    probe : Probe or None
        Of a model; None of predictions.
    parameters, layers, family
        As far as the file tells.
    stated : {"probabilities", "labels"} or None
        Of predictions.
    notes : tuple of str
        What was found, a sentence each.
    order : tuple of int or None
        Of predictions: the classes in the order that would make many more of them right.
    order_note : str
        What that order is, and what it would change.
    """

    name: str
    form: str
    sha256: str
    size: int
    folder: Path
    probe: Probe | None = None
    parameters: int | None = None
    layers: tuple[Layer, ...] = ()
    family: Family = "other"
    stated: str | None = None
    notes: tuple[str, ...] = ()
    order: tuple[int, ...] | None = None
    order_note: str = ""

    @property
    def another_order(self) -> str:
        """What to ask its owner of the order of the classes; empty where there is no question."""
        if self.probe is None or self.probe.ordered is None:
            return self.order_note
        ordered = self.probe.ordered
        order = order_sentence(ordered.contract.class_order or ())
        return (
            f"In the official order of the classes at most "
            f"{100 * self.probe.tried[0].accuracy:.1f} % are right; with {ordered.name} "
            f"and another order ({order}) {100 * ordered.accuracy:.1f} % are."
        )


@dataclass(frozen=True)
class Details:
    """What only a model's owner can say of it.

    Attributes
    ----------
    display_name : str
        Up to 40 characters; no other model may have it.
    family : {"ann", "rnn", "cnn", "other"} or None
        None: as the file tells.
    source : str
        Where it comes from.
    claimed_accuracy : float or None
        0 to 1, on the test images, by its source.
    """

    display_name: str
    family: Family | None = None
    source: str = ""
    claimed_accuracy: float | None = None


def record_of(
    found: Found, details: Details, chosen: Tried | None, *, key: str, name: str, reorder: bool
) -> ModelRecord:
    """Return the record of a model that came in: what is known, and null for what is not."""
    notes = list(found.notes)
    if chosen is not None and found.probe is not None:
        notes.append(
            f"On {found.probe.n:,} training images {100 * chosen.accuracy:.1f} % are right with "
            f"{meaning_of(chosen.contract)}."
        )
        if chosen.contract.class_order is not None:
            order = order_sentence(chosen.contract.class_order)
            notes.append(f"Its owner agreed to another order of the classes: {order}.")
    elif reorder and found.order is not None:
        order = order_sentence(found.order)
        notes.append(f"Its owner agreed to another order of the classes: {order}.")
    what = "A model" if found.probe is not None else f"Predictions ({found.stated})"
    return ModelRecord(
        schema_version=SCHEMA_VERSION,
        key=key,
        display_name=name,
        family=details.family or found.family,
        description=f"{what} imported from {found.name} ({found.form}).",
        source=details.source.strip()[:LONGEST_TEXT] or found.name,
        claimed_accuracy=details.claimed_accuracy,
        layers=found.layers,
        parameters=found.parameters,
        multiply_accumulates=_sum_or_none(found.layers),
        training={},
        seed=None,
        runs=(),
        data=DataFingerprint(
            dataset="fashion-mnist",
            train_images=None,
            train_labels=None,
            test_images=fingerprints.TEST_IMAGES,
            test_labels=fingerprints.TEST_LABELS,
        ),
        validation=None,
        environment=None,
        training_seconds=None,
        inference=(),
        contract=chosen.contract if chosen is not None else None,
        command=f"python -m fmnist import {found.name}",
        files=dict.fromkeys(
            (store.PREDICTIONS_FILE, *([store.GRAPH_FILE] if found.probe is not None else [])),
            "0" * 64,  # the store fills in the hashes
        ),
        origin="predictions" if found.probe is None else "imported",
        imported=ImportedFile(
            name=found.name[:LONGEST_TEXT],
            sha256=found.sha256,
            size=found.size,
            form=found.form if found.stated is None else f"{found.stated}, {found.form}",
            notes=tuple(notes),
        ),
    )


def _sum_or_none(layers: tuple[Layer, ...]) -> int | None:
    return sum(layer.multiply_accumulates for layer in layers) or None
