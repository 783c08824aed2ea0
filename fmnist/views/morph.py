"""From one image to another in small steps: where each model changes its answer."""

from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.picture_token import from_token
from fmnist.evaluation_set import EvaluationSet
from fmnist.explanation.morph import STEPS, Flip, flips, mixtures, shares
from fmnist.figures.palette import model_colours
from fmnist.views.parts.content import Content, Line, Lines, Picture, Pictures, Table
from fmnist.views.parts.live import Token, answering, ask
from fmnist.views.parts.view import Image, View

_SHOWN = range(0, STEPS, 4)


class MorphView(View):
    """The way from a test image, or a picture that the view carries, to a test image."""

    NAME = "From one image to another"
    PAGE = "why"

    kind: Literal["morph"] = "morph"
    to: Image
    image: Image | None = None
    picture: Token | None = None

    @model_validator(mode="after")
    def _one_beginning(self) -> "MorphView":
        if (self.image is None) == (self.picture is None):
            raise ValueError("expected either image or picture")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name both ends."""
        labels = evaluation_set.split.labels
        start = (
            "a picture of one's own"
            if self.image is None
            else f"test image {self.image}, {CLASS_NAMES[labels[self.image]]},"
        )
        return f"From {start} to test image {self.to}, {CLASS_NAMES[labels[self.to]]}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        subject = ("image", str(self.image)) if self.picture is None else ("picture", self.picture)
        return [*super().query(), subject, ("to", str(self.to)), ("tab", "Morph")]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Mix the images in 21 steps and ask the models about each."""
        models, engines, silent = answering(evaluation_set.pick(self.models))
        split = evaluation_set.split
        start = (
            from_token(self.picture)
            if self.picture is not None
            else split.images[int(self.image or 0)]
        )
        way = mixtures(start, split.images[self.to])
        y_proba = ask(engines, way)
        goal = int(split.labels[self.to])
        found = [flips(one) for one in y_proba]
        colours = model_colours([model.record.family for model in models])
        lines = tuple(
            Line(model.name, colour, tuple(shares().tolist()), tuple(one[:, goal].tolist()))
            for model, colour, one in zip(models, colours, y_proba, strict=True)
        )
        rows = tuple(
            (
                model.name,
                CLASS_NAMES[one[0].argmax()],
                _changes(each),
                CLASS_NAMES[one[-1].argmax()],
            )
            for model, one, each in zip(models, y_proba, found, strict=True)
        )
        sentences = [
            f"**{model.name}** {'changes its answer ' + _changes(each) if each else 'never does'}"
            for model, each in zip(models, found, strict=True)
        ]
        return Content(
            f"On the way {text.enumerate_all(sentences)}.{silent}",
            (
                Lines(
                    f"Probability of {CLASS_NAMES[goal]} on the way",
                    "Share of the second image",
                    f"Probability of {CLASS_NAMES[goal]}",
                    lines,
                    x_share=True,
                ),
                _pictures(way),
                Table(
                    "Answers on the way",
                    ("Model", "At first", "Changes", "In the end"),
                    rows,
                    frozenset({1, 2, 3}),
                ),
            ),
            f"{STEPS} mixtures of two images, pixel by pixel",
            "none: single probabilities, no share of images",
        )


def _changes(found: tuple[Flip, ...]) -> str:
    if not found:
        return "none"
    return text.enumerate_all(
        [f"to {CLASS_NAMES[flip.after]} at {text.percent(flip.share, 0)}" for flip in found]
    )


def _pictures(way: npt.NDArray[np.float32]) -> Pictures:
    told = [text.percent(share, 0) for share in shares().tolist()]
    return Pictures(
        "The pictures on the way: share of the second image",
        tuple(
            Picture(
                0,
                np.rint(way[step]).astype(np.uint8),
                f"{told[step]} of the second image",
                (told[step],),
                file=f"step-{step}",
            )
            for step in _SHOWN
        ),
    )
