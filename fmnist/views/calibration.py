"""Whether a stated confidence can be believed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from fmnist.evaluation.bootstrap import percentile_interval
from fmnist.evaluation_set import EvaluatedModel, EvaluationSet, names_of
from fmnist.text import between, enumerate_all, percent, rounded, without_probabilities
from fmnist.views.parts.calibration import CONFIDENCE, Calibration, judge_calibration
from fmnist.views.parts.content import ON_ALL, Content, Line, Lines, Table
from fmnist.views.parts.view import View

FEWEST_IMAGES = 10  # a bin of fewer says nothing


class CalibrationView(View):
    """Stated confidence against the share that is right."""

    NAME = "Calibration"
    PAGE = "calibration"
    TITLE = "Can the models' confidence be believed?"

    kind: Literal["calibration"] = "calibration"

    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Draw accuracy against confidence and measure the distance."""
        chosen = evaluation_set.pick(self.models)
        evaluated = [one for one in chosen if one.states_probabilities]
        left_out = without_probabilities([one.name for one in chosen if one not in evaluated])
        if not evaluated:
            return Content(left_out, (), ON_ALL, "none")
        found = [calibration_of(one) for one in evaluated]
        chart = Lines(
            caption="Share of right answers at each confidence; on the diagonal both agree",
            x_label="Confidence",
            y_label="Share right",
            lines=tuple(
                _line(one.name, evaluation_set.colours[one.key], each)
                for one, each in zip(evaluated, found, strict=True)
            ),
            x_share=True,
            diagonal=True,
        )
        sentence = calibration_sentence(names_of(evaluated), found, tied=tied_with_best(evaluated))
        return Content(
            f"{sentence} {left_out}".strip(),
            (chart, _table(names_of(evaluated), found)),
            ON_ALL,
            "bootstrap 95 % intervals of the calibration error (ECE), 1,000 resamples, seed 0: "
            "resampling adds noise of its own, so they tend to lie too high; 15 bins; differences "
            "by a paired bootstrap of the same images",
        )


@lru_cache(maxsize=64)
def calibration_of(one: EvaluatedModel) -> Calibration:
    """Return how far a model's confidence can be believed; computed once."""
    return judge_calibration(one.y_true, one.y_proba)


def tied_with_best(evaluated: Sequence[EvaluatedModel]) -> tuple[int, ...]:
    """Return the models that the images do not tell apart from the one of the smallest ECE."""
    eces = [calibration_of(one).equal_width for one in evaluated]
    best = min(eces, key=lambda one: one.value)
    differences = [
        percentile_interval(best.resampled - one.resampled, confidence=CONFIDENCE) for one in eces
    ]
    return tuple(
        at
        for at, (one, found) in enumerate(zip(eces, differences, strict=True))
        if one is not best and found.low <= 0 <= found.high
    )


def _line(name: str, colour: str, found: Calibration) -> Line:
    kept = found.bins.counts >= FEWEST_IMAGES
    x, y = found.bins.confidence[kept].tolist(), found.bins.accuracy[kept].tolist()
    return Line(name, colour, tuple(x), tuple(y))


def _table(names: Sequence[str], found: Sequence[Calibration]) -> Table:
    ranked = sorted(zip(names, found, strict=True), key=lambda pair: pair[1].equal_width.value)
    rows = tuple(
        (
            name,
            percent(one.accuracy),
            percent(one.mean_confidence),
            percent(one.equal_width.value),
            between(one.equal_width.interval),
            between(one.equal_width.by_chance),
            f"{percent(one.equal_mass.value)} ({between(one.equal_mass.interval)})",
            f"{one.brier:.3f}",
            f"{one.log_loss:.3f}",
        )
        for name, one in ranked
    )
    columns = (
        "Model",
        "Accuracy",
        "Mean confidence",
        "ECE",
        "95 % interval",
        "By chance alone",
        "ECE, equal mass",
        "Brier score",
        "Log loss",
    )
    caption = (
        "Expected calibration error (ECE), smallest first: the mean distance of confidence and "
        "accuracy over 15 bins of equal width, or of equally many images; by chance alone: what a "
        "perfectly calibrated model would show"
    )
    return Table(caption, columns, rows)


def calibration_sentence(
    names: Sequence[str], evaluated: Sequence[Calibration], *, tied: Sequence[int] = ()
) -> str:
    """Say whose confidence is nearest to the share that is right, and whose farthest, as Markdown.

    ECE alone does not reward being sure: a model that answers a tenth for everything has none. The
    log loss does, so that the best by it is named beside.

    Parameters
    ----------
    names
        At least one model.
    evaluated
        How far the confidence of each can be believed, in the same order.
    tied
        Positions of models that cannot be told apart from the one of the smallest ECE.
    """
    eces = [one.equal_width.value for one in evaluated]
    best, worst = eces.index(min(eces)), eces.index(max(eces))
    ece = evaluated[best].equal_width
    of_best = (
        f"ECE {percent(ece.value)}; chance alone would show up to {percent(ece.by_chance.high)}"
    )
    if best == worst:
        return f"**{names[best]}** {claim_text(evaluated[best])} ({of_best})."
    first = f"**{names[best]}** has the smallest calibration error ({of_best})"
    if tied:
        also = enumerate_all([f"**{names[at]}**" for at in tied])
        first += f", though these images cannot tell it from {also}"
    losses = [one.log_loss for one in evaluated]
    surest = losses.index(min(losses))
    proper = f"By log loss, which also rewards being sure, **{names[surest]}** is best"
    if worst in tied:
        return f"{first}. {proper} ({rounded(losses[surest], 3)})."
    return (
        f"{first}; **{names[worst]}** has the largest: it {claim_text(evaluated[worst])} "
        f"(ECE {percent(eces[worst])}). {proper} ({rounded(losses[surest], 3)})."
    )


def claim_text(numbers: Calibration) -> str:
    """Say what a model claims on average and how often it is right."""
    claims, right = numbers.mean_confidence, numbers.accuracy
    turn = "but is right on only" if claims > right else "and is right on"
    return f"claims {percent(claims)} on average {turn} {percent(right)}"


def abstention_sentence(name: str, share: float, before: float, after: float) -> str:
    """Say what a model gains by leaving out the images it is least sure of, as Markdown.

    Parameters
    ----------
    name
        The model.
    share
        Of images left out, 0 to 1.
    before, after
        Accuracy on all images, and on those that are kept.
    """
    if share == 0:
        return f"Answering every image, **{name}** is right on {percent(before)}."
    change = f"{'rises' if after > before else 'falls'} from {percent(before)} to"
    if percent(after) == percent(before):
        change = "stays at"
    return (
        f"If **{name}** may abstain on {percent(share, 0)} of the images, its accuracy {change} "
        f"**{percent(after)}**."
    )
