"""Findings that models answer on the spot: numbers against the engine and the stored answers."""

import json
import shutil

import numpy as np
import pytest
from pydantic import ValidationError
from sectioning import make_view

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import to_token
from fmnist.errors import ReportError
from fmnist.evaluation_set import make_evaluation_set
from fmnist.explanation.morph import STEPS
from fmnist.explanation.occlusion import occlusion
from fmnist.inference.engine import open_engine
from fmnist.views.parts.content import Lines, Pictures, Table
from fmnist.views.parts.heat import LESS, MORE, PAPER, tinted

SPLIT = load_test_split()
TWO = ["cnn_small", "ann_10_10"]


@pytest.fixture(scope="module")
def evaluation_set():
    return make_evaluation_set([store.load(key) for key in TWO], SPLIT)


def block(content, kind):
    return next(each for each in content.blocks if isinstance(each, kind))


def test_an_own_picture_that_is_a_test_image_gets_its_stored_probabilities(evaluation_set) -> None:
    view = make_view("own_picture", {"models": TWO, "picture": to_token(SPLIT.images[40])})
    content = view.compute(evaluation_set)

    table = block(content, Table)
    for column, key in enumerate(TWO, start=1):
        stored = store.load(key).y_proba[40]
        for row, value in zip(table.rows, stored, strict=True):
            told = row[column].replace("\N{NO-BREAK SPACE}%", "").lstrip("<>")
            assert float(told) == pytest.approx(100 * value, abs=0.11)
    assert "as near to the test images as they are to each other" in content.sentence
    nearest = [each for each in content.blocks if isinstance(each, Pictures)][1]
    assert nearest.pictures[0].index == 40
    assert "/" not in view.address().partition("?")[0]


def test_what_is_unlike_the_data_is_said(evaluation_set) -> None:
    view = make_view("own_picture", {"models": TWO, "picture": to_token(255 - SPLIT.images[5])})

    assert "Nothing in the data looks like it" in view.compute(evaluation_set).sentence

    rectangle = np.zeros((28, 28), dtype=np.uint8)
    rectangle[:, 3:25] = 90
    view = make_view("own_picture", {"models": TWO, "picture": to_token(rectangle)})

    assert "a rectangle without the outline of a garment" in view.compute(evaluation_set).sentence


def test_why_tells_the_margins_of_the_models(evaluation_set) -> None:
    view = make_view("why", {"models": TWO, "image": 4, "first": 6, "second": 0})
    content = view.compute(evaluation_set)

    table = block(content, Table)
    for row, key in zip(table.rows, TWO, strict=True):
        predict = open_engine(store.load(key)).predict
        found = occlusion(predict, SPLIT.images[4], 6, 0, filling="neighbourhood")
        assert float(row[1].replace("\N{MINUS SIGN}", "-")) == pytest.approx(found.margin, abs=0.01)
    pictures = block(content, Pictures).pictures
    assert [each.file_name for each in pictures] == ["image", "map-cnn_small", "map-ann_10_10"]
    assert pictures[1].pixels.shape == (28, 28, 3)
    assert ("filling", "Neighbourhood") in view.query()


def test_the_colours_of_a_map_by_hand() -> None:
    heat = np.array([[2.0, -2.0], [0.0, 9.0]])

    colours = tinted(heat, np.zeros((2, 2), dtype=np.uint8), 2.0)

    assert colours[0, 0].tolist() == colours[1, 1].tolist() == MORE.tolist()
    assert colours[0, 1].tolist() == LESS.tolist()
    assert colours[1, 0].tolist() == PAPER.tolist()


def test_a_morph_ends_at_the_stored_predictions(evaluation_set) -> None:
    content = make_view("morph", {"models": TWO, "image": 4, "to": 11}).compute(evaluation_set)

    lines = block(content, Lines)
    goal = int(SPLIT.labels[11])
    for line, key in zip(lines.lines, TWO, strict=True):
        stored = store.load(key).y_proba
        assert len(line.y) == STEPS
        assert line.y[0] == pytest.approx(stored[4][goal], abs=1e-4)
        assert line.y[-1] == pytest.approx(stored[11][goal], abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "parameters", "complaint"),
    [
        ("why", {"first": 6, "second": 0}, "expected either image or picture"),
        ("why", {"image": 3, "first": 6, "second": 6}, "two different classes"),
        ("morph", {"to": 3}, "expected either image or picture"),
        ("own_picture", {"picture": "nonsense"}, "holds no picture that can be read"),
    ],
)
def test_a_view_that_makes_no_sense_is_refused(kind, parameters, complaint) -> None:
    with pytest.raises(ValidationError, match=complaint):
        make_view(kind, {"models": TWO, **parameters})


def test_models_that_cannot_answer_are_named(tmp_path) -> None:
    shutil.copytree(store.ARTIFACTS / "ann_10_10", tmp_path / "ann_10_10")
    (tmp_path / "ann_10_10" / store.GRAPH_FILE).unlink()
    path = tmp_path / "ann_10_10" / "record.json"
    record = json.loads(path.read_text())
    del record["files"][store.GRAPH_FILE]
    path.write_text(json.dumps(record))
    silent = store.load("ann_10_10", tmp_path)
    picture = to_token(SPLIT.images[0])

    alone = make_evaluation_set([silent], SPLIT)
    with pytest.raises(ReportError, match="ANN 10-10 cannot answer new pictures"):
        make_view("own_picture", {"models": ["ann_10_10"], "picture": picture}).compute(alone)
    both = make_evaluation_set([silent, store.load("cnn_small")], SPLIT)
    content = make_view("own_picture", {"models": TWO, "picture": picture}).compute(both)
    assert "ANN 10-10 cannot answer new pictures." in content.sentence
