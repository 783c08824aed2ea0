"""Costs, and the second comparison: its table has its own models and nobody else's."""

import numpy as np
import oracle
from driving import open_page, payloads, text_of

EFFICIENCY = "pages/compare/efficiency.py"


def test_the_equal_budget_has_a_table_of_its_own() -> None:
    page = open_page(EFFICIENCY)
    expected = oracle.models(comparison="equal budget")

    [table] = payloads(page, "valueLabel")

    assert [row["name"] for row in table["rows"]] == [model.name for model in expected]
    assert [row["value"] for row in table["rows"]] == [
        model.n_correct / 10_000 for model in expected
    ]
    assert "The same for all: 20 epochs in batches of 128" in text_of(page)


def test_no_other_page_compares_its_models(models) -> None:
    equal = {model.name for model in oracle.models(comparison="equal budget")}
    assert equal

    page = open_page("pages/compare/leaderboard.py")

    [table] = payloads(page, "rows")
    names = {row["name"] for row in table["rows"]}
    assert names == {model.name for model in models}
    assert names.isdisjoint(equal)


def test_each_name_leads_to_its_model_its_matrix_and_its_images() -> None:
    equal = oracle.models(comparison="equal budget")[0]
    [table] = payloads(open_page(EFFICIENCY), "valueLabel")
    assert table["rows"][0]["href"] == f"model?model={equal.key}"

    page = open_page("pages/inspect/model.py", model=equal.key)
    assert (
        f"{equal.name} classifies {equal.n_correct / 100:.2f} % of the images correctly"
        in text_of(page)
    )
    wrong = 10_000 - equal.n_correct
    assert f"Its {wrong:,} mistakes, image by image" in text_of(page)

    page = open_page("pages/inspect/samples.py", by=equal.key, outcome="Wrong")
    assert f"{wrong:,} of 10,000 images: {equal.name} is wrong" in text_of(page)
    [gallery] = payloads(page, "indices")
    assert set(gallery["indices"]) <= set(np.flatnonzero(equal.y_pred != oracle.labels()).tolist())

    page = open_page("pages/compare/confusion.py", models=equal.key)
    [matrices] = payloads(page, "panels")
    assert [panel["title"] for panel in matrices["panels"]] == [equal.name]
    assert matrices["panels"][0]["counts"] == equal.matrix.tolist()


def test_unasked_no_page_takes_it_for_the_best_of_its_family() -> None:
    equal = {model.name for model in oracle.models(comparison="equal budget")}
    [matrices] = payloads(open_page("pages/compare/confusion.py"), "panels")

    assert equal.isdisjoint(panel["title"] for panel in matrices["panels"])
    for file in ("pages/compare/agreement.py", "pages/compare/calibration.py"):
        assert equal.isdisjoint(open_page(file).multiselect(key="models").options)
