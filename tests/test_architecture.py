"""Who may import what: the rooms of the house, read from the source."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("fmnist", "pages")
VALIDATION = {"pydantic"}
ALLOWED: dict[str, set[str]] = {
    # the routes and the warm-up that only the entry can hand to the server
    "dashboard.py": {"streamlit", "pages.shared"},
    "pages": {
        "streamlit",
        "numpy",
        "pages.shared",
        "fmnist.errors",
        "fmnist.data",
        "fmnist.artifacts",
        "fmnist.inference",
        "fmnist.importing",
        "fmnist.evaluation",
        "fmnist.evaluation_set",
        "fmnist.explanation",
        "fmnist.metrics",
        "fmnist.views",
        "fmnist.figures",
        "fmnist.report",
        "fmnist.text",
    },
    # as the pages; the server's routes are Starlette's
    "pages/shared": {
        "streamlit",
        "starlette",
        "numpy",
        "pages.shared",
        "pages.compare._leaderboard_landing",  # the server prepares the first view
        "fmnist.errors",
        "fmnist.data",
        "fmnist.artifacts",
        "fmnist.inference",
        "fmnist.importing",
        "fmnist.evaluation",
        "fmnist.evaluation_set",
        "fmnist.explanation",
        "fmnist.metrics",
        "fmnist.views",
        "fmnist.figures",
        "fmnist.report",
        "fmnist.text",
    },
    # pooch and platformdirs download, Pillow writes the atlas; all inside functions
    "fmnist/data": {
        "numpy",
        "pandas",
        "pooch",
        "platformdirs",
        "PIL",
        "requests",
        "fmnist.data",
        "fmnist.paths",
        "fmnist.errors",
    }
    | VALIDATION,
    "fmnist/artifacts": {
        "numpy",
        "h5py",
        "filelock",
        "fmnist.artifacts",
        "fmnist.data",
        "fmnist.paths",
        "fmnist.errors",
    }
    | VALIDATION,
    "fmnist/evaluation": {
        "numpy",
        "scipy",
        "sklearn",
        "statsmodels",
        "pandas",
        "fmnist.evaluation",
        "fmnist.errors",
    },
    "fmnist/explanation": {"numpy", "scipy", "sklearn", "PIL", "fmnist.explanation"},
    "fmnist/figures": {"plotly", "numpy", "pandas", "fmnist.figures", "fmnist.data.classes"},
    # Jinja2 writes the report, python-pptx the slides; findings are validated
    "fmnist/report": {
        "jinja2",
        "markupsafe",
        "pptx",
        "PIL",
        "numpy",
        "pandas",
        "fmnist.report",
        "fmnist.data",
        "fmnist.artifacts",
        "fmnist.evaluation",
        "fmnist.evaluation_set",
        "fmnist.metrics",
        "fmnist.views",
        "fmnist.figures",
        "fmnist.text",
        "fmnist.errors",
    }
    | VALIDATION,
    "fmnist/views": {
        "numpy",
        "fmnist.artifacts",
        "fmnist.data",
        "fmnist.errors",
        "fmnist.evaluation",
        "fmnist.evaluation_set",
        "fmnist.explanation",
        "fmnist.figures",
        "fmnist.inference",
        "fmnist.metrics",
        "fmnist.views",
        "fmnist.text",
    }
    | VALIDATION,
    "fmnist/commands": {"click", "fmnist"},
    "fmnist/inference": {
        "numpy",
        "onnxruntime",
        "onnx",  # with protobuf, and only where somebody looks inside a model
        "google.protobuf",
        "fmnist.inference",
        "fmnist.explanation",  # what is asked once and kept
        "fmnist.artifacts",
        "fmnist.data",
        "fmnist.errors",
    },
    # all but NumPy only inside the functions of its worker process, see test_worker.py
    "fmnist/importing": {
        "numpy",
        "scipy",
        "h5py",
        "onnx",
        "google",
        "pyarrow",
        "keras",
        "tensorflow",
        "tf2onnx",
        "fmnist.evaluation.class_order",  # what pages tell of a stored model, an import asks
        "fmnist.importing",
        "fmnist.inference",
        "fmnist.artifacts",
        "fmnist.data",
        "fmnist.errors",
        "fmnist.training.layers",
    }
    | VALIDATION,
    "fmnist/models": {"keras", "numpy", "fmnist"},
    "fmnist/training": {"keras", "numpy", "optuna", "pandas", "tqdm", "fmnist"},
}
DATA_FRAMES = {  # Streamlit's elements that import pandas and pyarrow
    *("altair_chart", "area_chart", "bar_chart", "data_editor", "dataframe", "line_chart"),
    *("map", "scatter_chart", "table", "vega_lite_chart"),
}
HEAVY = (
    "tensorflow",
    "keras",
    "onnxruntime",
    "sklearn",
    "scipy",
    "pandas",
    "plotly",
    "requests",
    "pooch",
    "PIL",
)


def python_files() -> list[Path]:
    return sorted(
        [ROOT / "dashboard.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("fmnist/*/**/*.py")]
    )


def room_of(path: Path) -> str:
    name = path.relative_to(ROOT).as_posix()
    if name.startswith("pages/"):
        return "pages/shared" if name.startswith("pages/shared/") else "pages"
    return next(room for room in ALLOWED if name == room or name.startswith(f"{room}/"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: import by full name"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def own_parts(path: Path) -> set[str]:
    """Return the modules that stand beside a page under its name, as `_calibration_bins` does."""
    pages = {page.stem for page in path.parent.glob("[a-z]*.py")}
    ours = [page for page in pages if path.stem == page or path.stem.startswith(f"_{page}_")]
    room = path.parent.relative_to(ROOT).as_posix().replace("/", ".")
    return {f"{room}.{part.stem}" for page in ours for part in path.parent.glob(f"_{page}_*.py")}


def is_allowed(module: str, allowed: set[str]) -> bool:
    if module.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    allowed = ALLOWED[room_of(path)] | own_parts(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))

    forbidden = [
        f"line {line}: {name}" for line, name in imports(tree) if not is_allowed(name, allowed)
    ]

    assert forbidden == []


def test_the_rule_forbids_what_it_must() -> None:
    assert not is_allowed("fmnist.figures.palette", ALLOWED["fmnist/evaluation"])
    assert not is_allowed("fmnist.training.loop", ALLOWED["pages"])
    assert not is_allowed("fmnist.database", ALLOWED["fmnist/data"])
    assert is_allowed("collections.abc.Sequence", ALLOWED["fmnist/data"])


def test_no_room_but_the_pages_knows_streamlit() -> None:
    knowing = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("fmnist/**/*.py")
        if any(name.startswith("streamlit") for _, name in imports(ast.parse(path.read_text())))
    ]

    assert knowing == []


def test_what_the_first_view_needs_is_light() -> None:
    """The landing view may not wait for a heavy library."""
    code = (
        "import sys\n"
        "import fmnist.artifacts.store, fmnist.data.dataset, fmnist.data.atlas\n"
        "import fmnist.evaluation.classification, fmnist.evaluation.families\n"
        "import fmnist.evaluation.selection, fmnist.evaluation.confusions\n"
        "import fmnist.views, fmnist.figures.palette, fmnist.figures.curves\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_pages_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    is_page = room_of(path) == "pages" and not path.name.startswith("_")

    assert lines <= (100 if is_page else 300)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("pages/**/*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_page_shows_what_brings_data_frames(path: Path) -> None:
    """One such element takes half a second and 64 MB of the server, for good."""
    nodes = ast.walk(ast.parse(path.read_text()))
    called = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"st", "left", "right"}
    }

    assert called.isdisjoint(DATA_FRAMES)


def test_nothing_is_called_utils_or_helpers() -> None:
    names = {path.stem for path in python_files()}

    assert names.isdisjoint({"utils", "util", "helpers", "misc", "common"})


def broad_handlers(path: Path) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    handlers = (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
    return [
        handler.lineno
        for handler in handlers
        if handler.type is None
        or (
            isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
        )
    ]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_error_is_swallowed_unnamed(path: Path) -> None:
    assert broad_handlers(path) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/**/*.js")), ids=lambda path: path.name)
def test_scripts_never_write_markup(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert not any(
        word in source for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
    )
