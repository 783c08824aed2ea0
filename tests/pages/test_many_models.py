"""With many models the leaderboard stays a tool: it is filtered, and its verdict names few."""

from pathlib import Path

import numpy as np
import pytest
from artifact_samples import labels_alone_fields, parse
from driving import open_page, payloads, text_of

from fmnist.artifacts import predictions, store
from fmnist.artifacts.folders import SHIPPED
from fmnist.data.dataset import load_test_split

PAGE = "pages/compare/leaderboard.py"
FAMILIES = ("ann", "rnn", "cnn", "other")


@pytest.fixture(scope="module")
def labels() -> np.ndarray:
    return load_test_split().labels


@pytest.fixture
def many(registry: Path, labels: np.ndarray) -> Path:
    """Thirty models that came as labels alone, nearly alike, and one that was trained here."""
    (registry / "ann_10_10").symlink_to(SHIPPED / "ann_10_10")
    rng = np.random.default_rng(2)
    for number in range(30):
        y_pred = np.where(rng.random(10_000) < 0.1, 8, labels)
        fields = labels_alone_fields(f"run_{number}")
        fields |= {"display_name": f"Run {number}", "family": FAMILIES[number % 4]}
        files = {store.PREDICTIONS_FILE: predictions.pack_labels(y_pred)}
        store.write(parse(fields), files, registry)
    return registry


def shown(**query: str | list[str]) -> list[str]:
    app = open_page(PAGE, **query)
    assert not app.exception
    (view,) = payloads(app, "cards")
    return [row["name"] for row in view["rows"]] if "rows" in view else names_in(view)


def names_in(view: dict) -> list[str]:
    return [row["name"] for row in view["table"]["rows"]]


def test_models_are_filtered_by_family_name_and_origin(many: Path) -> None:  # noqa: ARG001
    assert len(shown()) == 31
    assert {int(name.split()[1]) % 4 for name in shown(family="Other")} == {3}
    assert shown(whose="Shipped") == ["ANN 10-10"]
    assert len(shown(whose="Imported")) == 30
    assert sorted(shown(name="RUN 2")) == sorted(f"Run {n}" for n in (2, *range(20, 30)))


def test_a_filter_that_fits_nothing_says_so(many: Path) -> None:  # noqa: ARG001
    app = open_page(PAGE, name="no such model")

    assert not app.exception
    assert "No model fits the filter." in text_of(app)


def test_the_verdict_names_a_few_and_counts_the_others(many: Path) -> None:  # noqa: ARG001
    app = open_page(PAGE)

    (view,) = payloads(app, "cards")
    sentence = str(view["verdict"])
    assert sentence.count("Run ") <= 7
    assert " more cannot be told apart" in sentence.replace("**", "")


@pytest.mark.parametrize("page", ["compare/efficiency", "inspect/label_review", "inspect/inside"])
def test_of_many_that_are_left_out_a_few_are_named(many: Path, page: str) -> None:  # noqa: ARG001
    app = open_page(f"pages/{page}.py")
    (said,) = [one for one in text_of(app).split(" | ") if one.count("Run ") > 1]

    assert said.count("Run ") == 4
    assert " and 26 more" in said


def test_shipped_models_alone_need_no_filter() -> None:
    app = open_page(PAGE)

    assert "Name contains" not in [one.label for one in app.get("text_input")]


def test_thirty_models_have_their_slices_too(many: Path) -> None:  # noqa: ARG001
    app = open_page("pages/inspect/slices.py", of="ann_10_10", slice="class:6", every="true")

    assert not app.exception
    found, compared = (payload["rows"] for payload in payloads(app, "heads"))
    assert {row["texts"][-1].rpartition(" of ")[2] for row in found} == {"31"}
    assert len(compared) == 31
    assert len([row for row in compared if row["name"].startswith("Run ")]) == 30
    assert " more cannot be told apart" in text_of(app)


def test_models_without_probabilities_doubt_no_label(many: Path) -> None:
    (many / "ann_10_10").unlink()

    app = open_page("pages/inspect/slices.py", of="run_3", slice="doubtful")

    assert not app.exception
    assert "0 images: Among the 100 most doubtful labels" in text_of(app)
    assert "misclassifies" in text_of(
        open_page("pages/inspect/slices.py", of="run_3", slice="class:6")
    )


def test_of_many_models_the_pairs_of_the_chosen_and_the_best_stand_side_by_side(
    many: Path,  # noqa: ARG001
) -> None:
    last = "ann_10_10"  # the least accurate of 31

    app = open_page("pages/compare/agreement.py", models=[last, "run_0"])

    assert not app.exception
    (pairs,) = payloads(app, "agreement")
    assert len(pairs["names"]) == 16
    assert {"ANN 10-10", "Run 0"} <= set(pairs["names"])
    compared = [pairs["names"][at] for at in pairs["chosen"]]
    assert sorted(compared) == ["ANN 10-10", "Run 0"]
    assert "16 of 31. Choose another model above to see its pairs." in text_of(app)


def test_of_few_models_all_pairs_are_shown_without_a_word(models) -> None:
    app = open_page("pages/compare/agreement.py")

    (pairs,) = payloads(app, "agreement")
    assert pairs["names"] == [model.name for model in models]
    assert "to see its pairs" not in text_of(app)
