"""Texts, names and settings that can be shown: visible, in reading order, of finite size."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

JOINERS: Final = frozenset("\u00a0\u200c\u200d")  # no-break space, and what ties letters or emoji
LINE_BREAKS: Final = frozenset("\n\t")
BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters without ink
MARKS: Final = re.compile(
    r"[*`<>\[\]{}$|~\\^]"  # emphasis, code, markup, links and pictures, formulas, tables
    r"|:[^\s:]+:|://|www\."  # icons and links
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis again, but not the line within my_model
    r"|^[#+=-]|^\d+[.)](?=\s)"  # headings, lists and rules
)
VISIBLE: Final = frozenset("LNPS")  # letters, numbers, punctuation, symbols


def check_text(text: str) -> str:
    """Return text that a page can show.

    Raises
    ------
    ValueError
        A character that cannot be seen or turns the line's direction.
    """
    return _checked(text, JOINERS | LINE_BREAKS)


def check_name(name: str) -> str:
    """Return a name that a person can see and choose, and that every page shows as it is.

    Names stand inside sentences with marks of emphasis, so they hold none themselves.

    Raises
    ------
    ValueError
        As `check_text`; nothing to see, space at an end, or marks that a page would read as form.
    """
    _checked(name, JOINERS)
    if not any(unicodedata.category(c)[0] in VISIBLE and c not in BLANK_LETTERS for c in name):
        raise ValueError("expected a name with at least one visible letter")
    if name != name.strip():
        raise ValueError("expected no space at the beginning or the end")
    if found := MARKS.search(name):
        raise ValueError(
            f"expected a name without marks of Markdown, as pages use them, received {found[0]!r}"
        )
    return name


def check_settings(settings: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return settings that a page can show: visible words, numbers that fit into 64 bits.

    Raises
    ------
    ValueError
        Something else.
    """
    left: list[JsonValue] = [settings]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            left += [*value, *value.values()]
        elif isinstance(value, list):
            left += value
        elif isinstance(value, str):
            check_text(value)
        elif isinstance(value, int | float) and not -(2.0**63) <= value < 2.0**63:
            raise ValueError("expected finite numbers that fit into 64 bits")
    return settings


def fold(name: str) -> str:
    """Return what two names share that a person would take for the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def tell_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return each model's shown name by its key; those of one name get their keys behind it.

    >>> tell_apart({"a": "CNN best", "b": "CNN  Best", "c": "ANN"})
    {'a': 'CNN best (a)', 'b': 'CNN  Best (b)', 'c': 'ANN'}
    """
    shown = dict(names)
    while True:
        used = Counter(fold(name) for name in shown.values())
        again = [key for key, name in shown.items() if used[fold(name)] > 1 and name == names[key]]
        if not again:
            return shown
        shown |= {key: f"{names[key]} ({key})" for key in again}


def _checked(text: str, allowed: frozenset[str]) -> str:
    refused = sorted({each for each in text if not each.isprintable() and each not in allowed})
    if refused:
        told = ", ".join(f"U+{ord(each):04X}" for each in refused[:3])
        raise ValueError(f"expected visible characters in reading order, received {told}")
    return text
