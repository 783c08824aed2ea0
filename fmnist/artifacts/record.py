"""What a model says about itself: the schema of ``record.json``.

Three kinds of model share it. One that was trained here knows everything about itself; one that
was imported as a file knows what the file tells; one that came as predictions knows those alone.
What is unknown is null, or an empty list, and is shown as unknown: no value is made up for it.
"""

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)

from fmnist.artifacts.complaints import explain
from fmnist.artifacts.contract import InputContract
from fmnist.artifacts.files import MIB, read_bytes
from fmnist.artifacts.texts import check_name, check_settings, check_text
from fmnist.data import fingerprints
from fmnist.data.dataset import Dataset
from fmnist.errors import ArtifactError

RECORD_FILE: Final = "record.json"
SCHEMA_VERSION: Final = 2
"""Version 1 knew trained models alone; its records load unchanged, as of origin "trained"."""
REQUIRED_FILES: Final = ("model.keras", "history.csv", "test_predictions.npz")

Family = Literal["ann", "rnn", "cnn", "other"]
Origin = Literal["trained", "imported", "predictions"]
FILES_OF: Final[dict[Origin, tuple[str, ...]]] = {
    "trained": REQUIRED_FILES,
    "imported": ("model.onnx", "test_predictions.npz"),
    "predictions": ("test_predictions.npz",),
}
KNOWN_OF_TRAINED: Final = (
    "layers",
    "parameters",
    "multiply_accumulates",
    "seed",
    "runs",
    "validation",
    "environment",
    "training_seconds",
)
LARGEST_RECORD: Final = MIB  # ours have 11 KiB
LARGEST_COUNT: Final = 10**15  # multiply-accumulates of one image; the largest networks take 10^13
Comparison = Literal["best effort", "equal budget"]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(check_name)]
Sentence = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(check_text)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Positive = Annotated[int, Field(gt=0, le=LARGEST_COUNT)]
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Layer(_Strict):
    """One row of the layer table, so that no page needs Keras to show it."""

    name: Sentence
    type: Sentence
    output_shape: Annotated[tuple[Positive, ...], Field(max_length=8)]
    """Without the batch axis."""
    parameters: Count
    multiply_accumulates: Count
    """For one image."""
    inputs: tuple[Sentence, ...] | None = None
    """Names of the layers that it reads; None, in older records, stands for the one before."""


class DataFingerprint(_Strict):
    """Which pixels and labels: SHA-256 of the uncompressed idx bytes."""

    dataset: Dataset
    train_images: Sha256 | None
    """None where nobody said what the model was trained on."""
    train_labels: Sha256 | None
    test_images: Sha256
    test_labels: Sha256


class Validation(_Strict):
    """The split on which everything was chosen, and what it chose."""

    size: Positive
    drawn: Sentence
    indices_sha256: Sha256
    accuracy: Share
    """Of the shipped weights."""
    epoch: Positive
    """The selected epoch, counted from 1."""


class SeedRun(_Strict):
    """One complete training with one seed."""

    seed: Count
    epochs: Positive
    selected_epoch: Positive
    validation_accuracy: Share
    test_accuracy: Share
    seconds: Seconds


class Environment(_Strict):
    """What the training ran on."""

    python: Sentence
    keras: Sentence
    backend: Sentence
    numpy: Sentence
    hardware: Sentence
    """Accelerators first, then the number of processor cores and the processor."""

    @property
    def computed_on(self) -> str:
        """What did most of the work: the accelerator, or the cores where there is none."""
        return self.hardware.partition(",")[0]

    @property
    def accelerator(self) -> str:
        """The accelerator's name; empty where a processor worked alone."""
        return "" if self.computed_on.endswith("CPU cores") else self.computed_on


class InferenceTime(_Strict):
    """Measured milliseconds per image at one batch size."""

    batch_size: Positive
    milliseconds_per_image: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class ImportedFile(_Strict):
    """The file that a model came in."""

    name: Sentence
    """Without its folder, as its owner called it."""
    sha256: Sha256
    size: Count
    """In bytes."""
    form: Sentence
    """Such as "Keras 3 (.keras)" or "probabilities (.csv)"."""
    notes: tuple[Sentence, ...] = ()
    """What was found and decided while it came in, a sentence each."""


class ModelRecord(_Strict):
    """Everything that is known of one model, except its predictions.

    No accuracy on the screen comes from here: pages compute theirs from the predictions.
    """

    schema_version: Literal[1, 2]
    key: Key
    display_name: Name
    family: Family
    comparison: Comparison = "best effort"
    """Models are compared only with those of the same comparison."""
    description: Sentence
    source: Sentence
    claimed_accuracy: Share | None
    layers: Annotated[tuple[Layer, ...], Field(max_length=2000)]
    parameters: Positive | None
    multiply_accumulates: Positive | None
    training: Annotated[dict[str, JsonValue], AfterValidator(check_settings)]
    """The recipe's frozen configuration, field by field."""
    seed: Count | None
    """Of the shipped weights: the seed that was best on validation."""
    runs: Annotated[tuple[SeedRun, ...], Field(max_length=1000)]
    data: DataFingerprint
    validation: Validation | None
    environment: Environment | None
    training_seconds: Seconds | None
    """Of the shipped weights' run."""
    inference: tuple[InferenceTime, ...]
    contract: InputContract | None = None
    """What its graph wants of an image; None: raw pixels in, probabilities out."""
    command: Sentence
    files: Annotated[dict[str, Sha256], Field(max_length=50)]
    origin: Origin = "trained"
    imported: ImportedFile | None = None
    """None of a model that was trained here."""

    @property
    def members(self) -> dict[str, int]:
        """Models that it is put together from: how many seeds of each key answer; or none."""
        members, seeds = self.training.get("members"), self.training.get("seeds")
        if not isinstance(members, dict):
            return {}
        told = seeds if isinstance(seeds, dict) else {}
        return {key: len(each) if isinstance(each := told.get(key), list) else 1 for key in members}

    @model_validator(mode="after")
    def _consistent(self) -> "ModelRecord":
        missing = [name for name in FILES_OF[self.origin] if name not in self.files]
        if missing:
            raise ValueError(f"files must list {', '.join(missing)}")
        unsafe = [name for name in self.files if Path(name).name != name or name.startswith(".")]
        if unsafe:
            raise ValueError(f"files must be plain names inside the folder, received {unsafe[0]!r}")
        self._check_origin()
        if self.runs and self.seed not in {run.seed for run in self.runs}:
            raise ValueError(f"seed {self.seed} is not among the runs' seeds")
        if self.layers and self.parameters != sum(layer.parameters for layer in self.layers):
            raise ValueError("parameters must be the sum over the layers")
        self._check_layers()
        return self

    def _check_layers(self) -> None:
        """Make sure that the layers can be drawn: each reads what stands before it."""
        seen: set[str] = set()
        for layer in self.layers:
            unknown = [name for name in layer.inputs or () if name not in seen]
            if layer.name in seen or unknown:
                what = f"reads {unknown[0]!r}" if unknown else "has the name of another"
                raise ValueError(f"layer {layer.name!r} {what}: expected one before it")
            seen.add(layer.name)

    def _check_origin(self) -> None:
        """Ask of each kind of model what it must know, and of older records what they could."""
        if self.origin != "trained":
            if self.schema_version == 1:
                raise ValueError(f"origin {self.origin!r} needs schema_version {SCHEMA_VERSION}")
            if self.imported is None:
                raise ValueError(f"imported must name the file where origin is {self.origin!r}")
            return
        unknown = [name for name in KNOWN_OF_TRAINED if getattr(self, name) in (None, ())]
        if None in (self.data.train_images, self.data.train_labels):
            unknown.append("data")
        if unknown:
            raise ValueError(f"a model that was trained here knows its {', '.join(unknown)}")


def read_record(path: Path) -> ModelRecord:
    """Read and validate one ``record.json``.

    Raises
    ------
    ArtifactError
        Names the file and, of each fault, the field, what was expected and what was received.
    """
    content = read_bytes(path, at_most=LARGEST_RECORD)
    try:
        return ModelRecord.model_validate_json(content)
    except ValidationError as error:
        raise ArtifactError(*explain(path.name, error)) from error


def check_data(record: ModelRecord) -> None:
    """Make sure that a model belongs to the official data, where it says what it was trained on.

    Raises
    ------
    ArtifactError
        It belongs to other images or labels.
    """
    if record.data.dataset != "fashion-mnist":
        return
    faults = [
        f"{RECORD_FILE}, field data.{field}: the model belongs to other data; expected the "
        f"official {expected[:12]}…, received {received[:12]}…."
        for field, expected in (
            ("test_images", fingerprints.TEST_IMAGES),
            ("test_labels", fingerprints.TEST_LABELS),
            ("train_images", fingerprints.TRAIN_IMAGES),
            ("train_labels", fingerprints.TRAIN_LABELS),
        )
        # None where nobody said what it was trained on
        if (received := getattr(record.data, field)) not in (None, expected)
    ]
    if faults:
        raise ArtifactError(*faults)
