"""How pages write shares and confusions, and a person's text where Markdown is read."""

import re
from typing import Final

from fmnist.data.classes import CLASS_NAMES

PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """Return a person's text as Markdown that shows it as typed: no link, picture or formula."""
    return PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


def percent(share: float, digits: int = 1) -> str:
    """Write a share of 0 to 1 as per cent."""
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"


def arrow(true_label: int, predicted_label: int) -> str:
    """Write one confusion; the left side is always the true label."""
    return f"{CLASS_NAMES[true_label]} → {CLASS_NAMES[predicted_label]}"
