"""Shirt against T-shirt: bars and galleries count the mistakes of the files."""

import json

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, text_of
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
            text_of_bar = f"{CLASSES[true]} → {CLASSES[predicted]} by {model.name}"
            assert shown.pop(text_of_bar) == model.matrix[true, predicted]
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
    keys = {model.name: model.key for model in chosen}
    tokens = {**keys, "every chosen model": "by-every"}
    tokens |= {f"only {name}": f"only-{key}" for name, key in keys.items()}

    for group, images in expected.items():
        picker.set_value(tokens[group]).run()
        assert page.query_params.get("mistaken", chosen[0].key) == tokens[group]
        assert f"{len(images):,} image" in text_of(page)
        for gallery in payloads(page, "indices"):
            assert set(gallery["indices"]) <= images
            assert len(gallery["indices"]) == min(100, len(images))


def test_a_link_of_before_that_says_who_mistakes_them_in_words_still_works(models) -> None:
    chosen = models[:2]
    only = chosen[0].indices(SHIRT, T_SHIRT) - chosen[1].indices(SHIRT, T_SHIRT)

    page = open_page(
        PAIR, models=[model.key for model in chosen], mistaken=f"only {chosen[0].name}"
    )

    assert page.selectbox(key="mistaken").value == f"only-{chosen[0].key}"
    [gallery] = payloads(page, "indices")
    assert set(gallery["indices"]) == only


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


def margins(model, first: int = SHIRT, second: int = T_SHIRT) -> np.ndarray:
    """Return log p(first) - log p(second) of all images."""
    logarithm = np.log(np.maximum(model.y_proba.astype(float), np.finfo(np.float32).tiny))
    return logarithm[:, first] - logarithm[:, second]


def axis_of(page) -> dict:
    [axis] = payloads(page, "lanes")
    return axis


def test_the_axis_holds_every_image_of_both_classes_by_its_margin(models) -> None:
    model, labels = models[1], oracle.labels()

    axis = axis_of(open_page(PAIR, models=[model.name for model in models[:3]], by=model.name))

    assert [lane["label"] for lane in axis["lanes"]] == [SHIRT, T_SHIRT]
    for lane in axis["lanes"]:
        indices = np.array(lane["indices"])
        assert set(indices) == set(np.flatnonzero(labels == lane["label"]))
        assert lane["steps"] == np.floor(margins(model)[indices] * 100).astype(int).tolist()
        assert lane["steps"] == sorted(lane["steps"])
        assert lane["predicted"] == model.y_pred[indices].tolist()
        rank = {index: place for place, index in enumerate(sorted(indices.tolist()))}
        assert lane["positions"] == [rank[index] for index in lane["indices"]]


@pytest.mark.parametrize(
    ("written", "steps"),
    [("-1.5", -150), ("0.44", 44), ("nan", 0), ("sideways", 0), (None, 0)],
)
def test_the_threshold_comes_from_the_url(written, steps) -> None:
    page = open_page(PAIR, **({} if written is None else {"threshold": written}))

    assert axis_of(page)["threshold"] == steps


@pytest.mark.parametrize("written", ["1e9", "-inf"])
def test_a_threshold_outside_the_axis_stands_at_its_end(written) -> None:
    axis = axis_of(open_page(PAIR, threshold=written))

    assert axis["threshold"] == axis["span"][written == "1e9"]


def test_a_threshold_belongs_to_one_model(models) -> None:
    page = open_page(PAIR, threshold="1.25")
    assert axis_of(page)["threshold"] == 125

    page.selectbox(key="by").set_value(oracle.best_of_families(models)[1].name).run()

    assert axis_of(page)["threshold"] == 0


def test_an_image_of_the_axis_opens_in_the_order_of_margins(models) -> None:
    model, labels = models[0], oracle.labels()
    image = int(np.flatnonzero(labels == SHIRT)[7])
    both = np.flatnonzero((labels == SHIRT) | (labels == T_SHIRT))
    ahead = int((margins(model)[both] < margins(model)[image]).sum())

    page = open_page(PAIR, models=model.name, image=str(image), along="axis")

    [detail] = payloads(page, "probabilities")
    assert detail["index"] == image
    assert detail["place"] == [ahead + 1, 2000]
    assert axis_of(page)["selected"] == image


def test_an_image_that_is_open_on_the_axis_is_not_open_in_the_gallery() -> None:
    page = open_page(PAIR, image="12", along="axis")

    [gallery] = payloads(page, "indices")
    assert gallery["selected"] is None
    assert len(payloads(page, "probabilities")) == 1


def test_the_roc_curve_and_its_area(models) -> None:
    model, labels = models[0], oracle.labels()
    shirts, others = margins(model)[labels == SHIRT], margins(model)[labels == T_SHIRT]
    wins = (shirts[:, None] > others).mean() + (shirts[:, None] == others).mean() / 2

    page = open_page(PAIR, models=model.name, tab="ROC curve", threshold="-1.50")

    figure = json.loads(page.get("plotly_chart")[1].proto.spec)
    marks = {trace["name"]: (trace["x"], trace["y"]) for trace in figure["data"]}
    assert f"AUC {wins:.4f}" in marks
    [[taken], [recognised]] = marks["Threshold \N{MINUS SIGN}1.50"]
    assert taken == (others >= -1.5).mean()
    assert recognised == (shirts >= -1.5).mean()
    assert marks["Threshold 0"][1] == [(shirts >= 0).mean()]


def test_the_best_threshold_is_judged_on_the_other_half_and_can_be_set() -> None:
    page = open_page(PAIR, tab="ROC curve")
    assert "on the other 1,000" in text_of(page)
    button = page.button(key="best_threshold")
    steps = round(float(button.label.split()[-1].replace("\N{MINUS SIGN}", "-")) * 100)

    button.click().run()

    assert axis_of(page)["threshold"] == steps
    assert page.button(key="best_threshold").disabled


def test_the_mean_images_and_their_differences(models) -> None:
    model, images = models[0], oracle.images().astype(float)

    page = open_page(PAIR, models=model.name, tab="Mean images")

    [sent] = payloads(page, "rows")
    for row, true, other in zip(sent["rows"], (SHIRT, T_SHIRT), (T_SHIRT, SHIRT), strict=True):
        right, wrong = (images[sorted(model.indices(true, label))] for label in (true, other))
        assert [picture["signed"] for picture in row] == [False, False, True]
        assert row[0]["note"] == f"{len(right):,} images"
        assert row[1]["note"] == f"{len(wrong):,} images"
        for picture, mean in zip(
            row,
            (right.mean(axis=0), wrong.mean(axis=0), wrong.mean(axis=0) - right.mean(axis=0)),
            strict=True,
        ):
            np.testing.assert_allclose(picture["pixels"], mean, atol=0.5001)


def test_an_outcome_without_images_has_an_empty_frame() -> None:
    page = open_page(PAIR, first="Bag", second="Sneaker", tab="Mean images")

    [sent] = payloads(page, "rows")
    pictures = {picture["title"]: picture for row in sent["rows"] for picture in row}
    empty = [title for title, picture in pictures.items() if picture["pixels"] is None]
    assert all(pictures[title]["note"] == "0 images" for title in empty if "→" in title)
    assert "Bag → Bag" not in empty


def test_the_extremes_hold_no_more_than_half_of_one_kind(models) -> None:
    model = models[0]
    confidence = model.y_proba.max(axis=1)

    page = open_page(PAIR, models=model.name, tab="Extremes")

    mistakes, doubtful = payloads(page, "indices")
    for gallery, cells, sign in (
        (mistakes, ((SHIRT, T_SHIRT), (T_SHIRT, SHIRT)), -1),
        (doubtful, ((SHIRT, SHIRT), (T_SHIRT, T_SHIRT)), 1),
    ):
        half = [
            sorted(model.indices(*cell), key=lambda index: (sign * confidence[index], index))[:4]
            for cell in cells
        ]
        assert set(gallery["indices"]) == {*half[0], *half[1]}
        assert (np.diff(sign * confidence[gallery["indices"]]) >= 0).all()
        assert "at most 4" in gallery["footer"]


@pytest.mark.parametrize("tab", ["Mistaken images", "Extremes", "ROC curve", "Mean images"])
def test_the_bodies_of_hidden_tabs_do_not_run(tab) -> None:
    page = open_page(PAIR, tab=tab)

    assert [exception.message for exception in page.exception] == []
    shown = {
        "Mistaken images": len(payloads(page, "indices")) == 1,
        "Extremes": len(payloads(page, "indices")) == 2,
        "ROC curve": len(page.get("plotly_chart")) == 2,
        "Mean images": len(payloads(page, "rows")) == 1,
    }
    assert [name for name, is_shown in shown.items() if is_shown] == [tab]


def test_only_the_preset_is_called_chosen_beforehand() -> None:
    preset, reverse, other = (
        text_of(open_page(PAIR, **pair))
        for pair in (
            {},
            {"first": "T-shirt/top", "second": "Shirt"},
            {"first": "Coat", "second": "Pullover"},
        )
    )

    assert "Chosen beforehand" in preset
    assert "Chosen beforehand" in reverse
    assert "Exploratory" not in preset
    assert "Exploratory" in other
    assert "Chosen beforehand" not in other
