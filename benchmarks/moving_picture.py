"""README's moving picture: a drawn boot that three families answer, and a cell's images.

    python benchmarks/moving_picture.py             writes docs/ask_the_models.webp

It is made of the running app, frame by frame; so it can be made again when the app has changed.
"""

import io
import math
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from measuring import chromium
from PIL import Image
from playwright.sync_api import Page, expect
from serving import DASHBOARD, ROOT, serve

FILE: Final = ROOT / "docs" / "ask_the_models.webp"
SCREEN: Final = {"width": 1440, "height": 900}
WIDTH: Final = 1000
LARGEST: Final = 3_000_000  # bytes
STILL, LONG, MOVING = 700, 2200, 120  # milliseconds a frame stands
# A boot's outline as shares of the pad, then a place inside it.
BOOT: Final = (
    (0.56, 0.18),
    (0.86, 0.18),
    (0.87, 0.50),
    (0.90, 0.76),
    (0.60, 0.78),
    (0.58, 0.72),
    (0.38, 0.78),
    (0.10, 0.78),
    (0.10, 0.66),
    (0.30, 0.58),
    (0.46, 0.46),
    (0.55, 0.32),
    (0.56, 0.18),
)
INSIDE: Final = (0.70, 0.45)
AT_REST: Final = "[data-testid=stApp][data-test-script-state=notRunning]"
STEPS: Final = 4  # pictures between two corners

Frame = tuple[bytes, int]


def main() -> int:
    """Record, write the file, and return 1 if it is too large."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        context = browser.new_context(viewport=SCREEN, color_scheme="light")
        context.set_default_timeout(60_000)
        page = context.new_page()
        with serve(DASHBOARD, Path(folder) / "server.log") as server:
            frames = [*draw(page, server.url), *open_cell(page, server.url)]
    images = [_shrunk(content) for content, _ in frames]
    images[0].save(
        FILE,
        save_all=True,
        append_images=images[1:],
        duration=[duration for _, duration in frames],
        loop=0,
        quality=82,
        method=6,
    )
    size = FILE.stat().st_size
    print(f"{FILE.relative_to(ROOT)}: {len(frames)} frames, {size / 1e6:.2f} MB")
    return int(size > LARGEST)


def draw(page: Page, url: str) -> Iterator[Frame]:
    """Draw a boot, outline first; the answers follow."""
    page.goto(f"{url}/try")
    pad = page.get_by_role("application")
    expect(pad).to_be_visible()
    _settle(page)
    yield page.screenshot(), STILL
    box = pad.bounding_box()
    if box is None:
        raise SystemExit("The pad is not to be seen.")

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    page.mouse.move(*at(BOOT[0]))
    page.mouse.down()
    for start, end in pairwise(BOOT):
        pieces = max(1, round(STEPS * math.dist(start, end) / 0.3))
        for piece in range(1, pieces + 1):
            share = piece / pieces
            between = tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))
            page.mouse.move(*at((between[0], between[1])), steps=3)
        _settle(page)
        yield page.screenshot(), 2 * MOVING
    page.mouse.up()
    _settle(page)
    yield page.screenshot(), STILL
    page.get_by_role("button", name="Fill", exact=True).click()
    page.mouse.click(*at(INSIDE))
    page.mouse.move(0, 0)
    _settle(page)
    yield page.screenshot(), LONG


def open_cell(page: Page, url: str) -> Iterator[Frame]:
    """Open the images of shirts that are taken for T-shirts, and one of them."""
    page.goto(f"{url}/confusion?models=CNN+best")
    cell = page.get_by_role("button", name="True Shirt, predicted T-shirt/top")
    expect(cell).to_be_visible()
    _settle(page)
    yield page.screenshot(), 2 * STILL
    cell.hover()
    yield page.screenshot(), STILL
    cell.click()
    tile = page.get_by_role("button", name="predicted T-shirt/top by CNN best, confidence").first
    expect(tile).to_be_visible()
    _settle(page)
    yield page.screenshot(), LONG
    tile.click()
    expect(page.get_by_role("region", name="Test image").first).to_be_visible()
    _settle(page)
    yield page.screenshot(), LONG


def _settle(page: Page) -> None:
    page.wait_for_timeout(900)  # what was done last has begun
    page.wait_for_selector(AT_REST)
    page.wait_for_timeout(400)


def _shrunk(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content)).convert("RGB")
    height = round(image.height * WIDTH / image.width)
    return image.resize((WIDTH, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
