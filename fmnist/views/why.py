"""Which parts of one image speak for one class and against another, to each model."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.picture_token import from_token
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet
from fmnist.explanation.deletion import ORDERS, Deletion, deletion
from fmnist.explanation.occlusion import Filling, Occlusion, occlusion
from fmnist.explanation.places import part_of_garment, strongest
from fmnist.views.parts.content import Content, Picture, Pictures, Table
from fmnist.views.parts.heat import tinted
from fmnist.views.parts.live import Token, answering
from fmnist.views.parts.view import Image, Label, View


class WhyView(View):
    """Contrastive occlusion of a test image, or of a picture that the view carries."""

    NAME = "Why one class and not another"
    PAGE = "why"

    kind: Literal["why"] = "why"
    first: Label
    second: Label
    image: Image | None = None
    picture: Token | None = None
    filling: Filling = "neighbourhood"

    @model_validator(mode="after")
    def _one_image_and_two_classes(self) -> "WhyView":
        if (self.image is None) == (self.picture is None):
            raise ValueError("expected either image or picture")
        if self.first == self.second:
            raise ValueError("first and second must be two different classes")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name the classes and the image."""
        first, second = CLASS_NAMES[self.first], CLASS_NAMES[self.second]
        return f"Why {first} or {second}? {self.subject(evaluation_set)}"

    def subject(self, evaluation_set: EvaluationSet) -> str:
        """Say which image it is."""
        if self.image is None:
            return "A picture of one's own"
        return f"Test image {self.image}, {CLASS_NAMES[evaluation_set.split.labels[self.image]]}"

    def pixels(self, evaluation_set: EvaluationSet) -> npt.NDArray[np.uint8]:
        """Return the image, shape (28, 28)."""
        if self.picture is not None:
            return from_token(self.picture)
        return np.asarray(evaluation_set.split.images[int(self.image or 0)], dtype=np.uint8)

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        subject = ("image", str(self.image)) if self.picture is None else ("picture", self.picture)
        pair = [("first", CLASS_NAMES[self.first]), ("second", CLASS_NAMES[self.second])]
        return [*super().query(), subject, *pair, ("filling", self.filling.capitalize())]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Cover the image patch by patch, and put each map to the test."""
        models, engines, silent = answering(evaluation_set.pick(self.models))
        pixels, pair = self.pixels(evaluation_set), (self.first, self.second)
        found = [occlusion(each.predict, pixels, *pair, filling=self.filling) for each in engines]
        runs = [
            deletion(each.predict, pixels, one.heat, *pair)
            for each, one in zip(engines, found, strict=True)
        ]
        first, second = (CLASS_NAMES[label] for label in pair)
        return Content(
            " ".join(_sentence(model, one, first) for model, one in zip(models, found, strict=True))
            + silent,
            (
                _maps(self.subject(evaluation_set), pixels, models, found, (first, second)),
                _table(models, found, runs, (first, second)),
            ),
            "one image and 169 copies of it, each with a patch of 4 x 4 pixels covered by "
            + ("black" if self.filling == "background" else "its neighbourhood's mean grey"),
            f"none: single images; each map is held against {ORDERS} random orders of covering",
        )


def _sentence(model: EvaluatedModel, found: Occlusion, first: str) -> str:
    place = strongest(found.heat)
    if place is None:
        return f"To **{model.name}** nothing in the image speaks for {first}."
    return (
        f"To **{model.name}** most of the evidence for {first} lies at the "
        f"{part_of_garment(place, first)}, {place.text} ({text.percent(place.share, 0)} of it)."
    )


def _maps(
    subject: str,
    pixels: npt.NDArray[np.uint8],
    models: Sequence[EvaluatedModel],
    found: Sequence[Occlusion],
    names: tuple[str, str],
) -> Pictures:
    scale = max(0.1, *(float(np.abs(one.heat).max()) for one in found))
    maps = [
        Picture(
            0,
            tinted(one.heat, pixels, scale),
            f"Map of {model.name}: {_sentence(model, one, names[0])}".replace("**", ""),
            (model.name,),
            file=f"map-{model.key}",
        )
        for model, one in zip(models, found, strict=True)
    ]
    return Pictures(
        f"{subject}, and what speaks for {names[0]} (blue) and {names[1]} (orange); full colour "
        f"{scale:.1f} in log p({names[0]}) {text.MINUS} log p({names[1]})",
        (Picture(0, pixels, subject, (subject,), file="image"), *maps),
        large=True,
    )


def _table(
    models: Sequence[EvaluatedModel],
    found: Sequence[Occlusion],
    runs: Sequence[Deletion],
    names: tuple[str, str],
) -> Table:
    rows = []
    for model, one, run in zip(models, found, runs, strict=True):
        places = (strongest(one.heat), strongest(-one.heat))
        rows.append(
            (
                model.name,
                f"{one.margin:+.2f}".replace("-", text.MINUS),
                *(place.text if place else "none" for place in places),
                f"{run.beats} of {ORDERS}",
            )
        )
    columns = (
        "Model",
        f"log p({names[0]}) {text.MINUS} log p({names[1]})",
        f"Strongest for {names[0]}",
        f"Strongest for {names[1]}",
        "Covering by the map beats random orders",
    )
    return Table("Where the evidence lies", columns, tuple(rows), frozenset({2, 3}))
