"""The form of a view: parameters that are enough to compute it again, and what it is called.

A view names models by key and images by their place in the official test split. It holds no number
that was computed: every number is made again from the artifacts.
"""

from abc import abstractmethod
from typing import Annotated, ClassVar, Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fmnist.artifacts.record import Key
from fmnist.data.classes import N_CLASSES
from fmnist.evaluation_set import EvaluationSet
from fmnist.views.parts.content import Content

MOST_MODELS: Final = 1000  # more than anyone compares; a file that a stranger wrote ends somewhere
N_TEST_IMAGES: Final = 10_000

Image = Annotated[int, Field(ge=0, lt=N_TEST_IMAGES)]
Label = Annotated[int, Field(ge=0, lt=N_CLASSES)]
Labels = Annotated[tuple[Label, ...], Field(max_length=N_CLASSES)]
"""Classes of a row or column of a matrix; none stands for any class."""
Models = Annotated[tuple[Key, ...], Field(min_length=1, max_length=MOST_MODELS)]
SINGLE_CLASSES: Final = tuple((label,) for label in range(N_CLASSES))


class Strict(BaseModel):
    """Unknown fields and other types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class View(Strict):
    """What a page shows of some models; `fmnist.views` says how to add a kind.

    Attributes
    ----------
    NAME : str
        What the kind is called on screen.
    PAGE : str
        The address of its page inside the app.
    TITLE : str
        What its finding is called, where that depends on no parameter.
    PIN : str
        What its pin button says; another word than "Pin" where it stands beside the page's own.
    """

    NAME: ClassVar[str]
    PAGE: ClassVar[str]
    TITLE: ClassVar[str] = ""
    PIN: ClassVar[str] = "Pin"

    kind: str
    models: Models

    @model_validator(mode="after")
    def _each_model_once(self) -> "View":
        if len(set(self.models)) != len(self.models):
            raise ValueError("each model may stand only once in models")
        return self

    def title(self, evaluation_set: EvaluationSet) -> str:  # noqa: ARG002 - others name models
        """Return what a finding of it is called unless a person says otherwise."""
        return self.TITLE or self.NAME

    @abstractmethod
    def compute(self, evaluation_set: EvaluationSet) -> Content:
        """Return what it comes to.

        Raises
        ------
        ReportError
            A model of the view is not there.
        """

    def query(self) -> list[tuple[str, str]]:
        """Return what the page's address says after the question mark; models by key."""
        return [("models", key) for key in self.models]

    def address(self) -> str:
        """Return the address that shows the view, relative to the app."""
        query = urlencode(self.query())
        return f"{self.PAGE}?{query}" if query else self.PAGE
