"""python -m fmnist report, as a person or a timer types it."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from forks import run_command
from pptx import Presentation

from fmnist.report.findings import new_finding, new_head, read_list, to_json
from fmnist.views.leaderboard import LeaderboardView

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return run_command("report", *words, cwd=cwd, **more)


def test_all_models_are_reported_unless_some_are_named(tmp_path, truths) -> None:
    done = subprocess.run(  # from the very start
        [sys.executable, "-m", "fmnist", "report", "--out", "all.html"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert f"findings on {len(truths)} models" in done.stdout
    html = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert all(truth.name in html for truth in truths)
    assert list(tmp_path.iterdir()) == [tmp_path / "all.html"]


@pytest.mark.parametrize("form", ["repeated", "listed"])
def test_named_models_are_reported_alone(tmp_path, truths, form) -> None:
    one, other = truths[0].key, truths[-1].key
    words = ["--models", one, "--models", other] if form == "repeated" else ["--models", one, other]

    done = run(*words, "--out", "two.html", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "on 2 models" in done.stdout
    html = (tmp_path / "two.html").read_text(encoding="utf-8")
    assert truths[1].name not in html


@pytest.fixture(scope="module")
def archive(tmp_path_factory, truths) -> zipfile.ZipFile:
    """Return the archive of one model, made once."""
    folder = tmp_path_factory.mktemp("archive")
    assert run("--models", truths[0].key, "--out", "report.zip", cwd=folder).returncode == 0
    return zipfile.ZipFile(folder / "report.zip")


def test_the_suffix_decides_the_format(tmp_path, archive) -> None:
    assert run("--out", "report.pptx", cwd=tmp_path).returncode == 0

    deck = Presentation(io.BytesIO((tmp_path / "report.pptx").read_bytes()))
    assert len(deck.slides) > 5
    names = archive.namelist()
    assert {"report.html", "findings.json", "predictions.csv", "models.csv"} <= set(names)


def test_pinned_findings_are_reported_instead_of_the_standard_ones(tmp_path, truths) -> None:
    pinned = new_finding(LeaderboardView(models=(truths[0].key,)), title="Mine", note="My note.")
    head = new_head(title="Garments, 2026", byline="For the board")
    (tmp_path / "findings.json").write_text(to_json([pinned], head), encoding="utf-8")

    done = run(
        *("--findings", "findings.json", "--out", "mine.html"),
        *("--app-url", "https://models.example/"),
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stderr
    html = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert "My note." in html
    assert "<bdi>Garments, 2026</bdi></h1>" in html
    assert ">For the board</p>" in html
    assert "https://models.example/" in html
    assert "mine.html: 1 finding on 1 model\n" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--models", "cnn2", "--out", "x.html"), "No model 'cnn2' to report on. Known: "),
        (("--out", "x.docx"), "must end in .html, .pptx or .zip: received .docx"),
        (("--out", "x"), "received no suffix"),
        (("--out", "nowhere/x.html"), "cannot be written: No such file"),
        (("--out", "."), "is a directory"),
        (("--out", "x.html", "--findings", "none.json"), "none.json cannot be read: No such file"),
        (("--out", "x.html", "--findings", "bad.json"), "bad.json cannot be read: it is not JSON"),
        (("--out", "x.html", "--findings", "empty.json"), "needs at least one finding"),
        (("--out", "x.html", "--app-url", "javascript:x"), "must look like"),
        (("--models", "ann_10_10", "--findings", "bad.json", "--out", "x.html"), "or --findings"),
        (("ann_10_10", "--out", "x.html"), "unexpected extra argument"),
        ((), "Missing option '--out'"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(tmp_path, words, sentence) -> None:
    (tmp_path / "bad.json").write_text("no json")
    (tmp_path / "empty.json").write_text(json.dumps({"schema_version": 1, "findings": []}))

    done = run(*words, cwd=tmp_path)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.html").exists()


def test_a_broken_model_is_left_out_and_named(tmp_path) -> None:
    shutil.copytree(ROOT / "artifacts", tmp_path / "artifacts")
    (tmp_path / "artifacts" / "ann_10_10" / "model.keras").unlink()
    there = {"FMNIST_ARTIFACTS": str(tmp_path / "artifacts")}

    every = run("--out", "x.html", cwd=tmp_path, **there)
    named = run("--models", "ann_10_10", "--out", "y.html", cwd=tmp_path, **there)

    assert every.returncode == 2
    assert "ann_10_10 left out: model.keras is missing" in every.stderr
    assert (tmp_path / "x.html").exists()
    assert named.returncode == 2
    assert "model.keras is missing in ann_10_10/" in named.stderr
    assert not (tmp_path / "y.html").exists()


def test_an_old_report_stays_when_the_new_one_fails(tmp_path) -> None:
    (tmp_path / "x.html").write_text("old")

    assert run("--models", "cnn2", "--out", "x.html", cwd=tmp_path).returncode == 2
    assert (tmp_path / "x.html").read_text() == "old"


def test_the_archive_holds_every_table_chart_and_picture(archive) -> None:
    names = archive.namelist()

    assert archive.testzip() is None
    assert len(names) == len(set(names))
    assert all(not name.startswith("/") and ".." not in name for name in names)
    for suffix in (".csv", ".svg", ".png", ".html", ".json"):
        assert any(name.endswith(suffix) for name in names)
    charts = [name for name in names if name.endswith(".svg")]
    assert all(name.replace(".svg", ".png") in names for name in charts)
    assert len(read_list(archive.read("findings.json")).findings) >= 4
    assert archive.read("predictions.csv").count(b"\r\n") == 10_001
