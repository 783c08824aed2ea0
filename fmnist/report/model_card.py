"""A record's facts as they stand on a model's page: Markdown tables and big numbers."""

import statistics

from fmnist.artifacts.record import ModelRecord
from fmnist.artifacts.store import MODEL_FILE, TrainedModel

Fact = tuple[str, str, str]


def facts(model: TrainedModel, accuracy: float) -> tuple[Fact, Fact, Fact, Fact]:
    """Return four big numbers, each as (label, value, note)."""
    record = model.record
    claimed = record.claimed_accuracy
    size = (model.folder / MODEL_FILE).stat().st_size / 1024
    return (
        (
            "Test accuracy",
            _percent(accuracy, 2),
            f"its source claims {_percent(claimed, 0)}" if claimed else "no claim in its source",
        ),
        (
            "Parameters",
            f"{record.parameters:,}",
            f"{record.multiply_accumulates:,} multiply-accumulates",
        ),
        (
            "Training",
            f"{record.training_seconds / 60:.1f} min",
            record.environment.hardware.partition(",")[0],
        ),
        ("File", f"{size:,.0f} KiB", _inference(record)),
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
    if len(record.runs) > 1:
        accuracies = [run.test_accuracy for run in record.runs]
        lines.append(
            f"| mean ± standard deviation | | | {_percent(statistics.mean(accuracies), 2)} ± "
            f"{100 * statistics.stdev(accuracies):.2f} | |"
        )
    return "\n".join(lines)


def training_rows(record: ModelRecord) -> str:
    """Return settings, validation split and versions as Markdown."""
    environment, validation = record.environment, record.validation
    rows = {
        **record.training,
        "validation": f"{validation.size:,} images, {validation.drawn}",
        "hardware": environment.hardware,
        "versions": f"Python {environment.python}, Keras {environment.keras}, "
        f"{environment.backend}, NumPy {environment.numpy}",
    }
    lines = ["| setting | value |", "|---|---|"]
    return "\n".join(lines + [f"| {name} | {_plain(value)} |" for name, value in rows.items()])


def _inference(record: ModelRecord) -> str:
    times = [
        f"{1000 * time.milliseconds_per_image:,.0f} µs at {time.batch_size}"
        for time in record.inference
    ]
    return " · ".join(times) or "inference time not measured"


def _plain(value: object) -> str:
    if value is None or value is False:
        return "no"
    return "yes" if value is True else str(value)


def _percent(share: float, digits: int) -> str:
    return f"{100 * share:.{digits}f}\N{NO-BREAK SPACE}%"
