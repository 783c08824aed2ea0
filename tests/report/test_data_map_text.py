"""What a training found hard, in words, against a count by hand."""

from dataclasses import replace

import numpy as np

from fmnist.artifacts.dynamics import TrainingDynamics
from fmnist.report.data_map_text import data_map_sentence

N = 400  # of which one did not train: the hardest 1 % are three
CONFIDENCE = np.linspace(0, 1, N).astype(np.float16)
CONFIDENCE[5] = np.nan
LEARNED = TrainingDynamics(
    confidence=CONFIDENCE,
    deviation=np.zeros(N, np.float16),
    forgettings=np.repeat([0, 2], [300, 100]).astype(np.uint16),
    numbers=np.zeros(0, np.int64),
    images=np.zeros((0, 28, 28), np.uint8),
    labels=np.zeros(0, np.uint8),
    answers=np.zeros(0, np.uint8),
)


def told(published: tuple[int, ...], learned: TrainingDynamics = LEARNED) -> str:
    return data_map_sentence(learned, published).replace("\N{NO-BREAK SPACE}", " ")


def test_images_never_forgotten_are_counted_among_those_that_trained() -> None:
    assert told(()).startswith("**74.9 %** of 399 training images were never forgotten")  # 299
    assert "published" not in told(())


def test_published_errors_are_counted_among_the_hardest() -> None:
    assert told((0, 2, 5, 300)).endswith(
        "Of three that others published as labelled wrongly, two are among the hardest 1 %, one of "
        "them the hardest of all."
    )
    assert told((1, 3)).endswith(
        "Of two that others published as labelled wrongly, one is among the hardest 1 %."
    )


def test_a_published_error_that_did_not_train_is_not_counted() -> None:
    assert "published" not in told((5,))
    everyone = replace(LEARNED, confidence=np.linspace(0, 1, N).astype(np.float16))
    assert "published" in told((5,), everyone)
