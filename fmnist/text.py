"""How numbers, classes and lists are written, on screen and in reports.

Sentences made here may carry ``**bold**`` marks around model names and headline numbers; a person's
own text never passes through here.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from fmnist.artifacts.record import ModelRecord
from fmnist.data.classes import CLASS_NAMES, group_name
from fmnist.evaluation.intervals import Interval, wilson_interval

NBSP: Final = "\N{NO-BREAK SPACE}"  # a number stays with its unit
MINUS: Final = "\N{MINUS SIGN}"
PLURALS: Final = (
    "T-shirts",
    "trousers",
    "pullovers",
    "dresses",
    "coats",
    "sandals",
    "shirts",
    "sneakers",
    "bags",
    "ankle boots",
)
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HALF: Final = 0.5
UNKNOWN: Final = "unknown"
"""What a table says where nobody knows: no value is made up."""
NOT_STATED: Final = "not stated"
"""What stands for a score of probabilities where a model came as labels alone."""


def rounded(value: float, digits: int = 1) -> str:
    """Write a number with thousands separated, a half rounded away from 0: THE rounding rule."""
    exact = Decimal(f"{value:.9f}")  # 100 * 0.0295 is a little less than 2.95
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"


def percent(share: float, digits: int = 1) -> str:
    """Write a share of 0 to 1 as per cent; what is less than all is never written as 100."""
    text = rounded(100 * share, digits)
    if share < 1 and float(text) >= 100:  # noqa: PLR2004
        text = f"{100 - 10**-digits:.{digits}f}"
    return f"{text}{NBSP}%"


def typed_percent(share: float, digits: int = 1) -> str:
    """Write the same for a terminal, where a plain space stands before the sign."""
    return percent(share, digits).replace(NBSP, " ")


def probability(share: float) -> str:
    """Write one probability: nothing short of certain is called 100 %, and nothing above 0 is 0."""
    if 0 < share < 0.0005:  # noqa: PLR2004 - what one decimal of a per cent cannot show
        return f"< 0.1{NBSP}%"
    if 0.9995 <= share < 1:  # noqa: PLR2004 - the same at the other end
        return f"> 99.9{NBSP}%"
    return percent(share)


def between(interval: Interval, digits: int = 1) -> str:
    """Write an interval of shares as per cent."""
    return f"{rounded(100 * interval.low, digits)} to {percent(interval.high, digits)}"


def share_with_interval(successes: int, n: int) -> str:
    """Write a share with its Wilson interval, such as "9.4 % (95 % interval 7.7 to 11.4 %)"."""
    return f"{percent(successes / n)} (95{NBSP}% interval {between(wilson_interval(successes, n))})"


def points(difference: float, digits: int = 1) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    value = rounded(abs(100 * difference), digits)
    sign = MINUS if difference < 0 else "+"
    return value if float(value) == 0 else f"{sign}{value}"


def points_between(low: float, high: float) -> str:
    """Write an interval of a difference in percentage points."""
    return f"{points(low)} to {points(high)}"


def duration(seconds: float) -> str:
    """Write how long something took."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"  # noqa: PLR2004 - reads better


def origin_sentence(record: ModelRecord) -> str:
    """Say where a model comes from."""
    if record.origin == "trained":
        return "It was trained here."
    what = "predictions alone" if record.origin == "predictions" else "a file"
    name = f" ({record.imported.name}, {record.imported.form})" if record.imported else ""
    return f"It came as {what}{name}."


def without_probabilities(names: Sequence[str]) -> str:
    """Say which models are left out because they came as labels alone; nothing if none is."""
    if not names:
        return ""
    bold = enumerate_few([f"**{name}**" for name in names])
    many = len(names) > 1
    return (
        f"{bold} {'are' if many else 'is'} left out: {'they' if many else 'it'} came as labels "
        "alone, and no confidence is made up."
    )


def number_or_unknown(count: int | None) -> str:
    """Write a number with its thousands separated, or that nobody knows it."""
    return UNKNOWN if count is None else f"{count:,}"


def counted(count: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def images(count: int) -> str:
    """Write a number of images."""
    return counted(count, "image")


def p_value(p: float) -> str:
    """Write a p-value; below a thousandth nobody needs to know."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"  # noqa: PLR2004 - the usual last step


def of_hundred(count: int, n: int) -> str:
    """Say how many of a hundred that is, in whole numbers that do not turn some into none."""
    if count == 0:
        return "none"
    share = 100 * count / n
    if share < HALF:
        return "fewer than one"
    if count < n and share >= 100 - HALF:
        return "more than 99"
    return f"{int(share + HALF)}"


def number_word(count: int) -> str:
    """Write small numbers as words, as running text does."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def arrow(true: int | tuple[int, ...], predicted: int | tuple[int, ...]) -> str:
    """Write one confusion of classes or groups; the left side is always the true label."""
    sides = ((side,) if isinstance(side, int) else side for side in (true, predicted))
    return " → ".join(map(group_name, sides))


def named(labels: tuple[int, ...]) -> str:
    """Return the plural of a class or a group, as running text has it."""
    if len(labels) == 1:
        return PLURALS[labels[0]]
    return f"images of {group_name(labels)}" if labels else "images"


def enumerate_all(parts: Sequence[str]) -> str:
    """Join with commas and an "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def enumerate_few(parts: Sequence[str], most: int = 4) -> str:
    """Join the first of many, and count the rest where that is more than one."""
    if len(parts) <= most + 1:
        return enumerate_all(parts)
    return enumerate_all([*parts[:most], f"{len(parts) - most} more"])


def class_name(label: int) -> str:
    """Return the name of a class."""
    return CLASS_NAMES[label]


def plain(sentence: str) -> str:
    """Return a sentence without its marks of emphasis."""
    return sentence.replace("**", "")


def runs(sentence: str) -> tuple[tuple[str, bool], ...]:
    """Part a sentence into pieces, each with whether it is bold."""
    pieces = sentence.split("**")
    return tuple((piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece)
