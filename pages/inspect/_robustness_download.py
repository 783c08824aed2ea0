"""The images that a corruption costs a model, to be taken away as the model saw them."""

from functools import partial

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES
from fmnist.explanation.corruptions import Corruption, corrupt
from fmnist.report.contact_sheet import contact_sheet
from fmnist.report.tables import to_csv
from fmnist.text import images, percent
from fmnist.views.parts.content import Picture
from fmnist.views.robustness import Asked
from pages.shared import cache
from pages.shared.images.download import MOST_ON_SHEET, offer_files

Indices = npt.NDArray[np.int64]


def offer_lost(
    ordered: Indices, on_page: Indices, one: Asked, corruption: Corruption, severity: int
) -> None:
    """Offer the images, corrupted, with the answers to them."""
    on_sheet = ordered if len(ordered) <= MOST_ON_SHEET else on_page
    pixels = cache.test_split().images
    said = corruption.text(severity)
    offer_files(
        ordered,
        f"The table has each one's index, true label and what {one.one.name} predicts, unchanged "
        f"and {said}; the sheet shows them {said}. The link leads to the unchanged images",
        table=partial(_table, ordered, one, said, severity),
        sheet=partial(_sheet, on_sheet, one, pixels, corruption, severity),
        on_sheet=len(on_sheet),
        key="flips",
        label=f"Lost by {one.one.name}, {said}",
    )


def _table(ordered: Indices, one: Asked, said: str, severity: int) -> bytes:
    name = one.one.name
    head = (
        "Image",
        "True label",
        f"{name}: predicted label, unchanged",
        f"{name}: predicted label, {said}",
        f"{name}: confidence, {said}",
    )
    labels = (one.one.y_true, one.one.y_pred, one.y_pred[severity - 1])
    named = ([CLASS_NAMES[label] for label in each[ordered]] for each in labels)
    sure = [f"{share / 255:.3f}" for share in one.confidences[severity - 1, ordered].tolist()]
    return to_csv((head, *zip(ordered.tolist(), *named, sure, strict=True)))


def _sheet(
    shown: Indices,
    one: Asked,
    pixels: npt.NDArray[np.uint8],
    corruption: Corruption,
    severity: int,
) -> bytes:
    seen = corrupt(pixels[shown], corruption, severity, shown)
    guesses, sure = (each[severity - 1, shown] for each in (one.y_pred, one.confidences))
    said = corruption.text(severity)
    return contact_sheet(
        [
            Picture(
                index=index,
                pixels=as_seen,
                alt="",
                lines=(
                    f"{index}",
                    f"true {CLASS_NAMES[true]}",
                    f"predicted {CLASS_NAMES[guess]}",
                    percent(share / 255),
                ),
            )
            for index, as_seen, true, guess, share in zip(
                shown.tolist(), seen, one.one.y_true[shown], guesses, sure.tolist(), strict=True
            )
        ],
        title=f"Lost by {one.one.name}, {said}: {images(len(shown))}",
        under=f"Under each: test index, true label, and what {one.one.name} predicts",
    )
