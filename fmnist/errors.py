"""The errors that a person may meet; everything else is a bug."""


class FmnistError(Exception):
    """A sentence for the person at the screen: what, expected, received, next step."""


class DataError(FmnistError):
    """An image or label file is not what it claims to be."""


class ArtifactError(FmnistError):
    """A folder below ``artifacts/`` cannot be trusted.

    Attributes
    ----------
    reasons : tuple of str
        What is wrong, a sentence each.
    advice : str
        The next step, where it does not stand in a sentence already.
    """

    def __init__(self, *reasons: str, advice: str = "") -> None:
        super().__init__(" ".join([*reasons, advice] if advice else reasons))
        self.reasons = reasons
        self.advice = advice


class InferenceError(FmnistError):
    """A model cannot answer, or not these images."""


class ImportingError(FmnistError):
    """A file cannot come in, or not in this way."""


class RecipeError(FmnistError):
    """A model key or a training option has no meaning here."""


class ReportError(FmnistError):
    """A report cannot be made of this."""


class FindingError(ReportError):
    """A finding, or a file of findings, cannot be used."""


def first_line(error: Exception) -> str:
    """Return the first line of a library's complaint, cut at 200 characters, without full stop."""
    # A KeyError's text is its message in quotation marks.
    said = error.args[0] if isinstance(error, KeyError) and error.args else error
    return (str(said).strip().splitlines() or [type(error).__name__])[0][:200].strip(". ")
