"""How people write the ten classes: official numbers, names, and the usual other spellings."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.errors import ImportingError

SPELLINGS: Final[dict[str, int]] = {
    **{re.sub(r"[^a-z]", "", name.lower()): label for label, name in enumerate(CLASS_NAMES)},
    **{f"{re.sub(r'[^a-z]', '', name.lower())}s": label for label, name in enumerate(CLASS_NAMES)},
    "tshirt": 0,
    "tshirts": 0,
    "teeshirt": 0,
    "top": 0,
    "tshirtortop": 0,
    "tshirtstops": 0,
    "pant": 1,
    "pants": 1,
    "slacks": 1,
    "jumper": 2,
    "jumpers": 2,
    "sweater": 2,
    "sweaters": 2,
    "dresses": 3,
    "jacket": 4,
    "trainer": 7,
    "trainers": 7,
    "handbag": 8,
    "handbags": 8,
    "boot": 9,
    "boots": 9,
    "ankelboot": 9,
    "ankelboots": 9,
}
NUMBER: Final = re.compile(
    r"(?:class|label|c|p|y|prob|proba|probability|score|logit|out|output)?"
    r"[\s_\-\[]*(\d+)(?:\.0*)?\]?"
)
EMPTY: Final = frozenset({"", "nan", "none", "null", "na"})
PREFIX: Final = re.compile(
    r"^(prob(ability|a)?|p|score|logit|y_proba|pred(iction)?)[\s_\-]*(of)?[\s_\-]*"
)


def label_of_name(text: str) -> int | None:
    """Return the official label of a class' name or number, or None of anything else."""
    plain = re.sub(r"[^a-z]", "", text.lower().replace("&", ""))
    if plain in SPELLINGS:  # a number beside a name must be the same class: "6: Shirt"
        beside = [int(each) for each in re.findall(r"\d+", text)]
        return SPELLINGS[plain] if beside in ([], [SPELLINGS[plain]]) else None
    number = NUMBER.fullmatch(text.strip().lower())
    return int(number[1]) if number and int(number[1]) < N_CLASSES else None


def label_in_heading(text: str) -> int | None:
    """Return the label that a column's heading names, also behind a word such as "p(Shirt)"."""
    direct = label_of_name(text)
    if direct is not None:
        return direct
    of_model = text.strip().lower().rpartition(": ")[2]
    stripped = PREFIX.sub("", of_model)
    return label_of_name(stripped.strip("()[] "))


def as_labels(values: Sequence[str], column: str, name: str) -> npt.NDArray[np.uint8]:
    """Return official labels of a column of names or numbers.

    Raises
    ------
    ImportingError
        Names the first value that is no class, and its row.
    """
    known = {value: label_of_name(value) for value in set(values)}
    if "10" in known and "0" not in known:  # counted from 1, as MATLAB and R do
        known |= {str(label + 1): label for label in range(N_CLASSES)}
        known |= {f"{label + 1}.0": label for label in range(N_CLASSES)}
    wrong = next((row for row, value in enumerate(values) if known[value] is None), None)
    if wrong is not None:
        empty = values[wrong].strip().lower() in EMPTY
        raise ImportingError(
            f"{name}, column {column}, row {wrong + 1}: expected a class (0 to {N_CLASSES - 1}, or "
            f"a name such as {CLASS_NAMES[0]}), received "
            f"{'nothing' if empty else repr(values[wrong][:40])}."
        )
    return np.array([known[value] for value in values], dtype=np.uint8)
