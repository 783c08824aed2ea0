"""What a benchmark found, and whether it is more than it may be."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import chromium
from playwright.sync_api import Browser

NAME_WIDTH = 44


@dataclass(frozen=True)
class Line:
    """One measured value and what it may be at most."""

    name: str
    value: float
    limit: float
    note: str = ""

    @property
    def fits(self) -> bool:
        """Whether the limit is kept."""
        return self.value <= self.limit


def judge(question: str, measure: Callable[[Browser, Path], Iterator[Line]]) -> int:
    """Measure, print a line for each comparison, and return 1 if one is above its limit."""
    parser = argparse.ArgumentParser(description=question)
    parser.add_argument("--times", action="store_true", help="print times and memory too")
    with_times = parser.parse_args().times
    kept = True
    with TemporaryDirectory() as folder, chromium() as browser:
        for line in measure(browser, Path(folder)):
            told = f"{line.value:7.2f}   limit {line.limit:6.2f}"
            text = f"{line.name:{NAME_WIDTH}} {told}   {'ok' if line.fits else 'TOO MUCH':8}"
            print(f"{text}   {line.note}" if with_times else text, flush=True)
            kept &= line.fits
    return 0 if kept else 1
