"""The app alone needs a third of the packages, and says so wherever more is needed."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from oracle import ROOT, menu

from fmnist import paths
from fmnist.__main__ import MORE, main
from hatch_build import requirements

NAME = re.compile(r"[\w.-]+")
OURS = {"fmnist", "pages"}
TRAINING = ("fmnist/training/", "fmnist/models/")


distributions = cache(packages_distributions)


def declared(*files: str) -> set[str]:
    """Return the distributions that requirements files name."""
    lines = [line for file in files for line in requirements(ROOT / file)]
    return {NAME.match(line)[0].lower() for line in lines}


def imported(path: Path) -> Iterator[str]:
    """Return the distributions from which a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            # `google` is a name that several share: what is imported from it tells whose it is
            names = ["google.protobuf" if node.module.startswith("google.") else node.module]
        for name in names:
            package = name.partition(".")[0]
            if package == "google":
                yield "protobuf"
            elif package not in OURS and package not in sys.stdlib_module_names:
                yield from {
                    each.lower().replace("_", "-") for each in distributions().get(package, [name])
                }


def sources(*, training: bool) -> list[Path]:
    found = [ROOT / "dashboard.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("fmnist/**/*.py")]
    is_training = {path: path.relative_to(ROOT).as_posix().startswith(TRAINING) for path in found}
    return [path for path in found if is_training[path] is training]


def test_every_page_shows_itself_where_tensorflow_and_keras_are_not_installed() -> None:
    script = Path(__file__).with_name("without_training.py")
    done = subprocess.run(
        [sys.executable, script],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'pages'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == [f"walked {len(menu())} pages, loaded []"]


@pytest.mark.parametrize(
    "path", sources(training=False), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_what_the_app_imports_its_own_file_declares(path: Path) -> None:
    more = {"pooch", "optuna"}  # where training images are downloaded, or a search is resumed
    worker = {"h5py", "keras", "tensorflow", "tensorflow-cpu", "tf2onnx"}  # in its own process

    assert set(imported(path)) - more - worker <= declared("requirements-app.txt")


def test_what_training_imports_is_declared_with_it() -> None:
    used = {name for path in sources(training=True) for name in imported(path)}

    assert used <= declared("requirements-app.txt", "requirements.txt", "requirements-dev.txt")
    assert {"keras", "tqdm"} <= used


def test_the_list_that_is_all_a_user_needs_includes_the_apps() -> None:
    assert "-r requirements-app.txt" in (ROOT / "requirements.txt").read_text().splitlines()
    assert "-r requirements.txt" in (ROOT / "requirements-dev.txt").read_text().splitlines()
    assert declared("requirements-app.txt").isdisjoint(
        {"tensorflow", "tensorflow-cpu", "keras", "tf2onnx"}
    )


@pytest.mark.parametrize("checkout", [True, False])
def test_a_command_that_needs_more_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, checkout: bool
) -> None:
    for name in MORE:
        monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
    for name in [name for name in sys.modules if name.startswith("fmnist.models.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(paths, "IS_CHECKOUT", checkout)

    with pytest.raises(SystemExit) as end:
        main(["train", "cnn_three_conv"])

    said = capsys.readouterr().err
    assert end.value.code == 2
    assert said.startswith("Error: This command needs keras, which is not installed here")
    expected = "-r requirements.txt" if checkout else "'fmnist-dashboard[train]'"
    assert said.rstrip().endswith(f"pip install {expected}")
    assert "Traceback" not in said


def test_what_is_missing_by_mistake_stays_an_error() -> None:
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "from fmnist.__main__ import main; main(['results'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "ModuleNotFoundError: import of numpy halted" in done.stderr
    assert "pip install" not in done.stderr
