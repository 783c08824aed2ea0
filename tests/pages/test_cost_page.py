"""The costs of mistakes against a recount of the files."""

import numpy as np
import pytest
from driving import open_page, words
from oracle import CLASSES, SHIRT

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.evaluation_set import make_evaluation_set
from fmnist.views.cost import CostView
from fmnist.views.parts.content import Whiskers

COST = "pages/compare/cost.py"
FOOTWEAR = [5, 7, 9]


def expected_cost(model, dear, price=5) -> float:
    """Count mistakes one by one."""
    total = 0
    for true in range(10):
        for predicted in range(10):
            if true != predicted:
                each = price if true in dear or predicted in dear else 1
                total += each * model.count(true, predicted)
    return total / 10


def rows(page) -> dict[str, list[str]]:
    [table] = [element.value for element in page.markdown if element.value.startswith("| Model")]
    plain = table.replace("\N{NO-BREAK SPACE}", " ")
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in plain.split("\n")]
    return {cell[0]: cell[1:] for cell in cells[2:]}


@pytest.mark.parametrize(
    ("preset", "dear"),
    [("All equal", []), ("Shirts matter", [SHIRT]), ("Footwear matters", FOOTWEAR)],
)
def test_every_model_costs_what_its_mistakes_cost(models, preset, dear) -> None:
    page = open_page(COST, preset=preset)

    found = rows(page)
    assert set(found) == {model.name for model in models}
    for model in models:
        cost = float(found[model.name][0].split(" (")[0])
        assert cost == pytest.approx(expected_cost(model, dear), abs=0.051)
    cheapest = min(models, key=lambda model: expected_cost(model, dear))
    assert next(iter(found)) == cheapest.name
    assert f"The mistakes of {cheapest.name} cost least here" in words(page)


def test_all_equal_is_the_error_rate_per_thousand(models) -> None:
    found = rows(open_page(COST))

    for model in models:
        error_rate = 1 - model.n_correct / 10_000
        assert float(found[model.name][0].split(" (")[0]) == pytest.approx(1000 * error_rate)


def test_own_costs_and_the_cost_of_asking_stand_in_the_address(models) -> None:
    weights = {f"cost_{label}": "0" for label in range(10)}
    page = open_page(COST, preset="My own", ask="1000", **(weights | {f"cost_{SHIRT}": "7"}))

    found = rows(page)
    for model in models:
        expected = 7 * (1000 - model.count(SHIRT, SHIRT)) / 10
        assert float(found[model.name][0].split(" (")[0]) == pytest.approx(expected, abs=0.051)
        assert found[model.name][2] == "never"
    assert "shirts 7" in words(page)
    assert "does not pay" in words(page)


def test_nonsense_in_the_address_is_the_page_as_it_starts() -> None:
    page = open_page(COST, preset="Hats matter", ask="free", cost_6="x", of="nobody")

    assert not page.exception
    assert rows(page) == rows(open_page(COST))


def test_the_costliest_mistakes_lead_to_their_images(models) -> None:
    model = models[0]
    page = open_page(COST, preset="Shirts matter", of=model.key)

    first = page.get("page_link")[0].proto
    costs = np.where(np.eye(10, dtype=bool), 0, model.matrix).astype(float)
    costs[SHIRT] *= 5
    costs[[label for label in range(10) if label != SHIRT], SHIRT] *= 5
    true, predicted = divmod(int(costs.argmax()), 10)
    assert first.label.startswith(f"{CLASSES[true]} → {CLASSES[predicted]}: ")
    assert f"models={model.key}" in first.query_string
    assert f"cell={true}-{predicted}" in first.query_string


def test_a_view_s_address_opens_what_it_shows(models) -> None:
    view = CostView(models=(models[0].key,), preset="own", ask=0.5, weights=(0,) * 6 + (3,) * 4)

    page = open_page(COST, **dict(view.query()))

    assert "shirts 3, sneakers 3" in words(page)
    assert "asking costs 0.5" in words(page)


def test_one_model_is_compared_with_none(models) -> None:
    there = make_evaluation_set(store.scan().models, load_test_split())

    content = CostView(models=(models[0].key,)).compute(there)

    assert "cost least" not in content.sentence
    assert content.tables[0].rows[0][2] == ""
    [chart] = [block for block in content.blocks if isinstance(block, Whiskers)]
    assert chart.points[0].value == pytest.approx((10_000 - models[0].n_correct) / 10)


def test_where_nothing_costs_anything_there_is_no_chart(models) -> None:
    there = make_evaluation_set(store.scan().models, load_test_split())
    view = CostView(
        models=tuple(model.key for model in models[:2]), preset="own", weights=(0,) * 10
    )

    content = view.compute(there)

    assert not [block for block in content.blocks if isinstance(block, Whiskers)]
    assert "cannot be told apart" in content.sentence
