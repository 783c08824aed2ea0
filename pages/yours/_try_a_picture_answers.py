"""What the models say of pictures of one's own, and how far to believe it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.data.picture_token import to_token
from fmnist.data.preparation import Preparation, prepare
from fmnist.errors import DataError
from fmnist.evaluation.unlike import FULL, SHARE, Likeness, better_turn
from fmnist.evaluation_set import keys_of, names_of
from fmnist.inference.engine import Engine
from fmnist.report.tables import to_csv
from fmnist.text import enumerate_all, percent, plain, probability
from fmnist.views.own_picture import OwnPictureView
from fmnist.views.parts.content import Table
from fmnist.views.parts.live import ask
from fmnist.views.parts.markdown import literal
from pages.shared import cache, likeness
from pages.shared.cache import EvaluatedModel
from pages.shared.components.gallery import Tiles
from pages.shared.components.image_view import DetailEvent, Image, image_detail
from pages.shared.images.atlas import ATLAS_URL
from pages.shared.images.own_picture import QUERY
from pages.shared.images.pictures import atlas_tiles
from pages.shared.storage.findings import pin
from pages.shared.views import show_table
from pages.yours._try_a_picture_preparation import turn_further
from pages.yours._try_a_picture_sources import OwnPicture

Pixels = npt.NDArray[np.uint8]
OPEN: Final = "own_open"


def warn(pixels: Pixels, near: Likeness) -> None:
    """Say whether the picture is like anything in the data, and whether a turn would help."""
    turn = better_turn(cache.test_split().images, pixels)
    if turn:
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.info(
            f"Turned by {90 * turn}° clockwise, this picture would lie clearly nearer to the data.",
            icon=":material/rotate_right:",
        )
        right.button(f"Turn by {90 * turn}°", on_click=turn_further, args=(turn,))
    if near.unlike:
        st.warning(
            f"{_how_unlike(near)} Whatever the models say of it, and however sure they are, they "
            "have not learned it. Try another background, turn or crop.",
            icon=":material/warning:",
        )
    elif near.distances[0] == 0:
        st.caption(f"This is test image {near.indices[0]} itself, pixel by pixel.")
    else:
        st.caption(
            f"Like the data: the nearest test image is {near.distances[0]:,.0f} away, further than "
            f"{percent(near.beyond, 0)} of the test images are from theirs; {percent(SHARE, 0)} "
            f"lie within {near.limit:,.0f}. Grey values, root of summed squares. That does not "
            "prove a garment: a plain disc or a single letter can lie as near."
        )


def _how_unlike(near: Likeness) -> str:
    """Say by which of the three measures, the plainer first."""
    if near.far:
        return (
            "Nothing in the data looks like this: the nearest test image is "
            f"{near.distances[0]:,.0f} away, and {percent(SHARE, 0)} of the test images have one "
            f"within {near.limit:,.0f}."
        )
    if near.uncorrelated:
        return (
            "Nothing in the data looks like this: its light and dark correlate with those of no "
            f"test image by more than {near.correlation:.2f}, and {percent(SHARE, 0)} of the test "
            f"images have another with at least {near.least:.2f}."
        )
    return (
        "This is a rectangle without the outline of a garment: it fills "
        f"{percent(near.filled, 0)} of the rectangle around it, and only 0.2 % of the test images "
        f"fill {percent(FULL, 0)} of theirs. Perhaps its background was not recognised."
    )


def show_answers(
    pixels: Pixels, models: Sequence[EvaluatedModel], engines: Sequence[Engine]
) -> npt.NDArray[np.float32]:
    """Show a picture beside each model's probabilities and the test images that are most alike.

    Returns
    -------
    ndarray of float32, shape (models, 10)
        The probabilities.
    """
    near = likeness.of(pixels)
    y_proba = ask(engines, pixels[None])[:, 0]
    warn(pixels, near)
    detail = st.container()  # the picker of what stands in it comes below it
    nearest, near_label = likeness.pick_nearest(pixels, near, models, engines)
    with detail:
        _detail(pixels, nearest, near_label, models, y_proba)
    token = to_token(pixels)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/inspect/why.py",
            label="Why do they say so?",
            icon=":material/help_center:",
            query_params={QUERY: token, "models": [model.key for model in models]},
        )
        st.button(
            "Keep in the address",
            icon=":material/link:",
            key="own_keep",
            on_click=partial(_keep_in_address, token),
            help="Puts the picture into this page's address, as the models see it. Whoever opens "
            "that link sees the same; nothing is stored.",
        )
    pin(OwnPictureView(models=keys_of(models), picture=token))
    opened = st.session_state.pop(OPEN, None)
    if opened is not None:
        st.switch_page("pages/inspect/samples.py", query_params={"image": str(opened)})
    return y_proba


def _detail(
    pixels: Pixels,
    nearest: npt.NDArray[np.int64],
    near_label: str,
    models: Sequence[EvaluatedModel],
    y_proba: npt.NDArray[np.float32],
) -> None:
    image_detail(
        Image(
            index=None,
            true=None,
            position=None,
            near=_tiles(nearest),
            near_label=near_label,
            pixels=pixels,
            title="Your picture",
            closable=False,
        ),
        class_names=CLASS_NAMES,
        model_names=[model.name for model in models],
        probabilities=y_proba,
        atlas=ATLAS_URL,
        key="own_detail",
        on_event=_open_near,
    )


def sentence(models: Sequence[EvaluatedModel], y_proba: npt.NDArray[np.float32]) -> str:
    """Say what each model answers, and how sure it is."""
    answers = y_proba.argmax(axis=1)
    parts = [
        f"{literal(model.name)} says **{CLASS_NAMES[answer]}** ({probability(float(row[answer]))})"
        for model, answer, row in zip(models, answers, y_proba, strict=True)
    ]
    return f"{enumerate_all(parts)}."


def show_all(
    pictures: Sequence[OwnPicture],
    preparation_of: Callable[[OwnPicture], Preparation],
    models: Sequence[EvaluatedModel],
    engines: Sequence[Engine],
) -> None:
    """Show several pictures as a small table, with a CSV file of it."""
    prepared = {}
    for number, picture in enumerate(pictures, start=1):
        try:
            pixels = prepare(picture.pixels, preparation_of(picture)).pixels
        except DataError as error:
            st.caption(f"{literal(picture.name)} is not in the table. {literal(str(error))}")
        else:
            prepared[f"{number}. {' '.join(picture.name.split())}"] = pixels
    if prepared:
        _show_table(list(prepared), list(prepared.values()), models, engines)


def _show_table(
    names: Sequence[str],
    pictures: Sequence[Pixels],
    models: Sequence[EvaluatedModel],
    engines: Sequence[Engine],
) -> None:
    y_proba = ask(engines, np.stack(pictures))
    nears = [likeness.of(each) for each in pictures]
    answers = [
        [f"{CLASS_NAMES[row.argmax()]} {row.max():.2f}" for row in of_model] for of_model in y_proba
    ]
    like = ["no" if near.unlike else "yes" for near in nears]
    columns = ("Picture", *names_of(models), "Like the data?")
    show_table(
        Table(
            "What each model says of each picture",
            columns,
            tuple(zip(map(plain, names), *answers, like, strict=True)),
            frozenset(range(1, len(columns))),
        )
    )
    head = ["Picture", *(f"{m.name}: {c}" for m in models for c in CLASS_NAMES), "Nearest distance"]
    rows = [
        [name, *(f"{value:.6f}" for of_model in y_proba for value in of_model[at]), f"{d:.1f}"]
        for at, (name, d) in enumerate(
            zip(names, (near.distances[0] for near in nears), strict=True)
        )
    ]
    st.download_button(
        "All probabilities as CSV",
        data=partial(to_csv, [head, *rows]),
        file_name="own-pictures.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _tiles(nearest: npt.NDArray[np.int64]) -> Tiles:
    names = [CLASS_NAMES[label] for label in cache.test_split().labels[nearest]]
    return atlas_tiles(
        nearest,
        [f"Test image {index}, true {name}" for index, name in zip(nearest, names, strict=True)],
        captions=names,
        details=[f"image {index}" for index in nearest],
    )


def _open_near(event: DetailEvent) -> None:
    if event.opened is not None:
        st.session_state[OPEN] = event.opened


def _keep_in_address(token: str) -> None:
    st.query_params[QUERY] = token
    st.toast("The address of this page now holds the picture.", icon=":material/link:")
