"""What a person sets right before the publisher's steps."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from fmnist.data.classes import IMAGE_SIDE
from fmnist.data.preparation import Ground, Preparation
from pages.yours._try_a_picture_sources import OwnPicture

BY_CORNERS: Final = "By the corners"
GROUNDS: Final[dict[str, Ground]] = {BY_CORNERS: "auto", "Light": "light", "Dark": "dark"}
TURNS: Final = {"0°": 0, "90°": 1, "180°": 2, "270°": 3}
TURN: Final = "own_turn"


def pick_preparation(picture: OwnPicture) -> Callable[[OwnPicture], Preparation]:
    """Show the switches for what goes wrong in practice; they stay from picture to picture.

    Parameters
    ----------
    picture
        The one that is shown: not every switch has a meaning for each.

    Returns
    -------
    callable
        What the switches mean for any picture.
    """
    with st.expander("Set right", icon=":material/tune:"):
        ground = st.segmented_control(
            "Background",
            list(GROUNDS),
            default=BY_CORNERS,
            required=True,
            key="own_ground",
            persist_state="session",
            help="The publisher's garments lay on white. A dark background is negated first.",
        )
        turn = st.segmented_control(
            "Turn clockwise",
            list(TURNS),
            default="0°",
            required=True,
            key=TURN,
            persist_state="session",
        )
        white = st.toggle(
            "Make the background white",
            key="own_white",
            persist_state="session",
            help="For grey walls and tables: the corners' colour becomes white.",
        )
        as_it_is = st.toggle(
            "Take as it is",
            value=True,
            key="own_as_it_is",
            persist_state="session",
            disabled=not _is_small(picture),
            help="For a picture of 28 x 28 pixels, such as an image of the data: nothing is "
            "trimmed, resized or sharpened.",
        )
        across = st.slider(
            "Keep from left to right, %",
            0,
            100,
            (0, 100),
            key="own_across",
            persist_state="session",
        )
        down = st.slider(
            "Keep from top to bottom, %", 0, 100, (0, 100), key="own_down", persist_state="session"
        )
        padding = st.slider(
            "Empty pixels around the garment",
            0,
            8,
            0,
            key="own_padding",
            persist_state="session",
            help="The publisher left none: the longest side fills all 28 pixels.",
        )

    def preparation_of(one: OwnPicture) -> Preparation:
        return Preparation(
            ground="dark" if one.prepared and ground == BY_CORNERS else GROUNDS[ground],
            quarter_turns=TURNS[turn],
            crop=(across[0] / 100, down[0] / 100, 1 - across[1] / 100, 1 - down[1] / 100),
            padding=padding,
            white_ground=white,
            as_it_is=None if _is_small(one) and as_it_is else False,
        )

    return preparation_of


def _is_small(picture: OwnPicture) -> bool:
    return picture.pixels.shape[:2] == (IMAGE_SIDE, IMAGE_SIDE)


def turn_further(quarters: int) -> None:
    """Turn the picture by so many quarters more."""
    now = TURNS[st.session_state[TURN]]
    st.session_state[TURN] = list(TURNS)[(now + quarters) % len(TURNS)]
