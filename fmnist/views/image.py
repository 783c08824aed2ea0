"""One test image, and what every model sees in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from fmnist import text
from fmnist.data.classes import CLASS_NAMES
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.views.parts.content import Content, Pictures, Table
from fmnist.views.parts.pictures import picture
from fmnist.views.parts.view import Image, View


class ImageView(View):
    """One test image and what the models see in it."""

    NAME = "One image"
    PAGE = "samples"
    PIN = "Pin this image"

    kind: Literal["image"] = "image"
    image: Image

    def title(self, evaluation_set: EvaluationSet) -> str:
        """Name what it shows."""
        return f"Test image {self.image}, {CLASS_NAMES[evaluation_set.split.labels[self.image]]}"

    def query(self) -> list[tuple[str, str]]:
        """Name what its page shows."""
        return [("image", str(self.image))]

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Show the image large beside each model's answer."""
        evaluated = evaluation_set.pick(self.models)
        true = int(evaluation_set.split.labels[self.image])
        shown = replace(picture(evaluation_set.split, self.image, evaluated[0]), lines=())
        shown = replace(shown, alt=f"Test image {self.image}: true {CLASS_NAMES[true]}")
        return Content(
            _sentence(self, evaluated, true),
            (
                Pictures(
                    f"Test image {self.image}, true label {CLASS_NAMES[true]}", (shown,), True
                ),
                _answers(self, evaluated, true),
                _probabilities(self, evaluated),
            ),
            f"one of the 10,000 official test images, number {self.image} counted from 0",
            "none: single probabilities, no share of images",
        )


def _sentence(view: "ImageView", evaluated: Sequence[EvaluatedModel], true: int) -> str:
    right = sum(bool(one.correct[view.image]) for one in evaluated)
    truth = f"Test image {view.image} is labelled **{CLASS_NAMES[true]}**"
    if len(evaluated) == 1:
        one = evaluated[0]
        stated = (
            text.probability(float(one.confidence[view.image])) if one.states_probabilities else ""
        )
        sure = f" with {stated}" if stated else ""
        verb = "agrees" if right else f"sees **{CLASS_NAMES[int(one.y_pred[view.image])]}**"
        return f"{truth}; {one.name} {verb}{sure}."
    all_of = text.number_word(len(evaluated))
    if right == len(evaluated):
        return f"{truth}; all {all_of} models agree."
    agree = {0: f"none of the {all_of} models agrees", 1: f"one of {all_of} models agrees"}
    sentence = (
        f"{truth}; {agree.get(right, f'{text.number_word(right)} of {all_of} models agree')}."
    )
    wrong = [one for one in evaluated if not one.correct[view.image] and one.states_probabilities]
    if not wrong:
        return sentence
    surest = max(wrong, key=lambda one: float(one.confidence[view.image]))
    return (
        f"{sentence} "
        f"Most confident of another class is **{surest.name}**: "
        f"{CLASS_NAMES[int(surest.y_pred[view.image])]}, "
        f"{text.probability(float(surest.confidence[view.image]))}."
    )


def _answers(view: "ImageView", evaluated: Sequence[EvaluatedModel], true: int) -> Table:
    rows = []
    for one in evaluated:
        answer = CLASS_NAMES[int(one.y_pred[view.image])]
        right = "right" if one.correct[view.image] else "wrong"
        rows.append((one.name, answer, right, *_stated(one, view.image, true)))
    columns = (
        "Model",
        "Predicted label",
        "Answer",
        "Confidence",
        "Probability of the true label",
        "Second guess",
    )
    return Table("What each model says", columns, tuple(rows), frozenset({1, 2, 5}))


def _stated(one: EvaluatedModel, image: int, true: int) -> tuple[str, str, str]:
    """Return confidence, the true label's probability and the second guess."""
    if not one.states_probabilities:
        return (text.NOT_STATED,) * 3
    proba = one.model.y_proba[image]
    second = int(np.argsort(-proba, kind="stable")[1])
    return (
        text.probability(float(one.confidence[image])),
        text.probability(float(proba[true])),
        f"{CLASS_NAMES[second]}, {text.probability(float(proba[second]))}",
    )


def _probabilities(view: "ImageView", evaluated: Sequence[EvaluatedModel]) -> Table:
    evaluated = [one for one in evaluated if one.states_probabilities]
    rows = tuple(
        (
            name,
            *(text.probability(float(one.model.y_proba[view.image, label])) for one in evaluated),
        )
        for label, name in enumerate(CLASS_NAMES)
    )
    return Table("Probability of every class", ("Class", *names_of(evaluated)), rows)
