"""Computed content as Markdown: the one writer of tables and sentences."""

import re
from typing import Final

from fmnist import text
from fmnist.views.parts.content import Table

IN_A_LINE: Final = re.compile(r"([\\`*\[\]<>$|~:&]|(?<!\w)_|_(?!\w))")
"""Signs that mean something inside a line of Markdown; computed text holds people's names."""
PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """Return any text as Markdown that shows it as it is: no link, picture, icon or formula."""
    return PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


def markdown(sentence: str) -> str:
    """Return a computed sentence with its bold marks; whatever stands in it is shown as it is."""
    return "".join(
        f"**{_inline(piece)}**" if bold else _inline(piece) for piece, bold in text.runs(sentence)
    )


def _inline(text: str) -> str:
    return IN_A_LINE.sub(r"\\\1", text)


def markdown_table(table: Table) -> str:
    """Return a table; columns of numbers are set right."""
    left = {0, *table.text_columns}
    rule = ["---" if place in left else "--:" for place in range(len(table.columns))]
    head, *body = (
        " | ".join(markdown(text) for text in row) for row in (table.columns, *table.rows)
    )
    return "\n".join((f"| {head} |", f"|{'|'.join(rule)}|", *(f"| {row} |" for row in body)))
