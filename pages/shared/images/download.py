"""Take the images of a gallery away: as a table, as one picture, as a link to exactly these."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.dataset import Split
from fmnist.data.image_list import to_list_token
from fmnist.report.contact_sheet import contact_sheet
from fmnist.report.tables import predictions_csv
from fmnist.text import images
from fmnist.views.parts.markdown import literal
from fmnist.views.parts.pictures import captioned
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.components.copy_link import copy_link

MOST_ON_SHEET: Final = 300
Indices = npt.NDArray[np.int64]


def offer_images(
    ordered: Indices,
    on_page: Indices,
    evaluated_models: Sequence[EvaluatedModel],
    *,
    focus: EvaluatedModel,
    key: str,
    label: str,
) -> None:
    """Offer the images of a gallery; each file is made when it is asked for.

    Parameters
    ----------
    ordered
        All of its images in their order, shape (n,).
    on_page
        Those that are in view, for a sheet of fewer than all.
    evaluated_models
        Whose answers stand in the table.
    focus
        Whose answers stand on the sheet.
    key
        Distinguishes the galleries of one page.
    label
        What the images are.
    """
    split, n = cache.test_split(), len(ordered)
    on_sheet = ordered if n <= MOST_ON_SHEET else on_page
    answers = len(evaluated_models)
    offer_files(
        ordered,
        f"The table has each one's index, true label and the answers of "
        f"{'one model' if answers == 1 else f'{answers} models'}; the sheet, those of {focus.name}",
        table=partial(_table, ordered, evaluated_models, split),
        sheet=partial(_sheet, on_sheet, focus, split, label),
        on_sheet=len(on_sheet),
        key=key,
        label=label,
    )


def offer_files(
    ordered: Indices,
    says: str,
    *,
    table: Callable[[], bytes],
    sheet: Callable[[], bytes],
    on_sheet: int,
    key: str,
    label: str,
) -> None:
    """Offer a table, a contact sheet and a link; each file is made when it is asked for.

    Parameters
    ----------
    ordered, key, label
        As in `offer_images`.
    says
        What table and sheet hold, without a full stop.
    table, sheet
        Make the CSV and the PNG.
    on_sheet
        How many images the sheet shows.
    """
    n = len(ordered)
    with st.popover("Take these images", icon=":material/download:", key=f"{key}_take"):
        st.caption(f"{literal(f'{images(n)} in the order shown. {says}')}.")
        st.download_button(
            f"Table of {images(n)} (CSV)",
            table,
            f"fashion-mnist-{n}-images.csv",
            "text/csv",
            key=f"{key}_csv",
            icon=":material/table:",
            on_click="ignore",
        )
        st.download_button(
            f"Contact sheet of {'' if on_sheet == n else 'this page, '}{images(on_sheet)} (PNG)",
            sheet,
            f"fashion-mnist-{on_sheet}-images.png",
            "image/png",
            key=f"{key}_sheet",
            icon=":material/grid_on:",
            on_click="ignore",
        )
        st.caption(f"A link to exactly {'this image' if n == 1 else f'these {images(n)}'}:")
        copy_link(
            f"samples?{urlencode({'images': to_list_token(ordered)})}",
            label=f"link to {images(n)}: {label}",
            key=f"{key}_link",
        )


def _table(ordered: Indices, evaluated_models: Sequence[EvaluatedModel], split: Split) -> bytes:
    return predictions_csv(evaluated_models, split.labels, ordered)


def _sheet(ordered: Indices, focus: EvaluatedModel, split: Split, label: str) -> bytes:
    return contact_sheet(
        [captioned(split, index, focus) for index in ordered.tolist()],
        title=f"{label}: {images(len(ordered))}",
        under=f"Under each: test index, true label, and what {focus.name} predicts",
    )
