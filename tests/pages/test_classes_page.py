"""The Classes page against a recount of the files."""

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import SHIRT, labels

CLASSES = "pages/compare/classes.py"


def test_every_class_has_the_recall_of_the_files(models) -> None:
    page = open_page(CLASSES, models=[model.name for model in models[:3]])

    [data] = payloads(page, "verdicts")
    assert data["models"] == [model.name for model in models[:3]]
    for label, (_, support, values, texts, _) in enumerate(data["rows"]):
        expected = [model.matrix[label, label] / 1000 for model in models[:3]]
        assert support == 1000
        np.testing.assert_allclose(values, expected)
        assert texts[0] == f"{100 * expected[0]:.1f}\N{NO-BREAK SPACE}%"
    assert "Shirt has the lowest recall" in text_of(page)


def test_precision_is_of_the_predicted_label(models) -> None:
    page = open_page(CLASSES, models=models[0].name, score="Precision")

    [data] = payloads(page, "verdicts")
    matrix = models[0].matrix
    np.testing.assert_allclose(
        [row[2][0] for row in data["rows"]], np.diag(matrix) / matrix.sum(axis=0)
    )
    assert set(data["verdicts"]) == {""}, "one model is compared with none"


@pytest.mark.parametrize(
    ("score", "which"),
    [
        ("Recall", lambda _: labels() == SHIRT),
        ("Precision", lambda model: model.y_pred == SHIRT),
        ("F1", lambda model: (labels() == SHIRT) | (model.y_pred == SHIRT)),
    ],
)
def test_a_number_opens_the_images_that_decide_it(models, score, which) -> None:
    model = models[0]
    page = open_page(
        CLASSES, models=model.name, score=score, **{"class": str(SHIRT), "of": model.key}
    )

    expected = which(model)
    [said] = [data for data in payloads(page, "origin") if data["origin"] == "classes"]
    assert said["text"].startswith(f"**{int(expected.sum()):,} images**")
    [gallery] = [data for data in payloads(page, "footer") if data["label"].startswith("Images of")]
    assert expected[gallery["indices"]].all()
