"""What holds for every page, present and future: they are found by walking the folder."""

import json
import subprocess
import sys

import pytest
from driving import WAITS_FOR_THE_BROWSER, open_page, views
from oracle import ROOT, menu, page_files

from fmnist.artifacts import store

HEAVY = ("tensorflow", "keras", "sklearn")


def test_the_menu_and_the_page_files_are_the_same_list() -> None:
    listed = [entry.file for entry in menu()]

    assert sorted(listed) == page_files()
    assert len({entry.path for entry in menu()}) == len(listed)
    assert len({entry.title for entry in menu()}) == len(listed)
    assert [entry.path for entry in menu()].count("") == 1


@pytest.mark.parametrize("file", page_files())
def test_a_page_runs_says_what_it_answers_and_looks_at_the_artifacts_once(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[store.State] = []
    look = store.state
    monkeypatch.setattr(store, "state", lambda *roots: looked.append(look(*roots)) or looked[-1])

    page = open_page(file)

    assert len(looked) == 1
    assert [exception.message for exception in page.exception] == []
    assert [error.value for error in page.error] == []
    assert len(page.title) == 1
    assert page.title[0].value.strip()
    under_the_title = page.main.children[1]
    assert under_the_title.type == "caption"
    assert "\n" not in under_the_title.value.strip()


@pytest.mark.parametrize("file", page_files())
def test_nonsense_in_the_url_breaks_no_page(file: str) -> None:
    nonsense = {
        "cell": "10-99",
        "image": "10000",
        "of": "nobody",
        "models": "nobody",
        "true": "Hat",
        "order": "sideways",
        "page": "0",
        "confidence": "x",
    }

    page = open_page(file, **nonsense)

    assert [exception.message for exception in page.exception] == []
    assert views(page) or file == WAITS_FOR_THE_BROWSER


def test_visiting_every_page_imports_no_training_library() -> None:
    code = f"""
import json, sys
sys.path[:0] = [{str(ROOT / "tests" / "pages")!r}, {str(ROOT)!r}]
from driving import open_page
from oracle import page_files
titles = [open_page(file).title[0].value for file in page_files()]
heavy = [name for name in {HEAVY!r} if name in sys.modules]
print(json.dumps([len(titles), heavy]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    visited, heavy = json.loads(done.stdout.splitlines()[-1])
    assert visited == len(page_files())
    assert heavy == []
