"""The README says what is true."""

import re
from pathlib import Path

import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.errors import ReportError
from fmnist.report.results import evaluated_models, put_into, to_markdown

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_result_table_is_up_to_date() -> None:
    table = to_markdown(evaluated_models(store.scan().models, load_test_split().labels))

    assert put_into(README, table) == README, "run: python -m fmnist results --write README.md"


def test_the_table_needs_its_marks() -> None:
    with pytest.raises(ReportError, match="Expected the marks"):
        put_into("# No marks", "| table |")


def test_the_two_commands_stand_in_it() -> None:
    assert "pip install -r requirements.txt && streamlit run dashboard.py" in README
    assert "pip install -r requirements-dev.txt && pytest" in README


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_its_links_and_pictures_exist(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_ci_runs_the_readme_s_test_command() -> None:
    assert "pip install -r requirements-dev.txt && pytest" in (ROOT / ".ci/run").read_text()


@pytest.mark.parametrize(
    "name", re.findall(r"^      ([a-z_]+\.py|[a-z]+)/? ", README, re.MULTILINE)
)
def test_named_folders_exist(name: str) -> None:
    assert list(ROOT.glob(f"*/{name}"))
