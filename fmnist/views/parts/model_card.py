"""A record's facts as they stand on a model's page: tables and big numbers."""

from collections.abc import Mapping

from fmnist import text
from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.search import Search, Setting, best_trial
from fmnist.evaluation_set import EvaluatedModel
from fmnist.metrics import METRICS
from fmnist.views.parts.content import Table
from fmnist.views.parts.seeds import spread

Fact = tuple[str, str, str]
TEACHER_HASH = "teacher_sha256"  # stands beside the teacher's name


def facts(one: EvaluatedModel) -> tuple[Fact, Fact, Fact, Fact]:
    """Return four big numbers, each as (label, value, note)."""
    record = one.record
    claimed = record.claimed_accuracy

    def fact(name: str, note: str) -> Fact:
        return name, METRICS[name].number(one), note

    return (
        fact(
            "Accuracy",
            "no accuracy claimed"
            if claimed is None
            else f"its source claims {text.percent(claimed, 0)}",
        ),
        fact("Parameters", f"{METRICS['Multiply-adds'].text(one)} multiply-adds"),
        fact(
            "Training time",
            record.environment.computed_on if record.environment else "not here",
        ),
        fact("File size", _inference(record)),
    )


def layer_table(record: ModelRecord) -> Table:
    """Return the layers."""
    rows = tuple(
        (
            layer.name,
            layer.type,
            " x ".join(map(str, layer.output_shape)),
            f"{layer.parameters:,}",
            f"{layer.multiply_accumulates:,}",
        )
        for layer in record.layers
    )
    columns = ("Layer", "Type", "Output", "Parameters", "Multiply-accumulates")
    return Table("Layers, the first on top", columns, rows, frozenset({1, 2}))


def run_table(record: ModelRecord) -> Table:
    """Return the trainings with their seeds, and their mean when there are several."""
    rows = [
        (
            f"{run.seed}{' (shipped)' if run.seed == record.seed else ''}",
            f"{run.selected_epoch} of {run.epochs}",
            text.percent(run.validation_accuracy, 2),
            text.percent(run.test_accuracy, 2),
            text.duration(run.seconds),
        )
        for run in record.runs
    ]
    tested = spread([run.test_accuracy for run in record.runs])
    validated = spread([run.validation_accuracy for run in record.runs])
    if tested and validated:
        rows.append(("Mean ± standard deviation", "", f"{validated}", f"{tested}", ""))
    columns = ("Seed", "Selected epoch", "Validation accuracy", "Test accuracy", "Time")
    return Table("Trainings of its recipe, as recorded", columns, tuple(rows))


def together_sentence(record: ModelRecord, names: Mapping[str, str]) -> str:
    """Say of what an ensemble is put together; `names` are display names by key."""
    members = text.enumerate_all(
        [f"**{names.get(key, key)}**{_seeds(seeds)}" for key, seeds in record.members.items()]
    )
    views = ", each asked about the image and about its mirror image"
    validation = record.validation
    return (
        "Nothing was trained for it: it answers with the mean of the probabilities of "
        f"{members}{views if record.training.get('mirrored') else ''}. Their own curves tell how "
        f"they learned. Validation accuracy "
        f"{text.percent(validation.accuracy, 2) if validation else text.UNKNOWN}."
    )


def training_table(record: ModelRecord, names: Mapping[str, str]) -> Table:
    """Return settings, validation split and versions; `names` are by models' keys."""
    environment, validation = record.environment, record.validation
    rows = {
        **{name.replace("_", " "): setting_text(value, names) for name, value in _own(record)},
        "validation": f"{validation.size:,} images, {validation.drawn}"
        if validation
        else text.UNKNOWN,
        "hardware": environment.hardware if environment else text.UNKNOWN,
        "versions": f"Python {environment.python}, Keras {environment.keras}, "
        f"{environment.backend}, NumPy {environment.numpy}"
        if environment
        else text.UNKNOWN,
    }
    return Table("Settings", ("Setting", "Value"), tuple(rows.items()), frozenset({1}))


def search_sentence(search: Search) -> str:
    """Say what was searched and found, as Markdown."""
    pruned = sum(trial.state == "pruned" for trial in search.trials)
    best = best_trial(search)
    found = (
        f" The best is trial {best.trial}, {text.percent(best.validation_accuracy, 2)} on "
        f"validation images after {best.epochs} epochs; its settings were then trained in full."
        if best
        else ""
    )
    return (
        f"**{len(search.trials)} trials** of up to {search.most_epochs} epochs, {pruned} of them "
        f"pruned before, by validation accuracy ({search.tuner}).{found}"
    )


def importance_table(search: Search) -> Table:
    """Return which settings mattered, the most important first."""
    best = best_trial(search)
    settings = best.settings if best else {}
    ranked = sorted(search.importances.items(), key=lambda row: -row[1])
    rows = tuple(
        (name, _setting(settings.get(name)), text.percent(share, 0)) for name, share in ranked
    )
    return Table("Importance", ("Setting", "Chosen", "Share of the variance"), rows)


def trial_table(search: Search, *, most: int) -> Table:
    """Return the best trials; settings that differ from the best trial's are bold."""
    ranked = sorted(search.trials, key=lambda trial: (-trial.validation_accuracy, trial.trial))
    best = best_trial(search)
    chosen = best.settings if best else {}
    rows = tuple(
        (
            f"{trial.trial}{' (pruned)' if trial.state == 'pruned' else ''}",
            text.percent(trial.validation_accuracy, 2),
            f"{trial.epochs}",
            _settings(trial.settings, chosen),
        )
        for trial in ranked[:most]
    )
    return Table("Trials", ("Trial", "Validation", "Epochs", "Settings"), rows, frozenset({3}))


def _settings(settings: Mapping[str, Setting], chosen: Mapping[str, Setting]) -> str:
    parts = []
    for name, value in settings.items():
        said = f"{name.replace('_', ' ')} {_setting(value)}"
        parts.append(said if chosen.get(name) == value else f"**{said}**")
    return ", ".join(parts)


def _setting(value: Setting | None) -> str:
    return f"{value:.3g}" if isinstance(value, float) else setting_text(value, {})


def _own(record: ModelRecord) -> list[tuple[str, object]]:
    """Return the settings as recorded; a teacher's name together with its file's hash."""
    told: dict[str, object] = dict(record.training)
    if TEACHER_HASH in told and "teacher" in told:
        told["teacher"] = {str(told["teacher"]): told.pop(TEACHER_HASH)}
    return list(told.items())


def _inference(record: ModelRecord) -> str:
    times = [
        f"{text.rounded(1000 * time.milliseconds_per_image, 0)} µs"
        + ("" if time.batch_size == 1 else " batched")
        for time in record.inference
    ]
    return "; ".join(times) or "inference time not measured"


def setting_text(value: object, names: Mapping[str, str]) -> str:
    """Return a setting as a reader would write it; `names` are by models' keys."""
    if value is None or value is False:
        return "no"
    if isinstance(value, dict):
        return "; ".join(f"{names.get(key, key)} {_told(each)}" for key, each in value.items())
    return "yes" if value is True else names.get(str(value), str(value).replace("_", " "))


def _told(value: object) -> str:
    """Say which seeds of a member answer, or the start of a file's hash."""
    return ", ".join(map(str, value)) if isinstance(value, list) else f"{str(value)[:16]}…"


def _seeds(count: int) -> str:
    return f" (each of its {text.number_word(count)} seeds)" if count > 1 else ""
