"""Doubtful labels: ranked by all models, decided by a person, and the scores without them."""

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, words

DOUBT = "pages/inspect/label_doubt.py"


@pytest.fixture(scope="module")
def suspects() -> list[int]:
    """Return the most doubtful images, by cleanlab's formula written out."""
    models = oracle.models()
    accuracies = np.array([model.n_correct for model in models], dtype=float)
    own = np.stack([model.y_proba[np.arange(10_000), oracle.labels()] for model in models])
    quality = accuracies / accuracies.sum() @ own.astype(float)
    return np.argsort(quality, kind="stable")[:100].tolist()


def test_the_most_doubtful_labels_come_first(suspects: list[int]) -> None:
    [gallery] = payloads(open_page(DOUBT), "indices")

    assert gallery["indices"][:20] == suspects[:20]
    assert set(gallery["indices"]) == set(suspects)
    official = oracle.CLASSES[oracle.labels()[suspects[0]]]
    assert f"official label {official}" in gallery["names"][0]


def test_a_confirmed_label_is_left_out_of_every_score(suspects: list[int]) -> None:
    first = suspects[0]
    page = open_page(DOUBT, image=str(first))
    assert "Nothing is left out yet" in words(page)

    [button] = [button for button in page.button if button.label.endswith("is wrong")]
    page = button.click().run()

    kept = np.delete(np.arange(10_000), first)
    changes = [
        100 * ((model.y_pred == oracle.labels())[kept].mean() - model.n_correct / 10_000)
        for model in oracle.models()
    ]
    assert "1 decided, 1 of them confirmed wrong. Without the 1 image the ranking" in words(page)
    assert f"change by {min(changes):+.2f} to {max(changes):+.2f} points" in words(page)
    [gallery] = payloads(page, "indices")
    assert "label confirmed wrong" in gallery["names"][0]


def test_deciding_opens_the_next_undecided_image(suspects: list[int]) -> None:
    page = open_page(DOUBT, image=str(suspects[0]))

    [button] = [button for button in page.button if button.label.endswith("is right")]
    page = button.click().run()

    [detail] = payloads(page, "probabilities")
    assert detail["index"] == suspects[1]
    assert "1 decided, 0 of them confirmed wrong" in words(page)
