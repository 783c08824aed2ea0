"""What is measured: each of the app's moves beside the same move in a trivial app."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Final

from measuring import click, fresh_page, load
from playwright.sync_api import Browser, Page
from serving import DASHBOARD, serve

TRIVIAL: Final = Path(__file__).with_name("trivial")
COMPLETE: Final = "complete()"
LINKS: Final = "document.querySelectorAll('[data-testid=stSidebarNavLink]')"
# The landing view has its table and, below, five strips of images.
LANDING: Final = "all('tbody tr').length > 0 && strips() >= 5"
# Cells of about 100 images each, in two sheets of the atlas.
CELLS: Final = (("Shirt", "T-shirt/top"), ("T-shirt/top", "Shirt"))
Action = Callable[[int], float]


@dataclass(frozen=True)
class Result:
    """One comparison; times are medians in milliseconds."""

    name: str
    ours: float
    trivial: float
    limit: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.trivial


def by_turns(name: str, ours: Action, trivial: Action, *, limit: float, times: int) -> Result:
    """Measure two actions alternately, after one uncounted turn of each."""
    taken = [(ours(turn), trivial(turn)) for turn in range(times + 1)][1:]
    mine, theirs = zip(*taken, strict=True)
    return Result(name, statistics.median(mine), statistics.median(theirs), limit)


def landing_view(browser: Browser, logs: Path, *, limit: float, times: int) -> Result:
    """Compare the landing view with a line of text, each from a cold server and browser."""

    def view(script: Path, ready: str) -> float:
        with serve(script, logs / f"{script.stem}.log") as server, fresh_page(browser) as page:
            return load(page, server.url, ready)

    return by_turns(
        "landing view, cold",
        lambda _: view(DASHBOARD, LANDING),
        lambda _: view(TRIVIAL / "hello.py", "says('Hello')"),
        limit=limit,
        times=times,
    )


def menu_steps(page: Page, trivial: Page, *, limit: float, times: int) -> Iterator[Result]:
    """Compare a step to each page of the menu with one between two trivial pages.

    Trivial pages are there with their titles. Of each page here two moments are told: its title,
    which answers the click and has the limit, and the last of its content, charts included.
    """

    def step_to(at: int, ready: str) -> float:
        if page.evaluate(f"{LINKS}[{at}].pathname === location.pathname"):
            _visit(page, 0 if at else 1, COMPLETE)
        taken = _visit(page, at, ready)
        page.evaluate(f"whenPainted(() => {COMPLETE})")
        return taken

    def trivial_step(turn: int) -> float:
        at = 1 - turn % 2
        return click(trivial, f"{LINKS}[{at}]", f"title() === '{('First', 'Second')[at]}'")

    for at in range(page.evaluate(f"{LINKS}.length")):
        path = page.evaluate(f"{LINKS}[{at}].pathname")
        for moment, ready, most in (("title", "true", limit), ("all", COMPLETE, inf)):
            yield by_turns(
                f"menu to {path}, {moment}",
                lambda _, at=at, ready=ready: step_to(at, ready),
                trivial_step,
                limit=most,
                times=times,
            )


def _visit(page: Page, at: int, ready: str) -> float:
    before = page.evaluate("title()")
    return click(page, f"{LINKS}[{at}]", f"title() && title() !== {before!r} && {ready}")


def again(trivial: Page) -> Action:
    """Return the trivial answer to a click."""

    def rerun(_: int) -> float:
        count = int(trivial.get_by_text("Count").inner_text().split()[1])
        button = "[...document.querySelectorAll('button')].find((one) => one.innerText === 'Again')"
        return click(trivial, button, f"says('Count {count + 1}')")

    return rerun


def cell_click(page: Page, rerun: Action, name: str, *, limit: float, times: int) -> Result:
    """Compare a click on a cell, until all its images are painted, with a trivial answer."""

    def choose(turn: int) -> float:
        label, predicted = CELLS[turn % 2]
        cell = f"cell('{label}', '{predicted}')"
        shown = f"tiles('true {label}, predicted {predicted} ').length"
        return click(page, cell, f"{shown} === promised({cell})")

    return by_turns(name, choose, rerun, limit=limit, times=times)


def image_opening(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare opening an image of the gallery with a trivial answer."""

    def open_one(turn: int) -> float:
        heading = page.evaluate(f"tiles('')[{turn}].getAttribute('aria-label').split(':')[0]")
        opened = f"all('h1, h2, h3, h4').some((one) => one.textContent === '{heading}')"
        taken = click(page, f"tiles('')[{turn}]", opened)
        close = "labelled('Close image')"
        click(page, close, f"!{close} && complete()")
        return taken

    return by_turns("opening an image", open_one, rerun, limit=limit, times=times)


def stroke_to_answer(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare a change of the drawing, until the models' new answers stand, with a trivial one."""
    told = "all('section[data-own] td .number').map((one) => one.textContent).join()"

    def change(turn: int) -> float:
        before = page.evaluate(told)
        button = f"all('button').find((one) => one.textContent === '{('Undo', 'Redo')[turn % 2]}')"
        return click(page, button, f"{told} !== {before!r}")

    return by_turns("a stroke to three answers", change, rerun, limit=limit, times=times)


def evidence_of_another_image(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare two models' maps of another image, until they stand, with a trivial answer."""
    plus = "document.querySelector('[data-testid=stNumberInputStepUp]')"
    shown = "all('figcaption .title')[0]?.textContent ?? ''"

    def step(_: int) -> float:
        before = page.evaluate(shown)
        return click(page, plus, f"({shown}) !== {before!r}")

    return by_turns("evidence, two models", step, rerun, limit=limit, times=times)


def morph_elsewhere(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare two models' way to another image, until film and chart stand, with a trivial one."""
    field = "all('[data-testid=stNumberInput]').find((one) => one.innerText.includes('To test'))"
    plus = f"{field}.querySelector('[data-testid=stNumberInputStepUp]')"
    shown = "all('.reels figcaption')[0]?.textContent ?? ''"

    def step(_: int) -> float:
        before = page.evaluate(shown)
        return click(page, plus, f"({shown}) && ({shown}) !== {before!r} && complete()")

    return by_turns("a morph, two models", step, rerun, limit=limit, times=times)


def lasso(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare a loop drawn on the map, until its images are painted, with a trivial answer."""
    count = "all('h2').map((one) => one.textContent).join()"

    def draw(turn: int) -> float:
        before = page.evaluate(count)
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        box = page.get_by_role("application").first.bounding_box()
        if box is None:
            raise SystemExit("The map is not to be seen.")
        left, top = box["x"] + box["width"] / 2, box["y"] + 0.4 * box["height"]
        size = (30, 60)[turn % 2]
        corners = ((0, 0), (size, 0), (size, size), (0, size))
        page.mouse.move(left, top)
        page.mouse.down()
        for x, y in corners:
            page.mouse.move(left + x, top + y, steps=3)
        start = page.evaluate("performance.now()")
        page.mouse.up()
        shown = f"{count} !== {before!r} && tiles('').length > 0 && {COMPLETE}"
        return float(page.evaluate(f"whenPainted(() => {shown})")) - start

    return by_turns("a lasso to its images", draw, rerun, limit=limit, times=times)


def lost_images(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare another severity, until the images lost to it are painted, with a trivial answer."""

    def turn_dial(turn: int) -> float:
        severity = ("2", "1")[turn % 2]
        choices = "document.querySelectorAll('[data-testid=stButtonGroup] button')"
        button = f"[...{choices}].find((one) => one.innerText === '{severity}')"
        shown = f"tiles('shifted by {severity} pixel').length > 10 && {COMPLETE}"
        return click(page, button, shown)

    return by_turns("a severity to lost images", turn_dial, rerun, limit=limit, times=times)


def page_turning(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare turning to another 300 images, until all are painted, with a trivial answer."""
    first = "tiles('')[0]?.dataset.index"

    def turn_page(_: int) -> float:
        before = page.evaluate(first)
        turned = f"{first} !== '{before}' && tiles('').length === 300"
        return click(page, "labelled('Next page')", turned)

    return by_turns("300 other images", turn_page, rerun, limit=limit, times=times)


def slice_opening(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare opening a slice, until its models and images are painted, with a trivial answer."""

    def open_one(turn: int) -> float:
        row = f"all('tr[data-code] button')[{turn % 2}]"
        name = page.evaluate(f"{row}.textContent")
        shown = f"all('h2').some((one) => one.textContent.endsWith(': ' + {name!r}))"
        return click(page, row, f"{shown} && tiles('').length > 100 && complete()")

    return by_turns("a slice to its images", open_one, rerun, limit=limit, times=times)


def unit_choice(page: Page, rerun: Action, *, limit: float, times: int) -> Result:
    """Compare choosing a unit, until the images that excite it are painted, with a trivial one."""

    def choose(turn: int) -> float:
        unit = f"all('button.unit')[{3 + turn}]"
        number = page.evaluate(f"{unit}.getAttribute('aria-label').split(',')[0].split(' ')[1]")
        told = f"all('h2').some((one) => one.textContent.includes(' {number} of '))"
        return click(page, unit, f"{told} && tiles('').length >= 9 && complete()")

    return by_turns("a unit to what excites it", choose, rerun, limit=limit, times=times)
