"""Regions, shared failures and pairs are those of the files."""

import itertools

import numpy as np
import oracle
import pytest
from driving import open_page, payloads, text_of
from oracle import MOST_MODELS, labels

AGREEMENT = "pages/compare/agreement.py"


def right_of(chosen):
    return np.stack([model.y_pred == labels() for model in chosen])


def names(chosen):
    return [model.name for model in chosen]


def region(chosen, code):
    pattern = np.array([digit == "1" for digit in code])
    return set(np.flatnonzero((right_of(chosen) == pattern[:, np.newaxis]).all(axis=0)).tolist())


def table(page):
    [data] = payloads(page, "regions")
    return data


def gallery(page):
    [data] = payloads(page, "indices")
    return data


@pytest.mark.parametrize("size", [2, 3])
def test_the_regions_are_every_combination_with_its_count(models, size) -> None:
    chosen = models[:size]

    shown = table(open_page(AGREEMENT, models=names(chosen)))

    codes = {"".join(digits) for digits in itertools.product("01", repeat=size)}
    assert {row["code"]: row["count"] for row in shown["regions"]} == {
        code: len(region(chosen, code)) for code in codes
    }
    assert sum(row["count"] for row in shown["regions"]) == 10_000
    for row in shown["regions"]:
        assert row["right"] == [digit == "1" for digit in row["code"]]
    assert [name for name, _ in shown["models"]] == names(chosen)


def test_rows_stand_by_size_or_by_pattern(models) -> None:
    page = open_page(AGREEMENT, models=names(models[:3]))
    counts = [row["count"] for row in table(page)["regions"]]
    assert counts == sorted(counts, reverse=True)

    picker = next(box for box in page.selectbox if box.label == "Rows")
    codes = [row["code"] for row in table(picker.set_value("By pattern").run())["regions"]]

    assert codes == ["111", "110", "101", "100", "011", "010", "001", "000"]


def test_what_every_model_has_wrong_stands_below_chosen_or_not(models) -> None:
    shown = table(open_page(AGREEMENT, models=names(models[:2])))

    [row] = shown["further"]
    assert row["count"] == int((~right_of(models)).all(axis=0).sum())
    assert f"All {len(models)} models" in row["text"]


@pytest.mark.parametrize("code", ["10", "01", "00", "every"])
def test_a_count_opens_exactly_its_images(models, code) -> None:
    chosen = models[:2]
    everybody = set(np.flatnonzero((~right_of(models)).all(axis=0)).tolist())
    expected = everybody if code == "every" else region(chosen, code)

    page = open_page(AGREEMENT, models=names(chosen), region=code)

    shown = table(page)
    [row] = [one for one in shown["regions"] + shown["further"] if one["code"] == code]
    assert shown["selected"] == code
    assert row["count"] == len(expected)
    assert set(gallery(page)["indices"]) <= expected
    assert len(gallery(page)["indices"]) == min(100, len(expected))
    assert f"of {len(expected):,}." in gallery(page)["footer"]
    assert f"{len(expected):,} images: {row['text']}" in text_of(page)


def test_the_predictions_shown_are_of_a_model_that_is_wrong(models) -> None:
    page = open_page(AGREEMENT, models=names(models[:2]), region="10")

    assert not any(gallery(page)["correct"])
    assert f"Predictions by {models[1].name}" in text_of(page)

    other = open_page(AGREEMENT, models=names(models[:2]), region="10", focus=models[0].name)
    assert all(gallery(other)["correct"])


def test_four_models_are_compared_three_at_a_time(models) -> None:
    chosen = models[:MOST_MODELS]

    page = open_page(AGREEMENT, models=names(chosen), region="0000")

    shown = table(page)
    assert [name for name, _ in shown["models"]] == names(chosen[:3])
    wrong = int((~right_of(chosen)).all(axis=0).sum())
    assert shown["further"][0]["count"] == wrong
    assert f"of {wrong:,}." in gallery(page)["footer"]

    fewer = next(box for box in page.selectbox if box.label == "Not in the table")
    shown = table(fewer.set_value(chosen[0].name).run())
    assert [name for name, _ in shown["models"]] == names(chosen[1:])


def test_the_sentence_counts_what_all_have_wrong_and_what_only_some_have(models) -> None:
    chosen = oracle.best_of_families(models)
    right = right_of(chosen)
    wrong, together = int((~right).all(axis=0).sum()), int(right.all(axis=0).sum())

    said = text_of(open_page(AGREEMENT))

    assert f"{wrong:,} of 10,000 images wrong; on {10_000 - wrong - together:,} only" in said
    assert f"would reach {(10_000 - wrong) / 100:.1f} %" in said
    assert f"the best alone reaches {chosen[0].accuracy}" in said


def test_cochrans_q_is_that_of_statsmodels(models) -> None:
    from statsmodels.stats.contingency_tables import cochrans_q  # noqa: PLC0415

    chosen = oracle.best_of_families(models)
    found = cochrans_q(right_of(chosen).T.astype(int))

    said = text_of(open_page(AGREEMENT))

    assert f"Cochran's Q = {found.statistic:,.1f} with {len(chosen) - 1} degrees" in said
    p = "p < 0.001" if found.pvalue < 0.001 else f"p = {found.pvalue:.3f}"
    assert p in said


def test_every_pair_has_its_agreement_and_kappa(models) -> None:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415

    [shown] = payloads(open_page(AGREEMENT), "kappa")

    assert shown["names"] == names(models)
    for i, j in itertools.combinations(range(len(models)), 2):
        same = (models[i].y_pred == models[j].y_pred).mean()
        kappa = cohen_kappa_score(models[i].y_pred, models[j].y_pred)
        assert shown["agreement"][j][i] == pytest.approx(same, abs=1e-5)
        assert shown["kappa"][j][i] == pytest.approx(kappa, abs=1e-4)


def test_a_region_of_other_models_is_no_region_here(models) -> None:
    page = open_page(AGREEMENT, models=names(models[:2]), region="101")

    assert payloads(page, "indices") == []
    assert table(page)["selected"] is None
    assert "Choose a row" in text_of(page)


def test_one_model_alone_agrees_with_nobody(models) -> None:
    page = open_page(AGREEMENT, models=models[0].name)

    assert payloads(page, "regions") == []
    assert "at least 2 models" in text_of(page)
