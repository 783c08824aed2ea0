"""Is the app quick? It is measured beside trivial Streamlit apps, in the same run, by turns.

Only ratios are judged: milliseconds depend on the machine and on what else it does. Times are taken
in the page, from the click or the navigation to the frame in which the result stands painted.

    python benchmarks/speed.py             a few minutes; exit code 1 above a limit
    python benchmarks/speed.py --times     the medians in milliseconds too
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import views
from judging import Line, judge
from measuring import fresh_page, load
from playwright.sync_api import Browser, Page
from serving import DASHBOARD, ROOT, has_loaded, memory_mb, serve

MOST_MEGABYTES: Final = 300.0
COLD_TURNS: Final = 9
WARM_TURNS: Final = 11


def measurements(browser: Browser, logs: Path) -> Iterator[Line]:
    """Measure everything, one line after the other."""
    yield _line(views.landing_view(browser, logs, limit=1.3, times=COLD_TURNS))
    with ExitStack() as stack:
        app = stack.enter_context(serve(DASHBOARD, logs / "app.log"))
        page, two_pages, button = (stack.enter_context(fresh_page(browser)) for _ in range(3))
        for trivial, script in ((two_pages, "two_pages.py"), (button, "rerun.py")):
            server = stack.enter_context(serve(views.TRIVIAL / script, logs / f"{script}.log"))
            load(trivial, server.url, "title() || says('Count')")
        load(page, app.url, "complete()")
        for result in views.menu_steps(page, two_pages, limit=2.0, times=WARM_TURNS):
            yield _line(result)

        rerun, names = views.again(button), model_names()
        for count, limit in ((1, 2.0), (min(4, len(names)), 2.5)):
            query = urlencode({"models": names[:count]}, doseq=True)
            load(page, f"{app.url}/confusion?{query}", "cell('Shirt', 'Coat') && complete()")
            name = f"cell to its images, matrices: {count}"
            yield _line(views.cell_click(page, rerun, name, limit=limit, times=WARM_TURNS))
        yield _line(views.image_opening(page, rerun, limit=2.0, times=WARM_TURNS))
        load(page, f"{app.url}/samples?per_page=300", "tiles('').length === 300 && complete()")
        yield _line(views.page_turning(page, rerun, limit=1.5, times=2 * WARM_TURNS))  # it varies

        load(page, f"{app.url}/slices", "all('tr[data-code]').length > 1 && complete()")
        yield _line(views.slice_opening(page, rerun, limit=2.5, times=WARM_TURNS))

        draw_two_strokes(page, app.url)
        yield _line(views.stroke_to_answer(page, rerun, limit=3.0, times=WARM_TURNS))
        two = urlencode({"models": ("CNN residual", "ANN best"), "image": 40}, doseq=True)
        load(page, f"{app.url}/why?{two}", "all('.maps canvas').length >= 4 && complete()")
        yield _line(views.evidence_of_another_image(page, rerun, limit=4.0, times=WARM_TURNS))
        load(page, f"{app.url}/why?{two}&tab=Morph&to=8000", "all('.reels').length && complete()")
        yield _line(views.morph_elsewhere(page, rerun, limit=6.0, times=WARM_TURNS))

        load(page, f"{app.url}/map?beside=Nothing", "all('canvas.above').length && complete()")
        yield _line(views.lasso(page, rerun, limit=3.0, times=WARM_TURNS))
        load(page, f"{app.url}/robustness", "tiles('').length && complete()")
        yield _line(views.lost_images(page, rerun, limit=6.0, times=WARM_TURNS))

        deep = urlencode({"cnn": "cnn_best", "inside": "cnn_best", "layer": 9})
        load(page, f"{app.url}/reading?{deep}", "all('button.unit').length > 40 && complete()")
        yield _line(views.unit_choice(page, rerun, limit=3.0, times=WARM_TURNS))

        yield Line("server's MB after all pages", memory_mb(app), MOST_MEGABYTES)
        yield Line("TensorFlow in the server", float(has_loaded(app, "libtensorflow")), 0.0)


def draw_two_strokes(page: Page, url: str) -> None:
    """Leave two lines on the pad, so that one can be undone and done again."""
    load(page, f"{url}/try", "all('canvas[role=application]').length && complete()")
    box = page.get_by_role("application").bounding_box()
    if box is None:
        raise SystemExit("The pad is not to be seen.")
    for row in (0.3, 0.6):
        page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + row * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + row * box["height"], steps=5)
        page.mouse.up()
        page.evaluate("whenPainted(() => all('section[data-own] td').length && complete())")
        page.wait_for_timeout(1000)


def model_names() -> list[str]:
    """Return the display names of the shipped models."""
    records = [json.loads(path.read_text()) for path in ROOT.glob("artifacts/[!.]*/record.json")]
    return sorted(
        record["display_name"]
        for record in records
        if record["data"]["dataset"] == "fashion-mnist"
        and record.get("comparison", "best effort") == "best effort"
    )


def _line(result: views.Result) -> Line:
    note = f"{result.ours:.0f} / {result.trivial:.0f} ms"
    return Line(result.name, result.ratio, result.limit, note)


if __name__ == "__main__":
    sys.exit(judge("Is the app quick?", measurements))
