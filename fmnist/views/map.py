"""Where the test images lie for a model, and what it makes of a part of them."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from fmnist import text
from fmnist.artifacts.features import ImageMap
from fmnist.data.classes import CLASS_NAMES, N_CLASSES
from fmnist.errors import ReportError
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.views.parts.areas import LONGEST_AREA, Area, area_of
from fmnist.views.parts.content import ON_ALL, Content, Table
from fmnist.views.parts.derived_files import PIXELS, map_of, not_asked, pixel_map
from fmnist.views.parts.pictures import most_confident
from fmnist.views.parts.view import View

BESIDE_PIXELS: Final = "Pixels"
NOTHING: Final = "Nothing"
COLOURS: Final = {
    "true": "True label",
    "predicted": "Predicted label",
    "correct": "Right or wrong",
    "confidence": "Confidence",
    "disagreement": "Disagreement of all models",
}


class MapView(View):
    """The maps of one or two models, and the images that are chosen there.

    The first of `models` is the one whose map stands left and whose answers count.
    """

    NAME = "Map"
    PAGE = "map"

    kind: Literal["map"] = "map"
    pixels: bool = True
    """Whether the map of the pixels stands beside a single model's."""
    colour: Literal["true", "predicted", "correct", "confidence", "disagreement"] = "true"
    area: Annotated[str, Field(max_length=LONGEST_AREA)] = ""
    """As in `fmnist.views.parts.areas`; empty: all images."""

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        name = evaluation_set.name(self.models[0])
        return f"A part of the map of {name}" if self.area else f"How {name} arranges the images"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        beside = BESIDE_PIXELS if self.pixels else NOTHING
        return [
            ("map", self.models[0]),
            ("beside", self.models[1] if len(self.models) > 1 else beside),
            ("colour", COLOURS[self.colour]),
            *([("area", self.area)] if self.area else []),
        ]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Say how pure the neighbourhoods are, or what the models make of the chosen images."""
        picked = {one.key: one for one in evaluation_set.pick(self.models)}
        evaluated = [picked[key] for key in self.models]
        maps = {one.key: found for one in evaluated if (found := map_of(one)) is not None}
        if not maps:
            return Content(not_asked(evaluated, "features"), (), interval="none")
        shown = dict(maps)
        if self.pixels and len(self.models) == 1:
            shown[PIXELS] = pixel_map()
        if not self.area:
            return _neighbourhoods(evaluated, maps, evaluation_set)
        area = area_of(
            self.area,
            {key: found.coordinates for key, found in shown.items()},
            {one.key: one.name for one in evaluated} | {PIXELS: "the pixels"},
            labels=evaluation_set.split.labels,
            y_pred=evaluated[0].y_pred,
        )
        if area is None:
            raise ReportError(
                f"The map has no area {self.area[:40]!r}: expected a class, a region, a box or an "
                "outline on one of its models' maps. Choose the images again on the page Map."
            )
        return _of_area(area, evaluated, evaluation_set)


def purity(neighbours: npt.NDArray[np.integer[Any]], labels: npt.NDArray[np.uint8]) -> float:
    """Return the share of nearest images that have the label of the image that they are near."""
    return float((labels[neighbours] == labels[:, None]).mean())


def _neighbourhoods(
    evaluated: Sequence[EvaluatedModel], maps: dict[str, ImageMap], evaluation_set: EvaluationSet
) -> Content:
    labels = evaluation_set.split.labels
    named = {one.key: one.name for one in evaluated}
    rows = [(named[key], found) for key, found in maps.items()]
    rows.append((BESIDE_PIXELS, pixel_map()))
    count = rows[0][1].neighbours.shape[1]
    table = Table(
        f"Nearest images: of each test image's {count}, how many have its label",
        ("Likeness by", "Numbers an image", "Have the same label", "What it rests on"),
        tuple(
            (name, f"{found.width:,}", text.percent(purity(found.neighbours, labels)), found.basis)
            for name, found in rows
        ),
        frozenset({3}),
    )
    shares = [text.percent(purity(found.neighbours, labels)) for _, found in rows]
    each = text.enumerate_all(
        [f"{share} in **{name}**" for share, (name, _) in zip(shares[:-1], rows[:-1], strict=True)]
    )
    sentence = (
        f"Of the {count} images nearest to a test image, {each} have its label, and {shares[-1]} "
        "pixel by pixel."
    )
    return Content(sentence, (table,), ON_ALL, "none: shares of all pairs of neighbours")


def _of_area(
    area: Area, evaluated: Sequence[EvaluatedModel], evaluation_set: EvaluationSet
) -> Content:
    n = len(area.images)
    if not n:
        return Content(f"No image lies {area.text}.", (), "no image", "none")
    return Content(
        _sentence(area, evaluated),
        (
            _classes(area, evaluated, evaluation_set),
            *most_confident(evaluation_set, area.images, evaluated[0], what="The chosen images"),
        ),
        f"{text.images(n)} of the {ON_ALL}, chosen by eye",
    )


def _sentence(area: Area, evaluated: Sequence[EvaluatedModel]) -> str:
    """Say how many images are chosen and what each model makes of them, and of all others."""
    n = len(area.images)
    told = []
    for one in evaluated:
        right = int(one.correct[area.images].sum())
        rest = len(one.correct) - n
        elsewhere = f", elsewhere {text.percent((one.n_correct - right) / rest)}" if rest else ""
        told.append(
            f"**{one.name}** classifies {text.share_with_interval(right, n)} of them correctly"
            f"{elsewhere}"
        )
    return f"**{text.images(n)}** {area.text}: {text.enumerate_all(told)}."


def _classes(
    area: Area, evaluated: Sequence[EvaluatedModel], evaluation_set: EvaluationSet
) -> Table:
    labels = evaluation_set.split.labels[area.images]
    rows = []
    for label in np.argsort(-np.bincount(labels, minlength=N_CLASSES), kind="stable"):
        members = area.images[labels == label]
        if len(members):
            right = [int(one.correct[members].sum()) for one in evaluated]
            rows.append((CLASS_NAMES[label], f"{len(members):,}", *(f"{each:,}" for each in right)))
    columns = ("True label", "Images", *(f"Right by {one.name}" for one in evaluated))
    return Table("The chosen images by class", columns, tuple(rows))
