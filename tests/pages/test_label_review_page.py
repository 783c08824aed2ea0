"""Doubtful labels: ranked by all models, decided by a person, and the scores without them."""

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, text_of

DOUBT = "pages/inspect/label_review.py"


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
    assert "Nothing is left out yet" in text_of(page)

    [button] = [button for button in page.button if button.label.endswith("is wrong")]
    page = button.click().run()

    kept = np.delete(np.arange(10_000), first)
    changes = [
        100 * ((model.y_pred == oracle.labels())[kept].mean() - model.n_correct / 10_000)
        for model in oracle.models()
    ]
    assert "1 decided, 1 of them confirmed wrong. Without the 1 image the ranking" in text_of(page)
    ends = sorted({f"{change:+.2f}" for change in (min(changes), max(changes))})
    assert f"change by {' to '.join(ends)} points" in text_of(page)
    [gallery] = payloads(page, "indices")
    assert "label confirmed wrong" in gallery["names"][0]


def test_deciding_opens_the_next_undecided_image(suspects: list[int]) -> None:
    page = open_page(DOUBT, image=str(suspects[0]))

    [button] = [button for button in page.button if button.label.endswith("is right")]
    page = button.click().run()

    [detail] = payloads(page, "probabilities")
    assert detail["index"] == suspects[1]
    assert "1 decided, 0 of them confirmed wrong" in text_of(page)


def test_every_score_stands_with_and_without_the_confirmed_labels(suspects: list[int]) -> None:
    page = open_page(DOUBT, image=str(suspects[0]))
    assert not payloads(page, "valueLabel")
    for _ in range(2):
        [button] = [button for button in page.button if button.label.endswith("is wrong")]
        page = button.click().run()

    [table] = payloads(page, "valueLabel")

    kept = np.delete(np.arange(10_000), suspects[:2])
    for model, row in zip(_by_accuracy(kept), table["rows"], strict=True):
        right = model.y_pred == oracle.labels()
        assert row["name"] == model.name
        assert row["value"] == pytest.approx(right[kept].mean(), abs=1e-6)
        before, after = (100 * right.mean(), 100 * right[kept].mean())
        own = model.y_proba[np.arange(10_000), oracle.labels()].astype(float)
        losses = -np.log(np.maximum(own, np.finfo(np.float32).eps))
        said = dict(zip([name for name, _ in table["columns"]], row["numbers"], strict=True))
        accuracy = said["Accuracy"].replace("\N{NO-BREAK SPACE}", " ")
        assert accuracy == f"{before:.2f} % → {after:.2f} %"
        first, second = map(float, said["Log loss"].split(" → "))
        assert first == pytest.approx(losses.mean(), abs=2e-4)
        assert second == pytest.approx(losses[kept].mean(), abs=2e-4)


def _by_accuracy(kept: np.ndarray) -> list[oracle.Truth]:
    right = {model.key: (model.y_pred == oracle.labels())[kept].sum() for model in oracle.models()}
    return sorted(oracle.models(), key=lambda model: -right[model.key])


def test_a_decision_can_be_taken_back(suspects: list[int]) -> None:
    first = suspects[0]
    page = open_page(DOUBT, image=str(first))
    [button] = [button for button in page.button if button.label.endswith("is wrong")]
    page = button.click().run()
    page.query_params["image"] = str(first)
    page = page.run()

    [button] = [button for button in page.button if button.label == "Take back"]
    page = button.click().run()

    assert "0 decided, 0 of them confirmed wrong. Nothing is left out yet." in text_of(page)


def test_whoever_judges_first_sees_no_answer_before_a_decision(suspects: list[int]) -> None:
    page = open_page(DOUBT, image=str(suspects[0]), blind="true")

    [detail] = payloads(page, "probabilities")
    assert detail["modelNames"] == detail["probabilities"] == []
    [gallery] = payloads(page, "indices")
    assert not any("models say" in name for name in gallery["names"])
    assert set(gallery["details"]) == {""}

    [button] = [button for button in page.button if button.label == "Cannot tell"]
    page = button.click().run()

    assert "1 decided, 0 of them confirmed wrong, 1 left open. Nothing is left out" in text_of(page)
    [gallery] = payloads(page, "indices")
    assert "models say" in gallery["names"][0]
    assert gallery["names"][0].endswith("cannot tell")
    assert gallery["details"][0].startswith("? ")
    assert not any("models say" in name for name in gallery["names"][1:])


def test_without_that_wish_the_answers_stand_beside_the_image(suspects: list[int]) -> None:
    [detail] = payloads(open_page(DOUBT, image=str(suspects[0])), "probabilities")

    assert len(detail["modelNames"]) == len(detail["probabilities"]) == 4
