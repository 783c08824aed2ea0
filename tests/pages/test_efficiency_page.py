"""Costs, and the second comparison: its table has its own models and nobody else's."""

import oracle
from driving import open_page, payloads, words

EFFICIENCY = "pages/compare/efficiency.py"


def test_the_equal_budget_has_a_table_of_its_own() -> None:
    page = open_page(EFFICIENCY)
    expected = oracle.models(comparison="equal budget")

    [table] = payloads(page, "valueLabel")

    assert [row["name"] for row in table["rows"]] == [model.name for model in expected]
    assert [row["value"] for row in table["rows"]] == [
        model.n_correct / 10_000 for model in expected
    ]
    assert "The same for all: 20 epochs in batches of 128" in words(page)


def test_no_other_page_compares_its_models(models) -> None:
    equal = {model.name for model in oracle.models(comparison="equal budget")}
    assert equal

    page = open_page("pages/compare/leaderboard.py")

    [table] = payloads(page, "rows")
    names = {row["name"] for row in table["rows"]}
    assert names == {model.name for model in models}
    assert names.isdisjoint(equal)
