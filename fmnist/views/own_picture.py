"""A picture that is not in the data, and what the models see in it."""

from typing import Final, Literal

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.own_likeness import load_own_likeness
from fmnist.data.picture_token import from_token
from fmnist.evaluation.unlike import likeness
from fmnist.evaluation_set import EvaluationSet, names_of
from fmnist.views.parts.content import Content, Picture, Pictures, Table
from fmnist.views.parts.live import Token, answering, ask
from fmnist.views.parts.view import View

SHOWN: Final = 6


class OwnPictureView(View):
    """A drawn, uploaded or photographed picture; the view carries its 28 x 28 pixels."""

    NAME = "A picture of one's own"
    PAGE = "try"

    kind: Literal["own_picture"] = "own_picture"
    picture: Token

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [*super().query(), ("picture", self.picture)]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Ask the models, and hold the picture against the test images."""
        models, engines, silent = answering(evaluation_set.pick(self.models))
        pixels, split = from_token(self.picture), evaluation_set.split
        y_proba = ask(engines, pixels[None])[:, 0]
        near = likeness(split.images, load_own_likeness(), pixels, count=SHOWN)
        answers = [
            f"**{one.name}** says {CLASS_NAMES[row.argmax()]} "
            f"({text.probability(float(row.max()))})"
            for one, row in zip(models, y_proba, strict=True)
        ]
        like = "It is as near to the test images as they are to each other."
        if near.far or near.uncorrelated:
            like = "Nothing in the data looks like it, so that no answer says much."
        elif near.full:
            like = "It is a rectangle without the outline of a garment: no answer says much."
        nearest = [
            Picture(
                int(index),
                split.images[index],
                f"Test image {index}: true {CLASS_NAMES[split.labels[index]]}",
                (CLASS_NAMES[split.labels[index]], f"{distance:,.0f} away"),
            )
            for index, distance in zip(near.indices, near.distances, strict=True)
        ]
        rows = tuple(
            (name, *(text.probability(float(row[label])) for row in y_proba))
            for label, name in enumerate(CLASS_NAMES)
        )
        own = Picture(0, pixels, "The picture, as the models see it", file="own-picture")
        return Content(
            f"{text.enumerate_all(answers)}. {like}{silent}",
            (
                Pictures("The picture, as the models see it", (own,), large=True),
                Table("Probability of every class", ("Class", *names_of(models)), rows),
                Pictures("The nearest test images, pixel by pixel", tuple(nearest)),
            ),
            "one picture that is not in the data; "
            f"99 % of the 10,000 test images have another within {near.limit:,.0f} (root of the "
            "summed squares of grey values) and one with a correlation of at least "
            f"{near.least:.2f}; "
            f"this picture has one at {near.distances[0]:,.0f} and one of {near.correlation:.2f}, "
            f"and fills {text.percent(near.filled, 0)} of the rectangle around it",
            "none: single probabilities, no share of images",
        )
