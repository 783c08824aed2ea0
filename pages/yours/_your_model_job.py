"""The import that this session has under way: its worker, its folder, and what was found."""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import streamlit as st

from fmnist.artifacts import store
from fmnist.artifacts.writing import check_room
from fmnist.errors import FmnistError
from fmnist.importing import importer
from fmnist.importing.found import Details, Found
from fmnist.importing.probe import Tried
from fmnist.importing.process import Worker

JOB: Final = "import_job"
SAID: Final = "import_said"
TURN: Final = "import_turn"
VARIABLE: Final = "FMNIST_UPLOADS"
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
CHUNK: Final = 2**20  # bytes


@dataclass
class Job:
    """One file on its way in.

    Attributes
    ----------
    directory : TemporaryDirectory
        Goes with the job; what a stranger sent never lies anywhere else.
    path : Path
        The file in it.
    name : str
        As its owner calls it.
    worker : Worker
        At first the one that looks into the file, then the one that asks the model.
    found : Found or None
        None until the first has finished.
    adding : tuple or None
        What is to be written when the second has finished.
    """

    directory: "tempfile.TemporaryDirectory[str]"
    path: Path
    name: str
    worker: Worker
    found: Found | None = None
    adding: tuple[Details, Tried | None, bool] | None = field(default=None)


def may_upload() -> bool:
    """Tell whether this server takes files: on this machine alone, or where its owner says so."""
    return os.environ.get(VARIABLE) == "1" or st.get_option("server.address") in THIS_MACHINE


def current() -> Job | None:
    """Return the import under way."""
    job: Job | None = st.session_state.get(JOB)
    return job


def begin(uploaded: BinaryIO, name: str) -> None:
    """Take an uploaded file and start looking into it."""
    directory = tempfile.TemporaryDirectory(prefix="fmnist-import-")
    path = Path(directory.name) / "file"
    folder = Path(directory.name) / "found"
    try:
        check_room(store.ARTIFACTS)
        folder.mkdir()
        with path.open("wb") as stream:
            while part := uploaded.read(CHUNK):
                stream.write(part)
    except (OSError, FmnistError) as error:
        directory.cleanup()
        end(error=f"{name} could not be imported: {error}")
        return
    worker = importer.start(path, folder, name=name)
    st.session_state[JOB] = Job(directory, path, name, worker)


def look(job: Job) -> None:
    """Take what the first worker found; end with its sentence where it refused."""
    try:
        folder = Path(job.directory.name) / "found"
        job.found = importer.found(job.worker, job.path, folder, name=job.name)
    except FmnistError as error:
        end(error=str(error))


def add(job: Job, details: Details, chosen: Tried | None, *, reorder: bool) -> None:
    """Start asking a model about the test images; predictions are written at once."""
    if job.found is None:
        return
    job.adding = (details, chosen, reorder)
    if chosen is not None:
        job.worker = importer.start_answering(job.found, chosen)


def finish(job: Job) -> str | None:
    """Write what was asked for; return the new model's key, or None after a refusal."""
    if job.found is None or job.adding is None:
        return None
    details, chosen, reorder = job.adding
    try:
        if chosen is not None:
            job.worker.result()
        model = importer.add(job.found, details, chosen, reorder=reorder)
    except FmnistError as error:
        job.adding = None  # a taken name can be changed, and the rest stays
        st.session_state[SAID] = ("error", str(error))
        return None
    end()
    return model.key


def cancel() -> None:
    """Stop whatever is under way and forget the file."""
    job = current()
    if job is not None:
        job.worker.cancel()
        end(note=f"The import of {job.name} was stopped. Nothing was changed.")


def end(*, error: str = "", note: str = "") -> None:
    """Forget the job, and say one sentence on the next run."""
    job = st.session_state.pop(JOB, None)
    if job is not None:
        job.directory.cleanup()
    if error or note:
        st.session_state[SAID] = ("error", error) if error else ("note", note)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # another, empty place to drop
