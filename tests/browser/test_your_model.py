"""A file of one's own, from the drop to the leaderboard, its matrix, and away again."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from watching import settle

sys.path.insert(0, str(Path(__file__).parents[1] / "importing"))  # the networks are one for all

from networks import answers, classifier, old_keras_config, onnx_bytes, write_keras

from benchmarks.serving import DASHBOARD, ROOT, Server, serve
from fmnist.data.classes import SHIRT, T_SHIRT
from fmnist.data.dataset import load_test_split


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that imported models go to."""
    return tmp_path_factory.mktemp("mine")


@pytest.fixture(autouse=True)
def _nothing_stays(mine: Path) -> Iterator[None]:
    """Take away what a test leaves when it fails: its second try would find the name taken."""
    yield
    for folder in filter(Path.is_dir, mine.iterdir()):
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def own(mine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server with a folder of one's own beside the shipped models."""
    roots = f"{mine}{os.pathsep}{ROOT / 'artifacts'}"
    log = tmp_path_factory.mktemp("server") / "server.log"
    with serve(DASHBOARD, log, environment={"FMNIST_ARTIFACTS": roots}) as running:
        yield running


def drop(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(files=[file])


def test_a_dropped_onnx_file_is_probed_added_compared_and_removed(open_page, own: Server) -> None:
    labels = load_test_split().labels
    right = int((answers() == labels).sum())
    taken = int(((labels == SHIRT) & (answers() == T_SHIRT)).sum())
    page = open_page("yours", at=own)

    drop(page, "network.onnx", onnx_bytes(*classifier()))

    table = page.get_by_role("table")
    expect(table.get_by_role("row").nth(1)).to_contain_text("0..1")
    expect(table.get_by_role("row").nth(1)).to_contain_text("pixels divided by 255")
    expect(page.get_by_text("comes close to the best")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("My network")
    page.get_by_label("Test accuracy that its source claims").fill("99")
    page.get_by_role("button", name="Add it").click()

    expect(page.get_by_text("My network was added.")).to_be_visible()
    said = f"classifies {right:,} of 10,000 test images correctly"
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("the claim lies above the 95 % interval")).to_be_visible()
    expect(page.get_by_text("corrupted pictures are being computed").first).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("link", name="Leaderboard").click()
    row = page.get_by_role("row").filter(has_text="My network")
    expect(row).to_contain_text(f"{right / 100:.1f}")
    row.get_by_role("link", name="My network").click()
    cell = page.get_by_role("button", name=re.compile("^True Shirt, predicted T-shirt"))
    cell.click()
    expect(page.get_by_text(re.compile(rf"^{taken} images?\b")).first).to_be_visible()

    page.goto(f"{own.url}/yours")
    settle(page)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("My network was removed.")).to_be_visible()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_labels_alone_come_in_too_and_are_renamed(open_page, own: Server) -> None:
    page = open_page("yours", at=own)
    content = "label\n" + "\n".join(map(str, answers().tolist()))

    drop(page, "labels.csv", content.encode())
    expect(page.get_by_text("It states labels alone, without probabilities.")).to_be_visible()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("labels was added.")).to_be_visible()
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("Forest")
    page.get_by_label("New name").press("Enter")
    page.get_by_role("button", name="Rename it").click()
    expect(page.get_by_text("labels is now called Forest.")).to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Forest was removed.")).to_be_visible()


def test_a_file_that_could_run_code_is_a_sentence_and_nothing_changes(
    open_page, own: Server
) -> None:
    page = open_page("yours", at=own)

    drop(page, "**model**.pkl", b"\x80\x04K\x01.")

    expect(page.get_by_text("**model**.pkl is a Python pickle")).to_be_visible()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_an_import_can_be_stopped(open_page, own: Server, tmp_path: Path) -> None:
    slow = write_keras(tmp_path / "slow.keras", old_keras_config())  # TensorFlow takes its time
    page = open_page("yours", at=own)

    drop(page, "slow.keras", slow.read_bytes())
    expect(page.get_by_text("Starting TensorFlow to load it")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("was stopped. Nothing was changed.")).to_be_visible()
    expect(page.get_by_text("Your model, or its predictions")).to_be_visible()
