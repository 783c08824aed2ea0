"""A hyper-parameter search, kept beside the model it found: every trial, and what mattered."""

import csv
import io
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fmnist.artifacts.complaints import explain
from fmnist.artifacts.files import MIB, place, read_bytes, visible
from fmnist.errors import ArtifactError

SEARCH_FILE: Final = "search.json"
TRIALS_FILE: Final = "trials.csv"
LARGEST_FILE: Final = MIB
LONGEST_NUMBER: Final = 40
FIXED: Final = ("trial", "state", "validation_accuracy", "epochs", "seconds")

Setting = bool | int | float | str
Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Trial(_Strict):
    """One trial: a training of a few epochs with the settings that the tuner proposed."""

    trial: Annotated[int, Field(ge=0)]
    state: Literal["complete", "pruned"]
    validation_accuracy: Share
    """Of its best epoch."""
    epochs: Annotated[int, Field(ge=1)]
    """That it was given before it ended or was pruned."""
    seconds: Annotated[float, Field(ge=0)]
    settings: dict[str, Setting]


class Search(_Strict):
    """Who searched how, and which settings mattered."""

    schema_version: Literal[1] = 1
    tuner: str
    """Name, version, sampler and pruner."""
    most_epochs: Annotated[int, Field(ge=1)]
    """Of a trial that is not pruned."""
    importances: dict[str, Share]
    """Share of the variance between completed trials that a setting explains; they sum to one."""
    evaluator: str
    """How the importances were computed."""
    trials: tuple[Trial, ...] = ()
    """In the table of trials, not in this file."""


def best_trial(search: Search) -> Trial | None:
    """Return the completed trial with the highest validation accuracy, the earliest of equals."""
    complete = [trial for trial in search.trials if trial.state == "complete"]
    return max(complete, key=lambda trial: (trial.validation_accuracy, -trial.trial), default=None)


def pack(search: Search) -> dict[str, bytes]:
    """Return both files' contents by name: the table of trials, and what is said of all."""
    names = sorted({name for trial in search.trials for name in trial.settings})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*FIXED, *names])
    for trial in search.trials:
        fixed = [getattr(trial, name) for name in FIXED]
        writer.writerow([*fixed, *(trial.settings.get(name, "") for name in names)])
    about = search.model_dump_json(indent=2, exclude={"trials"})
    return {TRIALS_FILE: buffer.getvalue().encode(), SEARCH_FILE: about.encode()}


def read(folder: Path) -> Search | None:
    """Read a kept search; None where there is none.

    Raises
    ------
    ArtifactError
        A file is missing or says something else.
    """
    about, table = folder / SEARCH_FILE, folder / TRIALS_FILE
    if not about.is_file() and not table.is_file():
        return None
    try:
        search = Search.model_validate_json(read_bytes(about, at_most=LARGEST_FILE))
        rows = read_bytes(table, at_most=LARGEST_FILE).decode("utf-8")
        trials = tuple(_trial(row) for row in csv.DictReader(io.StringIO(rows, newline="")))
    except ValidationError as error:
        raise ArtifactError(
            f"The search in {visible(folder.name)}/ cannot be read:",
            *explain(f"{SEARCH_FILE} with {TRIALS_FILE}", error),
        ) from error
    except KeyError as error:
        raise ArtifactError(f"{place(table)} has no column {error}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArtifactError(f"{place(table)} is not a table ({error}).") from error
    return search.model_copy(update={"trials": trials})


def _trial(row: dict[str, str]) -> Trial:
    fixed: dict[str, Any] = {name: row[name] for name in FIXED}
    named = {name: text for name, text in row.items() if name and name not in FIXED}
    settings = {name: _setting(text) for name, text in named.items() if text}
    return Trial(**fixed, settings=settings)


def _setting(text: str) -> Setting:
    """Turn a cell back into what was written: a truth value, a number or a word."""
    if text in {"True", "False"}:
        return text == "True"
    if len(text) > LONGEST_NUMBER:
        return text
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
