"""A record's facts as they stand on a model's page: Markdown tables and big numbers."""

from collections.abc import Mapping

from fmnist import words
from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.search import Search, Setting, best_trial
from fmnist.artifacts.store import TrainedModel
from fmnist.views.parts.seeds import spread

Fact = tuple[str, str, str]
TEACHER_HASH = "teacher_sha256"  # stands beside the teacher's name


def facts(model: TrainedModel, accuracy: float) -> tuple[Fact, Fact, Fact, Fact]:
    """Return four big numbers, each as (label, value, note)."""
    record = model.record
    claimed = record.claimed_accuracy
    size = f"{model.model_file.stat().st_size / 1024:,.0f} KiB" if model.model_file else "none"
    return (
        (
            "Test accuracy",
            _percent(accuracy, 2),
            f"its source claims {_percent(claimed, 0)}" if claimed else "no claim in its source",
        ),
        (
            "Parameters",
            words.number_or_unknown(record.parameters),
            f"{words.number_or_unknown(record.multiply_accumulates)} multiply-accumulates",
        ),
        (
            "Training",
            words.UNKNOWN
            if record.training_seconds is None
            else f"{record.training_seconds / 60:.1f} min",
            record.environment.hardware.partition(",")[0] if record.environment else "not here",
        ),
        ("File", size, _inference(record)),
    )


def layer_rows(record: ModelRecord) -> str:
    """Return the layer table as Markdown."""
    lines = [
        "| layer | type | output | parameters | multiply-accumulates |",
        "|---|---|---|--:|--:|",
    ]
    lines += [
        f"| {layer.name} | {layer.type} | {' x '.join(map(str, layer.output_shape))} | "
        f"{layer.parameters:,} | {layer.multiply_accumulates:,} |"
        for layer in record.layers
    ]
    return "\n".join(lines)


def run_rows(record: ModelRecord) -> str:
    """Return the trainings with their seeds as Markdown, and their mean when there are several."""
    lines = ["| seed | selected epoch | validation | test | time |", "|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {run.seed}{' (shipped)' if run.seed == record.seed else ''} | {run.selected_epoch} of "
        f"{run.epochs} | {_percent(run.validation_accuracy, 2)} | "
        f"{_percent(run.test_accuracy, 2)} | {run.seconds / 60:.1f} min |"
        for run in record.runs
    ]
    if found := spread([run.test_accuracy for run in record.runs]):
        lines.append(f"| mean ± standard deviation | | | {found} | |")
    return "\n".join(lines)


def together_sentence(record: ModelRecord, names: Mapping[str, str]) -> str:
    """Say of what an ensemble is put together; `names` are display names by key."""
    members = words.enumerate_words(
        [f"**{names.get(key, key)}**{_seeds(seeds)}" for key, seeds in record.members.items()]
    )
    views = ", each asked about the image and about its mirror image"
    validation = record.validation
    return (
        "Nothing was trained for it: it answers with the mean of the probabilities of "
        f"{members}{views if record.training.get('mirrored') else ''}. Their own curves tell how "
        f"they learned. Validation accuracy "
        f"{_percent(validation.accuracy, 2) if validation else words.UNKNOWN}."
    )


def training_rows(record: ModelRecord, names: Mapping[str, str]) -> str:
    """Return settings, validation split and versions as Markdown; `names` are by models' keys."""
    environment, validation = record.environment, record.validation
    settings = {name.replace("_", " "): _plain(value, names) for name, value in _own(record)}
    rows = {
        **settings,
        "validation": f"{validation.size:,} images, {validation.drawn}"
        if validation
        else words.UNKNOWN,
        "hardware": environment.hardware if environment else words.UNKNOWN,
        "versions": f"Python {environment.python}, Keras {environment.keras}, "
        f"{environment.backend}, NumPy {environment.numpy}"
        if environment
        else words.UNKNOWN,
    }
    lines = ["| setting | value |", "|---|---|"]
    return "\n".join(lines + [f"| {name} | {value} |" for name, value in rows.items()])


def search_sentence(search: Search) -> str:
    """Say what was searched and found, as Markdown."""
    pruned = sum(trial.state == "pruned" for trial in search.trials)
    best = best_trial(search)
    found = (
        f" The best is trial {best.trial}, {_percent(best.validation_accuracy, 2)} on validation "
        f"images after {best.epochs} epochs; its settings were then trained in full."
        if best
        else ""
    )
    return (
        f"**{len(search.trials)} trials** of up to {search.most_epochs} epochs, {pruned} of them "
        f"pruned before, by validation accuracy ({search.tuner}).{found}"
    )


def importance_rows(search: Search) -> str:
    """Return which settings mattered, the most important first, as Markdown."""
    best = best_trial(search)
    settings = best.settings if best else {}
    rows = sorted(search.importances.items(), key=lambda row: -row[1])
    lines = ["| setting | chosen | share of the variance |", "|---|--:|--:|"]
    lines += [
        f"| {name} | {_setting(settings.get(name))} | {_percent(share, 0)} |"
        for name, share in rows
    ]
    return "\n".join(lines)


def trial_rows(search: Search, *, most: int) -> str:
    """Return the best trials as Markdown; settings that differ from the best trial's are bold."""
    ranked = sorted(search.trials, key=lambda trial: (-trial.validation_accuracy, trial.trial))
    best = best_trial(search)
    chosen = best.settings if best else {}
    lines = ["| trial | validation | epochs | settings |", "|--:|--:|--:|---|"]
    lines += [
        f"| {trial.trial}{' (pruned)' if trial.state == 'pruned' else ''} | "
        f"{_percent(trial.validation_accuracy, 2)} | {trial.epochs} | "
        f"{_settings(trial.settings, chosen)} |"
        for trial in ranked[:most]
    ]
    return "\n".join(lines)


def _settings(settings: Mapping[str, Setting], chosen: Mapping[str, Setting]) -> str:
    parts = []
    for name, value in settings.items():
        said = f"{name.replace('_', ' ')} {_setting(value)}"
        parts.append(said if chosen.get(name) == value else f"**{said}**")
    return ", ".join(parts)


def _setting(value: Setting | None) -> str:
    return f"{value:.3g}" if isinstance(value, float) else _plain(value, {})


def _own(record: ModelRecord) -> list[tuple[str, object]]:
    """Return the settings as recorded; a teacher's name together with its file's hash."""
    told: dict[str, object] = dict(record.training)
    if TEACHER_HASH in told and "teacher" in told:
        told["teacher"] = {told["teacher"]: told.pop(TEACHER_HASH)}
    return list(told.items())


def _inference(record: ModelRecord) -> str:
    times = [
        f"{1000 * time.milliseconds_per_image:,.0f} µs at {time.batch_size}"
        for time in record.inference
    ]
    return " · ".join(times) or "inference time not measured"


def _plain(value: object, names: Mapping[str, str]) -> str:
    if value is None or value is False:
        return "no"
    if isinstance(value, dict):
        return "; ".join(f"{names.get(key, key)} {_told(each)}" for key, each in value.items())
    return "yes" if value is True else str(value).replace("_", " ")


def _told(value: object) -> str:
    """Say which seeds of a member answer, or the start of a file's hash."""
    return ", ".join(map(str, value)) if isinstance(value, list) else f"`{str(value)[:16]}…`"


def _seeds(count: int) -> str:
    return f" (each of its {words.number_word(count)} seeds)" if count > 1 else ""


def _percent(share: float, digits: int) -> str:
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"
