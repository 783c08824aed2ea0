"""What this app knows of Streamlit's inside is still so; after an upgrade look here first."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from oracle import ROOT
from streamlit import config, net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.web.server.server_util import is_url_from_allowed_origins
from streamlit.web.server.starlette.starlette_routes import ROUTE_METRICS

from pages.shared.server import streamlit_internals as internals

HERE = ROOT / "pages" / "shared" / "server" / "streamlit_internals.py"
TYPES = {"streamlit.delta_generator.DeltaGenerator", "streamlit.navigation.page.StreamlitPage"}
TEST_ID = re.compile(r"""data-testid\W{1,4}(st\w+)""")


def imported_from_streamlit(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith("streamlit."))
        elif isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] == "streamlit":
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize(
    "path",
    [ROOT / "dashboard.py", *ROOT.glob("pages/**/*.py")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_one_file_alone_imports_what_streamlit_does_not_document(path: Path) -> None:
    found = set(imported_from_streamlit(path)) - TYPES

    assert found == set() or path == HERE


def test_the_list_of_test_ids_is_what_styles_and_scripts_look_for() -> None:
    files = [path for end in ("py", "js", "css") for path in ROOT.glob(f"pages/**/*.{end}")]
    used = {name for path in files for name in TEST_ID.findall(path.read_text(encoding="utf-8"))}

    assert used == internals.TEST_IDS


@pytest.fixture(scope="module")
def front_end() -> str:
    """All scripts of Streamlit's front end."""
    folder = internals.front_end_folder() / "static" / "js"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


@pytest.mark.parametrize("name", sorted(internals.TEST_IDS))
def test_the_front_end_has_a_test_id(front_end: str, name: str) -> None:
    assert re.search(rf"[`\"']{name}[`\"']", front_end)


@pytest.mark.parametrize("part", internals.LATE_PARTS)
def test_the_front_end_has_a_late_part(part: str) -> None:
    assert list((internals.front_end_folder() / "static" / "js").glob(f"{part}.*.js"))


def test_the_front_end_has_one_page_with_one_inline_script() -> None:
    page = (internals.front_end_folder() / "index.html").read_text(encoding="utf-8")

    assert page.count("<script>") == 1


def test_the_names_of_icons_are_a_module() -> None:
    assert import_module(internals.ICON_NAMES)


def test_the_counts_are_where_they_are_closed() -> None:
    assert f"/{ROUTE_METRICS}" == internals.METRICS


def test_the_pages_folder_is_a_setting_of_the_pages_manager(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert hasattr(PagesManager, "uses_pages_directory")
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)

    internals.leave_pages_folder_alone()

    assert PagesManager.uses_pages_directory is False


def test_streamlit_warns_of_what_is_cached_without_a_page_but_not_before_any(caplog) -> None:
    with internals.before_any_page():
        script_run_context.get_script_run_ctx()
    assert caplog.records == []

    script_run_context.get_script_run_ctx()

    assert "missing ScriptRunContext" in caplog.text


def test_streamlit_looks_up_nothing_for_a_foreign_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> str:
        raise AssertionError("Somebody was asked.")

    for name in ("_internal_ip", "_external_ip"):
        monkeypatch.setattr(net_util, name, None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", ask)
    assert config.get_option("server.enableCORS")
    with pytest.raises(AssertionError, match="Somebody was asked"):
        is_url_from_allowed_origins("http://foreign.example")

    internals.look_nothing_up()

    assert not is_url_from_allowed_origins("http://foreign.example")
