"""A garment held before a camera: a real browser whose camera shows a test image on white."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from watching import WIDE, Watch, settle, until

from benchmarks.serving import LAUNCH_ARGUMENTS, find_browser
from fmnist.data.dataset import load_test_split

BOOT = 0  # the first test image, an ankle boot
CAMERA = "try?from=Camera&models=cnn_small&models=ann_10_10"


def film(pixels: np.ndarray) -> bytes:
    """Return a garment on a white wall as the camera's film: JPEG after JPEG."""
    wall = np.full((480, 640), 245, dtype=np.uint8)
    garment = 255 - np.kron(pixels, np.ones((15, 15), dtype=np.uint8))
    wall[30:450, 110:530] = np.minimum(garment, 245)
    buffer = io.BytesIO()
    Image.fromarray(wall).convert("RGB").save(buffer, "JPEG", quality=95)
    return buffer.getvalue() * 3


@pytest.fixture(scope="module")
def with_camera(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start a Chromium that has a camera; the other tests' has none."""
    path = tmp_path_factory.mktemp("camera") / "boot.mjpeg"
    path.write_bytes(film(load_test_split().images[BOOT]))
    own = browser.browser_type.launch(
        executable_path=find_browser(),
        args=[
            *LAUNCH_ARGUMENTS,
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={path}",
        ],
    )
    yield own
    own.close()


def visit(context: BrowserContext, server) -> tuple[Page, Watch]:
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    watch = Watch(page, server.url.removeprefix("http://"))
    page.goto(f"{server.url}/{CAMERA}")
    settle(page)
    return page, watch


def test_a_boot_before_the_camera_is_answered_under_the_page_s_own_policy(
    with_camera, server
) -> None:
    page, watch = visit(with_camera.new_context(permissions=["camera"]), server)
    until(page, "document.querySelector('video')?.readyState === 4")  # before, there is no picture

    page.get_by_role("button", name="Take Photo").click()

    answers = page.get_by_role("region", name="Your picture", exact=True)
    for model in ("CNN small", "ANN 10-10"):
        expect(answers.get_by_role("columnheader", name=model)).to_contain_text("Ankle boot")
    expect(page.get_by_text("Your photograph.")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Clear photo").click()
    expect(page.get_by_text("Hold one garment in front of a plain background")).to_be_visible()
    expect(answers).to_have_count(0)
    watch.check()
    page.context.close()


def test_a_refused_camera_leaves_a_sentence_that_says_what_to_do(with_camera, server) -> None:
    page, watch = visit(with_camera.new_context(), server)

    expect(page.get_by_role("button", name="Take Photo")).to_be_disabled()
    expect(page.get_by_text("allow it beside the address, or upload a picture")).to_be_visible()
    watch.check()
    page.context.close()
