"""A contact sheet shows each image pixel for pixel; its captions stand under it, never over it."""

import io

import numpy as np
import oracle
import pytest
from PIL import Image

from fmnist.report.charts.raster import load_font
from fmnist.report.contact_sheet import (
    CELL,
    COLUMNS,
    SCALE,
    SIZE,
    TILE,
    contact_sheet,
    fitted,
    place_of,
)
from fmnist.views.parts.pictures import captioned


def drawn(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)))


@pytest.mark.parametrize("n", [1, COLUMNS, 2 * COLUMNS + 3])
def test_every_image_stands_whole_in_the_order_asked_for(evaluation_set, n) -> None:
    best = evaluation_set.models[0]
    order = np.random.default_rng(1).permutation(10_000)[:n].tolist()

    sheet = drawn(
        contact_sheet(
            [captioned(evaluation_set.split, index, best) for index in order],
            title="Shirts",
            under="Under each: its index",
        )
    )

    for at, index in enumerate(order):
        left, top = place_of(at, 4)
        tile = sheet[top : top + TILE, left : left + TILE]
        expected = oracle.images()[index].repeat(SCALE, axis=0).repeat(SCALE, axis=1)
        assert (tile == expected[..., None]).all()
        caption = sheet[top + TILE + 2 : top + TILE + 60, left : left + CELL]
        assert caption.min() < 120
    last_row = place_of(n - 1, 4)[1]
    assert last_row + TILE < sheet.shape[0]
    assert (sheet[-8:] == 255).all()
    assert (sheet[:, -8:] == 255).all()


def test_each_image_says_its_index_its_label_and_the_answer(evaluation_set, truths) -> None:
    best = evaluation_set.models[0]
    truth = truths[0]
    lost = int(np.flatnonzero(truth.y_pred != oracle.labels())[0])

    said = captioned(evaluation_set.split, lost, best).lines

    share = f"{100 * truth.y_proba[lost].max():.1f}"
    assert said[:3] == (
        str(lost),
        f"true {oracle.CLASSES[oracle.labels()[lost]]}",
        f"predicted {oracle.CLASSES[truth.y_pred[lost]]}",
    )
    assert said[3].replace("\N{NO-BREAK SPACE}", " ") == f"{share} %"


def test_a_caption_that_is_too_long_is_cut_to_its_image() -> None:
    font = load_font(SIZE)

    assert fitted("predicted T-shirt/top", font, CELL - 8) == "predicted T-shirt/top"
    cut = fitted("predicted " + 30 * "T-shirt/top ", font, CELL - 8)
    assert cut.endswith("...")
    assert font.getlength(cut) <= CELL - 8
