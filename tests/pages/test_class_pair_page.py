"""Shirt against T-shirt: bars and galleries count the mistakes of the files."""

import json

import oracle
import pytest
from driving import open_page, payloads, words
from oracle import CLASSES, MOST_MODELS, SHIRT, T_SHIRT

PAIR = "pages/inspect/class_pair.py"


def bars(page) -> dict[str, int]:
    """Return all bars of the first chart: one count per model and direction."""
    figure = json.loads(page.get("plotly_chart")[0].proto.spec)
    return {
        f"{trace['name']} by {name}": count
        for trace in figure["data"]
        for name, count in zip(trace["y"], trace["x"], strict=True)
    }


def test_the_bars_count_both_directions_for_every_chosen_model(models) -> None:
    best = oracle.best_of_families(models)

    shown = bars(open_page(PAIR))

    for true, predicted in ((SHIRT, T_SHIRT), (T_SHIRT, SHIRT)):
        for model in best:
            words_of_bar = f"{CLASSES[true]} → {CLASSES[predicted]} by {model.name}"
            assert shown.pop(words_of_bar) == model.matrix[true, predicted]
    assert shown == {}


def test_another_pair_may_be_chosen_by_url(models) -> None:
    shown = bars(open_page(PAIR, first="Coat", second="Pullover", models=models[0].name))

    expected = models[0].matrix[4, 2], models[0].matrix[2, 4]
    assert tuple(shown.values()) == expected


def test_each_group_of_the_mistaken_shirts_is_the_right_set(models) -> None:
    chosen = models[:MOST_MODELS]
    page = open_page(PAIR, models=[model.name for model in chosen])
    mistaken = {model.name: model.indices(SHIRT, T_SHIRT) for model in chosen}
    expected = dict(mistaken)
    expected["every chosen model"] = set.intersection(*mistaken.values())
    for name, mine in mistaken.items():
        others = [indices for other, indices in mistaken.items() if other != name]
        expected[f"only {name}"] = mine.difference(*others)
    picker = page.selectbox(key="mistaken")
    assert set(picker.options) == set(expected)

    for group, images in expected.items():
        picker.set_value(group).run()
        assert f"{len(images):,} image" in words(page)
        for gallery in payloads(page, "indices"):
            assert set(gallery["indices"]) <= images
            assert len(gallery["indices"]) == min(100, len(images))


def test_the_other_direction_shows_other_images(models) -> None:
    page = open_page(PAIR, models=models[0].name)
    control = page.button_group(key="direction")
    assert len(control.options) == 2
    reverse = next(option for option in control.options if "→ Shirt" in str(option))

    [gallery] = payloads(control.set_value(reverse).run(), "indices")

    assert set(gallery["indices"]) <= models[0].indices(T_SHIRT, SHIRT)


def test_one_class_against_itself_is_answered_with_a_sentence() -> None:
    page = open_page(PAIR, first="Bag", second="Bag")

    assert [exception.message for exception in page.exception] == []
    assert len(page.info) == 1
    assert page.get("plotly_chart") == []


@pytest.mark.parametrize("count", [1, 2])
def test_any_number_of_models_may_be_compared(models, count) -> None:
    page = open_page(PAIR, models=[model.name for model in models[:count]])

    assert [exception.message for exception in page.exception] == []
    assert len(bars(page)) == 2 * count
