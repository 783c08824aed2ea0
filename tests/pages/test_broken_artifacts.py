"""A broken artifact is told on every page and takes nothing else away."""

import json
import shutil
from pathlib import Path

import pytest
from driving import WAITS_FOR_THE_BROWSER, open_page, payloads, views
from oracle import ARTIFACTS, page_files

LANDING = "pages/compare/leaderboard.py"

ABOUT_NO_MODEL = {"pages/inspect/dataset.py", "pages/yours/your_model.py"}


@pytest.fixture
def copies(registry, models) -> Path:
    """Writable copies of all shipped artifacts, which the pages read."""
    for model in models:
        shutil.copytree(ARTIFACTS / model.key, registry / model.key)
    return registry


def lose_a_field(folder: Path) -> str:
    path = folder / "record.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    del record["family"]
    path.write_text(json.dumps(record), encoding="utf-8")
    return "family"


def lose_the_predictions(folder: Path) -> str:
    (folder / "test_predictions.npz").unlink()
    return "test_predictions.npz"


def cut_the_predictions_short(folder: Path) -> str:
    path = folder / "test_predictions.npz"
    path.write_bytes(path.read_bytes()[:1000])
    return "test_predictions.npz"


def break_the_record(folder: Path) -> str:
    (folder / "record.json").write_text("{ not JSON", encoding="utf-8")
    return "record.json"


def told_of_broken(page) -> str:
    """Return what stands behind the line about one broken folder."""
    [box] = [each for each in page.expander if "cannot be shown" in each.label]
    assert box.label.startswith("1 folder of models cannot be shown")
    [text] = box.text
    return text.value


@pytest.fixture(scope="module")
def without_a_field(models, tmp_path_factory) -> Path:
    """All shipped models, of which one's record lacks its family."""
    root = tmp_path_factory.mktemp("artifacts")
    for model in models:
        shutil.copytree(ARTIFACTS / model.key, root / model.key)
    assert lose_a_field(root / models[0].key) == "family"
    return root


@pytest.fixture(scope="module")
def one_alone(models, tmp_path_factory) -> Path:
    """One shipped model, and nothing beside it."""
    root = tmp_path_factory.mktemp("artifacts")
    shutil.copytree(ARTIFACTS / models[0].key, root / models[0].key)
    return root


@pytest.mark.parametrize("file", page_files())
def test_every_page_names_the_broken_model_and_shows_the_others(
    without_a_field, read_from, models, file
) -> None:
    read_from(without_a_field)

    page = open_page(file)

    assert [exception.message for exception in page.exception] == []
    told = told_of_broken(page)
    assert models[0].key in told
    assert "family" in told
    assert f"python -m fmnist train {models[0].key}" in told
    assert views(page) or file == WAITS_FOR_THE_BROWSER


@pytest.mark.parametrize(
    "harm", [lose_a_field, lose_the_predictions, cut_the_predictions_short, break_the_record]
)
def test_whatever_is_broken_is_named_and_every_other_model_keeps_its_numbers(
    copies, models, harm
) -> None:
    name = harm(copies / models[0].key)

    page = open_page(LANDING)

    [table] = payloads(page, "rows")
    shown = {row["name"]: row["value"] for row in table["rows"]}
    assert shown == {model.name: model.n_correct / 10_000 for model in models[1:]}
    assert name in told_of_broken(page)


def test_a_model_repaired_or_added_while_the_app_runs_is_there_at_the_next_look(
    copies, models
) -> None:
    away = copies.parent / "away"
    (copies / models[0].key).rename(away)
    before = open_page(LANDING)

    away.rename(copies / models[0].key)
    after = open_page(LANDING)

    assert models[0].name not in [row["name"] for row in payloads(before, "rows")[0]["rows"]]
    assert models[0].name in [row["name"] for row in payloads(after, "rows")[0]["rows"]]


@pytest.mark.parametrize("file", page_files())
@pytest.mark.usefixtures("registry")
def test_without_any_model_every_page_names_the_next_command(file) -> None:
    page = open_page(file)

    assert [exception.message for exception in page.exception] == []
    assert [error.value for error in page.error] == []
    assert len(page.title) == 1
    if file not in ABOUT_NO_MODEL:
        [info] = page.info
        assert "python -m fmnist train " in info.value


@pytest.mark.parametrize("file", page_files())
def test_one_model_alone_breaks_no_page(one_alone, read_from, file) -> None:
    read_from(one_alone)

    page = open_page(file)

    assert [exception.message for exception in page.exception] == []
    assert [error.value for error in page.error] == []
    assert views(page) or page.info or page.main.header or file == WAITS_FOR_THE_BROWSER


@pytest.mark.parametrize("page", ["agreement", "difference"])
def test_with_one_model_a_comparison_says_how_to_get_another(registry, models, page) -> None:
    shutil.copytree(ARTIFACTS / models[0].key, registry / models[0].key)

    opened = open_page(f"pages/compare/{page}.py")

    [info] = opened.info
    assert f"compares two models, and there is one: {models[0].name}." in info.value
    assert "python -m fmnist train ann_10_10" in info.value
    [link] = opened.get("page_link")
    assert link.proto.label == "Your model"
    assert not opened.exception
