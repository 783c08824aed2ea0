"""A person's text on a page that otherwise reads Markdown."""

import re
from typing import Final

PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """Return a person's text as Markdown that shows it as typed: no link, picture or formula."""
    return PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")
