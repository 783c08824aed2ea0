"""Do many people at once keep it waiting? Sessions beside those of a trivial app, on one machine.

Each session walks the app as a person does, with a second of thought before each step, over
Streamlit's own protocol and without a browser. The trivial app has the same number of sessions,
which press its one button as often. Judged are ratios of medians, errors and memory; a first visit
alone is judged in seconds, since a person waits for those.

    python benchmarks/load.py                       1, 10 and 50 sessions; some minutes
    python benchmarks/load.py --sessions 50         only so many
    python benchmarks/load.py --close 500           open and close so many, and look at memory
    python benchmarks/load.py --walk                every page once, at --url or a server of ours
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Final

from serving import DASHBOARD, Server, memory_mb, processor_seconds, serve
from visitor import VisitError, Visitor, visit

TRIVIAL: Final = Path(__file__).with_name("trivial") / "rerun.py"
THINK_SECONDS: Final = 1.0
ROUNDS: Final = 3
MOST_RATIO: Final = 2.0
MOST_FIRST_SECONDS: Final = 1.0
MOST_MEGABYTES: Final = 300.0
MOST_GROWTH: Final = 1.1
SHIRT_AS_T_SHIRT: Final = {"true": 6, "predicted": 0, "model": 0}
Step = Callable[[Visitor], Awaitable[float]]

WALK: Final[dict[str, Step]] = {
    "landing": lambda visitor: visitor.open(""),
    "matrices": lambda visitor: visitor.open("confusion"),
    "cell": lambda visitor: visitor.trigger("panels", "select", lambda _: SHIRT_AS_T_SHIRT),
    "image": lambda visitor: visitor.trigger("indices", "open", lambda data: data["indices"][7]),
    "samples": lambda visitor: visitor.open("samples"),
    "page turn": lambda visitor: visitor.turn(2),
    "pair": lambda visitor: visitor.open("pair"),
    "calibration": lambda visitor: visitor.open("calibration"),
    "doubt": lambda visitor: visitor.open("doubt"),
    "map": lambda visitor: visitor.open("map"),
}


@dataclass
class Times:
    """What many sessions met: seconds of each step, what went wrong, what the server worked."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    processor: float = 0.0

    @property
    def of_a_step(self) -> float:
        """Seconds of the server's processor; others on the machine hardly change them."""
        return self.processor / max(1, sum(map(len, self.seconds.values())))

    def quantile(self, step: str, share: float) -> float:
        """Return a quantile of a step's seconds."""
        ordered = sorted(self.seconds[step])
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    """Measure what is asked for, print it, and return 1 if something is above its limit."""
    parser = argparse.ArgumentParser(description="Do many people at once keep it waiting?")
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 10, 50])
    parser.add_argument("--close", type=int, metavar="N", help="open and close N sessions")
    parser.add_argument("--walk", action="store_true", help="only visit every page once")
    parser.add_argument("--url", help="a server that runs, for --walk")
    asked = parser.parse_args()
    if asked.walk and asked.url:
        return asyncio.run(first_visits(asked.url, limit=inf))
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        with serve(DASHBOARD, logs / "app.log") as app:
            if asked.walk:
                return asyncio.run(first_visits(app.url))
            if asked.close:
                return asyncio.run(open_and_close(app, asked.close))
            fits = [asyncio.run(first_visits(app.url))]
            with serve(TRIVIAL, logs / "trivial.log") as trivial:
                fits += [asyncio.run(beside(app, trivial, count)) for count in asked.sessions]
    return max(fits)


async def first_visits(url: str, *, limit: float = MOST_FIRST_SECONDS) -> int:
    """Open every page of the menu for the first time, alone."""
    async with visit(url) as visitor:
        await visitor.open("")
    kept = True
    for page in visitor.pages:
        async with visit(url) as stranger:
            taken = await stranger.open(page)
        fits = taken <= limit
        kept &= fits
        print(f"first visit of /{page:14} {taken:6.2f} s   {_judged(fits)}", flush=True)
    return 0 if kept else 1


async def beside(app: Server, trivial: Server, count: int) -> int:
    """Walk both apps with so many sessions, one after the other, and compare."""
    plain = await crowd(trivial, count, {"again": lambda visitor: visitor.press("Again")})
    ours = await crowd(app, count, WALK)
    kept = not ours.errors and not plain.errors
    for error in dict.fromkeys([*ours.errors, *plain.errors]):
        print(f"ERROR {error}")
    for step in ours.seconds:
        ratios = [
            ours.quantile(step, share) / plain.quantile("again", share) for share in (0.5, 0.95)
        ]
        fits = ratios[0] <= MOST_RATIO
        kept &= fits
        milliseconds = f"{ours.quantile(step, 0.5) * 1e3:.0f} ms"
        print(
            f"{count:4} sessions, {step:12} {ratios[0]:6.2f} (95 %: {ratios[1]:.2f})   "
            f"{milliseconds:>8}   {_judged(fits)}",
            flush=True,
        )
    print(
        f"{count:4} sessions, processor a step {ours.of_a_step / plain.of_a_step:6.2f}   "
        f"{ours.of_a_step * 1e3:.0f} ms"
    )
    megabytes = memory_mb(app)
    fits = megabytes <= MOST_MEGABYTES
    print(f"{count:4} sessions, server's MB {megabytes:.0f}   {_judged(fits)}", flush=True)
    return 0 if kept and fits else 1


async def crowd(
    server: Server, count: int, steps: dict[str, Step], *, think: float = THINK_SECONDS
) -> Times:
    """Let so many sessions walk, each some rounds, and none in step with another."""
    times, used = Times(), processor_seconds(server)

    async def walk(seed: int) -> None:
        thought = random.Random(seed)  # noqa: S311 - no secret
        async with visit(server.url) as visitor:
            await asyncio.sleep(thought.uniform(0, think * len(WALK)))
            await visitor.open("")
            for _ in range(ROUNDS * len(WALK) // len(steps)):
                for name, step in steps.items():
                    await asyncio.sleep(thought.uniform(0.5, 1.5) * think)
                    times.seconds[name].append(await step(visitor))

    for error in await asyncio.gather(*map(walk, range(count)), return_exceptions=True):
        if isinstance(error, VisitError | OSError | TimeoutError):
            times.errors.append(f"{type(error).__name__}: {error}")
        elif error is not None:
            raise error
    times.processor = processor_seconds(server) - used
    return times


async def open_and_close(app: Server, count: int) -> int:
    """Open and close sessions, ten at a time, and compare memory after a fifth and after all."""
    marks = []
    for done in range(0, count, 10):

        async def one() -> None:
            async with visit(app.url) as visitor:
                for step in ("landing", "matrices", "cell"):
                    await WALK[step](visitor)

        await asyncio.gather(*(one() for _ in range(10)))
        marks.append((done + 10, memory_mb(app)))
    early = statistics.median(mb for done, mb in marks if count / 5 <= done <= count * 2 / 5)
    growth = statistics.median(mb for _, mb in marks[-3:]) / early
    print(f"after a fifth of {count} sessions {early:.0f} MB, growth {growth:.2f}", end="   ")
    print(_judged(growth <= MOST_GROWTH))
    return 0 if growth <= MOST_GROWTH else 1


def _judged(fits: bool) -> str:  # noqa: FBT001 - a word for a truth
    return "ok" if fits else "TOO MUCH"


if __name__ == "__main__":
    started = time.monotonic()
    code = main()
    print(f"{time.monotonic() - started:.0f} s")
    sys.exit(code)
