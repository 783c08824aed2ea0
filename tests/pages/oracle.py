"""The numbers that pages must show, computed from the artifacts' files with NumPy alone.

Nothing of the project is imported: a mistake there must not find itself confirmed here.
"""

import ast
import gzip
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "artifacts"
CLASSES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
T_SHIRT, SHIRT = 0, 6
MOST_MODELS = 4


@dataclass(frozen=True)
class Truth:
    """One model and what it makes of the test images."""

    key: str
    name: str
    family: str
    y_proba: np.ndarray

    @cached_property
    def y_pred(self) -> np.ndarray:
        """Return the predicted labels."""
        return self.y_proba.argmax(axis=1)

    @cached_property
    def matrix(self) -> np.ndarray:
        """Return the confusion matrix; rows are true labels."""
        matrix = np.zeros((10, 10), dtype=int)
        np.add.at(matrix, (labels(), self.y_pred), 1)
        return matrix

    @property
    def n_correct(self) -> int:
        """Return how many test images are right."""
        return int(np.trace(self.matrix))

    @property
    def accuracy(self) -> str:
        """Return the accuracy as it stands on the screen."""
        return percent(self.n_correct, 10_000)

    def count(self, true: int, predicted: int) -> int:
        """Return how many test images are in a cell of the matrix."""
        return int(self.matrix[true, predicted])

    def indices(self, true: int, predicted: int) -> set[int]:
        """Return the test images in a cell of the matrix."""
        return set(np.flatnonzero((labels() == true) & (self.y_pred == predicted)).tolist())


def percent(count: int, n: int) -> str:
    """Return a share as it stands on the screen: a half is rounded up."""
    return f"{(2000 * int(count) + n) // (2 * n) / 10:.1f} %"


@cache
def labels() -> np.ndarray:
    """Return the official test labels."""
    packed = gzip.decompress((ARTIFACTS / "test_data" / "t10k-labels-idx1-ubyte.gz").read_bytes())
    return np.frombuffer(packed, np.uint8, offset=8)


def images() -> np.ndarray:
    """Return the official test images."""
    packed = gzip.decompress((ARTIFACTS / "test_data" / "t10k-images-idx3-ubyte.gz").read_bytes())
    return np.frombuffer(packed, np.uint8, offset=16).reshape(-1, 28, 28)


def models(root: Path = ARTIFACTS, comparison: str = "best effort") -> list[Truth]:
    """Return all models of one comparison, the most accurate first."""
    found = []
    for path in root.glob("[!.]*/record.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        of = record.get("comparison", "best effort")
        if record["data"]["dataset"] == "fashion-mnist" and of == comparison:
            y_proba = np.load(path.parent / "test_predictions.npz")["y_proba"]
            found.append(Truth(record["key"], record["display_name"], record["family"], y_proba))
    return sorted(found, key=lambda model: (-model.n_correct, model.key))


def best_of_families(found: list[Truth]) -> list[Truth]:
    """Return the models that pages choose by themselves."""
    best = {model.family: model for model in reversed(found)}
    return [model for model in found if best[model.family] is model]


def page_files() -> list[str]:
    """Return every page file, relative to the repository."""
    files = (ROOT / "pages").rglob("*.py")
    names = [path.relative_to(ROOT).as_posix() for path in files]
    return sorted(
        name
        for name in names
        if not name.startswith("pages/shared/") and "/_" not in name  # a page's own parts
    )


@dataclass(frozen=True)
class MenuEntry:
    """One ``st.Page(...)`` of the entry."""

    file: str
    title: str
    path: str


def menu() -> list[MenuEntry]:
    """Read the menu out of the source of dashboard.py."""
    tree = ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    pages = [call for call in calls if ast.unparse(call.func) in {"st.Page", "Page"}]
    return [_entry(call) for call in pages]


def _entry(call: ast.Call) -> MenuEntry:
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    file = ast.literal_eval(call.args[0])
    path = "" if given.get("default") else given.get("url_path", Path(file).stem)
    return MenuEntry(file, given["title"], path)
