"""The address, inside the app, that shows a view: path and query."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from fmnist.data.classes import CLASS_NAMES
from fmnist.report import views

PATHS: Final[dict[str, str]] = {
    "leaderboard": "",
    "matrix": "confusion",
    "cell": "confusion",
    "image": "samples",
    "class_pair": "pair",
    "difference": "difference",
    "agreement": "agreement",
    "calibration": "calibration",
    "learning_curves": "curves",
    "efficiency": "efficiency",
    "model": "model",
}
SHARES: Final = {
    "true": "of true label",
    "pred": "of predicted label",
    "all": "of all images",
    None: "none",
}
WHOLE: Final = "all"


def link(view: views.View, names: Mapping[str, str]) -> str:
    """Return the address of a view, relative to the app.

    Parameters
    ----------
    view
        What to show.
    names
        Display names by key: pages name models so in their addresses.
    """
    path = PATHS[view.kind]
    query = urlencode(_query(view, names))
    return f"{path}?{query}" if query else path


def _query(  # noqa: PLR0911 - one line for each kind
    view: views.View, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    models = [("models", names.get(key, key)) for key in view.models]
    match view:
        case views.MatrixView():
            return [*models, ("share", SHARES[view.normalize])]
        case views.CellView():
            cell = f"{_token(view.true)}-{_token(view.predicted)}"
            return [*models, ("cell", cell), ("of", names.get(view.of, view.of))]
        case views.ImageView():
            return [("image", str(view.image))]
        case views.ClassPairView():
            pair = [("first", CLASS_NAMES[view.first]), ("second", CLASS_NAMES[view.second])]
            return [*models, *pair]
        case views.DifferenceView():
            return list(zip("ab", (name for _, name in models), strict=True))
        case views.ModelView():
            return [("model", name) for _, name in models]
        case views.EfficiencyView():
            return [("cost", view.cost)]
        case views.LeaderboardView():
            return []
        case _:
            return models


def _token(labels: Sequence[int]) -> str:
    """Return a row or column as the matrix page writes it."""
    if not labels:
        return WHOLE
    return str(labels[0]) if len(labels) == 1 else views.group_name(tuple(labels))
