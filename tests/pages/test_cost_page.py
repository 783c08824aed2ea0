"""The costs of mistakes against a recount of the files."""

import numpy as np
import pytest
from artifact_samples import labels_alone_fields, parse
from driving import open_page, payloads, text_of
from oracle import CLASSES, SHIRT

from fmnist.artifacts import predictions, store
from fmnist.artifacts.folders import SHIPPED
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
    [table] = payloads(page, "columns")
    plain = [[text.replace("\N{NO-BREAK SPACE}", " ") for text in row] for row in table["rows"]]
    return {row[0]: row[1:] for row in plain}


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
    assert f"The mistakes of {cheapest.name} cost least here" in text_of(page)


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
    assert "shirts 7" in text_of(page)
    assert "does not pay" in text_of(page)


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


def test_a_row_chooses_its_model_whose_mistakes_are_named_and_which_has_a_page(models) -> None:
    model = models[3]
    page = open_page(COST, of=model.key)

    [table] = payloads(page, "columns")
    assert table["rows"][table["chosen"]][0] == model.name
    assert f"The costliest mistakes of {model.name}" in text_of(page)
    links = [link.proto for link in page.get("page_link")]
    assert all(f"of={model.key}" in link.query_string for link in links[:5])
    assert links[-1].query_string == f"model={model.key}"
    [untouched] = payloads(open_page(COST), "columns")
    assert untouched["chosen"] is None


@pytest.fixture
def labels_alone(registry) -> list[str]:
    """Write a hundred models that came as labels alone, beside one that was trained here."""
    (registry / "ann_10_10").symlink_to(SHIPPED / "ann_10_10")
    labels, rng = load_test_split().labels, np.random.default_rng(2)
    for number in range(100):
        y_pred = np.where(rng.random(10_000) < 0.2 + number / 1000, 8, labels)
        fields = labels_alone_fields(f"run_{number}") | {"display_name": f"Run {number}"}
        files = {store.PREDICTIONS_FILE: predictions.pack_labels(y_pred)}
        store.write(parse(fields), files, registry)
    return [f"Run {number}" for number in range(100)]


def test_of_many_models_the_cheapest_are_seen_until_all_are_asked_for(labels_alone) -> None:
    page = open_page(COST)

    first = list(rows(page))
    assert len(first) == 20
    assert "Run 90" not in first
    [toggle] = page.toggle
    assert (toggle.label, toggle.value) == ("All 101 models", False)
    page = toggle.set_value(True).run()
    everyone = list(rows(page))
    assert set(everyone) == {"ANN 10-10", *labels_alone}
    assert everyone[:20] == first
    [table] = payloads(open_page(COST, of="run_90"), "columns")
    assert table["rows"][table["chosen"]][0] == "Run 90"


def test_models_of_labels_alone_are_priced_and_never_ask(labels_alone) -> None:
    page = open_page(COST, all="true")

    assert not page.exception
    found = rows(page)
    assert set(found) == {"ANN 10-10", *labels_alone}
    for name in labels_alone:
        assert found[name][2:] == ["not stated"] * 3
    assert "not stated" not in found["ANN 10-10"]
    said = text_of(page)
    assert "and 97 more came as labels alone: they have no confidence" in said
    assert said.count("Run ") <= 20


def test_a_view_s_address_opens_what_it_shows(models) -> None:
    view = CostView(models=(models[0].key,), preset="own", ask=0.5, weights=(0,) * 6 + (3,) * 4)

    page = open_page(COST, **dict(view.query()))

    assert "shirts 3, sneakers 3" in text_of(page)
    assert "asking costs 0.5" in payloads(page, "columns")[0]["caption"]


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
