"""The colours, fixed by meaning: families from the Okabe-Ito palette, models as their shades.

Okabe and Ito, "Color Universal Design" (2008): eight colours that people with any form of colour
vision tell apart.
"""

from collections.abc import Iterable, Sequence
from typing import Final

FAMILY_COLOURS: Final[dict[str, str]] = {
    "ann": "#E69F00",
    "rnn": "#56B4E9",
    "cnn": "#009E73",
    "other": "#CC79A7",  # reddish purple: a forest, an SVM, a transformer
}
FAMILY_NAMES: Final[dict[str, str]] = {"ann": "ANN", "rnn": "RNN", "cnn": "CNN", "other": "Other"}
FIRST_DIRECTION: Final = "#0072B2"  # Okabe-Ito blue
SECOND_DIRECTION: Final = "#D55E00"  # Okabe-Ito vermilion
SHADES: Final = (0.0, -0.3, 0.35, -0.5, 0.55)  # towards black below zero, towards white above


def family_key(families: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return name and colour of each family that is among these, in the families' own order."""
    there = set(families)
    return tuple(
        (name, FAMILY_COLOURS[family]) for family, name in FAMILY_NAMES.items() if family in there
    )


def model_colours(families: Sequence[str]) -> tuple[str, ...]:
    """Return one colour per model: its family's, then shades of it in order of appearance."""
    seen: dict[str, int] = {}
    colours = []
    for family in families:
        nth = seen.get(family, 0)
        seen[family] = nth + 1
        colours.append(shade(FAMILY_COLOURS[family], SHADES[nth % len(SHADES)]))
    return tuple(colours)


def shade(colour: str, amount: float) -> str:
    """Mix a hex colour with black (`amount` -1..0) or white (0..1)."""
    target = 255 if amount > 0 else 0
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    mixed = (round(channel + (target - channel) * abs(amount)) for channel in channels)
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
