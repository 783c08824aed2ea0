"""Where a picture of one's own comes from: a drawing, files, the camera, or a link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import streamlit as st

from fmnist.data.classes import CLASS_NAMES
from fmnist.data.own_picture import MAX_BYTES, read_picture
from fmnist.errors import DataError
from fmnist.views.parts.markdown import literal
from pages.shared import cache
from pages.shared.components.draw_pad import SIDE, draw_pad
from pages.shared.images.own_picture import QUERY, get_query_picture
from pages.shared.server.uploads import most_megabytes

MOST_PICTURES: Final = 20
TYPES: Final = ["png", "jpg", "jpeg", "webp", "gif"]
PAPER: Final = 255
PAD: Final = "draw_pad"
NEXT: Final = {
    "Draw": "Draw a garment, dark on light: outline it, then fill it, since the data contain no "
    "bare outlines. The models answer while you draw.",
    "Upload": "Choose pictures of one garment each, preferably on a plain background.",
    "Camera": "Hold one garment in front of a plain background and take a picture. If the browser "
    "does not let the camera in, allow it beside the address, or upload a picture.",
    "Link": "The address holds no picture. Draw one, or upload one.",
}
DRAWING, START, EDITION = "own_drawing", "own_drawing_start", "own_drawing_edition"
FILES, SHOT = "own_files", "own_shot"


@dataclass(frozen=True, eq=False)
class OwnPicture:
    """A picture before the publisher's steps.

    Attributes
    ----------
    name : str
        What to call it.
    pixels : ndarray of uint8, shape (height, width, 3)
    notes : tuple of str
        What reading it did to it.
    prepared : bool
        Whether it is already as the models see it, light on dark: nobody need guess its ground.
    """

    name: str
    pixels: npt.NDArray[np.uint8]
    notes: tuple[str, ...] = ()
    prepared: bool = False


def pick_pictures() -> tuple[list[OwnPicture], str]:
    """Let a person choose how to bring pictures.

    Returns
    -------
    list of OwnPicture
        Those that there are.
    str
        What to do while there is none.
    """
    options = [*SOURCES, *(["Link"] if QUERY in st.query_params else [])]
    source = st.segmented_control(
        "Picture from",
        options,
        default=options[-1] if QUERY in st.query_params else options[0],
        required=True,
        key="from",
        bind="query-params",
    )
    return SOURCES.get(source, _link)(), NEXT.get(source, NEXT["Link"])


def _draw() -> list[OwnPicture]:
    if PAD not in st.session_state:  # the page is entered: the pad shows what was drawn before
        st.session_state[START] = st.session_state.get(DRAWING)
    sent = draw_pad(
        key=PAD,
        label="Drawing of a garment",
        start=st.session_state.get(START),
        edition=st.session_state.get(EDITION, 0),
    )
    if sent is not None:
        st.session_state[DRAWING] = sent
    drawn = st.session_state.get(DRAWING)
    if drawn is None or (drawn == PAPER).all():
        return []
    return [OwnPicture("Your drawing", np.repeat(drawn[..., None], 3, axis=2))]


def offer_beginning() -> None:
    """Offer to put an image of the data on the pad, where one is drawn on."""
    if PAD not in st.session_state:
        return
    with st.expander("Begin with an image of the data", icon=":material/image:"):
        labels = cache.test_split().labels
        index = st.number_input("Test image", 0, len(labels) - 1, key="own_start_image")
        name = CLASS_NAMES[labels[index]]
        st.button(f"Put this {name} on the pad", on_click=_begin, args=(index,))


def _begin(index: int) -> None:
    """Put a test image on the pad, dark on light, in twice its size."""
    image = PAPER - np.kron(cache.test_split().images[index], np.ones((2, 2), dtype=np.uint8))
    margin = (SIDE - len(image)) // 2
    sheet = np.full((SIDE, SIDE), PAPER, dtype=np.uint8)
    sheet[margin : margin + len(image), margin : margin + len(image)] = image
    st.session_state[START] = sheet
    st.session_state[EDITION] = st.session_state.get(EDITION, 0) + 1


def _upload() -> list[OwnPicture]:
    st.file_uploader(
        "Pictures",
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=most_megabytes(MAX_BYTES // 2**20),
        key="own_upload",
        on_change=_take_files,
        help=f"PNG, JPEG, WebP or GIF, at most {MOST_PICTURES} at once. They stay in the memory of "
        "the machine that runs the dashboard, for this session, and nowhere else.",
    )
    pictures, problems = st.session_state.get(FILES, ([], []))
    for problem in problems:
        st.error(literal(problem), icon=":material/broken_image:")
    if pictures and not st.session_state.get("own_upload"):
        st.button("Forget these pictures", on_click=st.session_state.pop, args=(FILES, None))
    return list(pictures)


def _take_files() -> None:
    """Read the files that were just chosen; they stay when the page is left."""
    files = st.session_state["own_upload"] or []
    pictures, problems = _read([(file.name, file.getvalue()) for file in files[:MOST_PICTURES]])
    if len(files) > MOST_PICTURES:
        problems.append(
            f"There are {len(files)} pictures: expected at most {MOST_PICTURES} at once. The first "
            f"{MOST_PICTURES} are shown; choose the others afterwards."
        )
    st.session_state[FILES] = pictures, problems


def _camera() -> list[OwnPicture]:
    st.camera_input(
        "Camera",
        key="own_camera",
        on_change=_take_shot,
        help="The picture goes to the machine that runs the dashboard and stays in its memory. "
        "Browsers allow a camera on https addresses and on localhost only.",
    )
    pictures, problems = st.session_state.get(SHOT, ([], []))
    for problem in problems:
        st.error(literal(problem), icon=":material/broken_image:")
    return list(pictures)


def _take_shot() -> None:
    taken = st.session_state["own_camera"]
    shots = [("Your photograph", taken.getvalue())] if taken is not None else []
    st.session_state[SHOT] = _read(shots)


def _read(files: Iterable[tuple[str, bytes]]) -> tuple[list[OwnPicture], list[str]]:
    """Decode files; of each that cannot be read, return the sentence that says why."""
    pictures, problems = [], []
    for name, content in files:
        try:
            read = read_picture(content, name=name)
        except DataError as error:
            problems.append(str(error))
        else:
            pictures.append(OwnPicture(name, read.pixels, read.notes))
    return pictures, problems


def _link() -> list[OwnPicture]:
    pixels = get_query_picture()
    if pixels is None:
        return []
    st.caption("This picture came with the address, as the models saw it.")
    rgb = np.repeat(pixels[..., None], 3, axis=2)
    return [OwnPicture("The picture of this link", rgb, prepared=True)]


SOURCES: Final[dict[str, Callable[[], list[OwnPicture]]]] = {
    "Draw": _draw,
    "Upload": _upload,
    "Camera": _camera,
}
