"""A server whose artifacts hold a broken model says so and compares the others."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from oracle import ARTIFACTS
from playwright.sync_api import expect

from benchmarks.serving import DASHBOARD, Server, serve


@pytest.fixture
def broken_server(tmp_path: Path, models) -> Iterator[Server]:
    """Run the app on copies of all artifacts, of which the best one has lost its family."""
    copies = tmp_path / "artifacts"
    for model in models:
        shutil.copytree(ARTIFACTS / model.key, copies / model.key)
    record = copies / models[0].key / "record.json"
    fields = json.loads(record.read_text(encoding="utf-8"))
    del fields["family"]
    record.write_text(json.dumps(fields), encoding="utf-8")
    environment = {"FMNIST_ARTIFACTS": str(copies)}
    with serve(DASHBOARD, tmp_path / "server.log", environment=environment) as running:
        yield running


def test_it_is_named_with_what_to_do_and_the_others_work(broken_server, open_page, models) -> None:
    page = open_page(at=broken_server)

    line = page.get_by_text("1 folder of models cannot be shown: what is wrong, and what to do")
    expect(line).to_be_visible()
    told = page.get_by_text(f"python -m fmnist train {models[0].key}")
    expect(told).to_be_hidden()
    line.click()
    expect(told).to_be_visible()
    expect(told).to_contain_text(models[0].key)
    expect(told).to_contain_text("family")
    rows = page.get_by_role("table").get_by_role("rowheader")
    expect(rows).to_have_count(len(models) - 1)
    for row, model in zip(rows.all(), models[1:], strict=True):
        expect(row).to_contain_text(model.name)
