"""One model's page: what it is made of, how it was found, what was tried."""

import csv

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, CLASSES, models

MODEL = "pages/inspect/model.py"
MINUS = "\N{MINUS SIGN}"


def tables_of(page) -> list[list[list[str]]]:
    """Return the page's Markdown tables as rows of cells, without their headings."""
    texts = [element.value.replace("\N{NO-BREAK SPACE}", " ") for element in page.markdown]
    return [
        [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()[2:]]
        for text in texts
        if text.startswith("|")
    ]


def kept(file: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Return name and rows of every model beside which such a file lies."""
    found = []
    for model in models():
        path = ARTIFACTS / model.key / file
        if path.is_file():
            with path.open(newline="") as stream:
                found.append((model.name, list(csv.DictReader(stream))))
    return found


def page_of(name: str):
    page = open_page(MODEL, model=name)
    assert [exception.message for exception in page.exception] == []
    return page


def test_a_search_is_shown_with_its_best_trials_first() -> None:
    searches = kept("trials.csv")
    assert searches
    for name, trials in searches:
        page = page_of(name)

        assert f"{len(trials)} trials" in text_of(page)
        accuracies = sorted((float(trial["validation_accuracy"]) for trial in trials), reverse=True)
        expected = [f"{100 * accuracy:.2f} %" for accuracy in accuracies[:10]]
        [table] = [rows for rows in tables_of(page) if [row[1] for row in rows] == expected]
        best = max(
            (trial for trial in trials if trial["state"] == "complete"),
            key=lambda trial: float(trial["validation_accuracy"]),
        )
        assert f"The best is trial {best['trial']}" in text_of(page)
        assert len(table) == min(10, len(trials))


@pytest.mark.parametrize("file", ["trials.csv", "ablation.csv"])
def test_a_model_without_a_study_shows_none(file: str) -> None:
    without = next(model.name for model in models() if not (ARTIFACTS / model.key / file).is_file())
    heading = {"trials.csv": "How its settings were found", "ablation.csv": "What was tried"}[file]

    assert heading not in text_of(page_of(without))


def test_the_architecture_is_drawn_as_a_list_of_blocks() -> None:
    page = page_of("CNN best")

    [drawn] = [html.proto.body for html in page.get("html") if 'class="blocks"' in html.proto.body]
    assert drawn.count("<li>") >= 4
    assert "Image: 28 by 28 pixels" in drawn
    assert "Convolution: " in drawn
    assert drawn.index("Image") < drawn.index("Convolution") < drawn.index("Neurons: 10 numbers")


def test_an_ablation_study_is_shown_with_the_most_accurate_first() -> None:
    studies = [study for study in kept("ablation.csv") if not is_ladder(study)]
    assert studies
    for name, variations in studies:
        page = page_of(name)

        epochs = variations[0]["epochs"]
        what = "ways to put" if epochs == "0" else f"trainings of {epochs} epochs"
        assert f"{len(variations)} {what}" in text_of(page)
        accuracies = [float(variation["validation_accuracy"]) for variation in variations]
        expected = [f"{100 * accuracy:.2f} %" for accuracy in sorted(accuracies, reverse=True)]
        [table] = [rows for rows in tables_of(page) if [row[1] for row in rows] == expected]
        assert {row[0] for row in table} == {
            "**the recipe**",
            *(variation["name"] for variation in variations[1:]),
        }


def test_a_ladder_is_shown_rung_by_rung() -> None:
    ladders = [study for study in kept("ablation.csv") if is_ladder(study)]
    assert ladders
    for name, rungs in ladders:
        page = page_of(name)

        assert f"A ladder of {len(rungs)} trainings" in text_of(page)
        accuracies = [float(rung["validation_accuracy"]) for rung in rungs]
        expected = [f"{100 * accuracy:.2f} %" for accuracy in accuracies]
        [table] = [rows for rows in tables_of(page) if [row[1] for row in rows] == expected]
        assert [row[0] for row in table] == [
            "**the recipe**",
            *(rung["name"] for rung in rungs[1:]),
        ]
        gaps = [f"{100 * gap:+.2f}".replace("-", MINUS) for gap in np.diff(accuracies)]
        assert [row[3] for row in table][1:] == gaps


def is_ladder(study: tuple[str, list[dict[str, str]]]) -> bool:
    return any(row.get("builds_on") for row in study[1])


def test_a_training_s_hardest_images_are_shown_with_label_and_answer() -> None:
    shown = 0
    for model in models():
        path = ARTIFACTS / model.key / "dynamics.npz"
        page = page_of(model.name)
        subheaders = [element.value for element in page.header]
        assert ("Which training images it found hard" in subheaders) == path.is_file()
        if not path.is_file():
            continue
        shown += 1
        with np.load(path) as archive:
            confidence, numbers = archive["confidence"], archive["numbers"]
            hardest = sorted(numbers, key=lambda number: confidence[number])[:24]
            place = numbers.tolist().index(hardest[0])
            label, answer = archive["labels"][place], archive["answers"][place]
            picture = archive["images"][place]
        hard, wavering = (block["rows"][0] for block in payloads(page, "rows"))
        assert len(hard) == len(wavering) == 24
        first = hard[0]
        assert first["title"] == CLASSES[label]
        assert first["note"] == f"says {CLASSES[answer]}"
        assert first["name"].startswith(f"Training image {hardest[0]}, labelled")
        assert first["pixels"] == picture.tolist()
    assert shown


def test_a_model_leads_to_its_matrix_and_its_mistakes() -> None:
    model = models()[2]

    page = open_page(MODEL, model=model.key)

    links = {link.proto.label: link.proto.query_string for link in page.get("page_link")}
    assert links["Its confusion matrix"] == f"models={model.key}"
    label = f"Its {10_000 - model.n_correct:,} mistakes, image by image"
    assert links[label] == f"by={model.key}&outcome=Wrong"


def test_a_study_of_an_earlier_recipe_is_said_to_be_one() -> None:
    said = text_of(open_page(MODEL, model="rnn_best"))

    assert "The recipe was an earlier one, with teacher per view no instead of yes." in said
    assert "an earlier one" not in text_of(open_page(MODEL, model="cnn_best"))
