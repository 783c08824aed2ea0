"""Every number of a finding, computed again from the artifacts' files by other means."""

import numpy as np
import oracle
import pytest
from oracle import CLASSES, SHIRT, T_SHIRT
from sectioning import blocks, plain, section_of, wilson

from fmnist import text
from fmnist.errors import ReportError
from fmnist.report.build import build_report, checked_url
from fmnist.report.findings import new_finding
from fmnist.report.standard import standard_findings
from fmnist.views.calibration import CalibrationView
from fmnist.views.parts.content import Bars, Lines, Matrix, Pictures, Table, Whiskers


def test_the_leaderboard_ranks_all_models_with_their_intervals(evaluation_set, truths) -> None:
    section = section_of(evaluation_set, "leaderboard", {"models": [truth.key for truth in truths]})

    table = blocks(section, Table)[0]
    for row, truth in zip(table.rows, truths, strict=True):
        name, family, accuracy, interval, right, recall, _, _ = map(plain, row)
        assert (name, family) == (truth.name, truth.family.upper())
        assert accuracy == truth.accuracy
        assert interval == wilson(truth.n_correct, 10_000)
        assert right == f"{truth.n_correct:,}"
        assert recall == f"{truth.count(SHIRT, SHIRT) / 10:.1f} %"
    [chart] = blocks(section, Whiskers)
    assert [point.value for point in chart.points] == [t.n_correct / 10_000 for t in truths]
    assert all(point.low < point.value < point.high for point in chart.points)
    assert chart.reference == ("Human", 0.835)


def test_the_difference_to_the_leader_counts_the_discordant_images(evaluation_set, truths) -> None:
    section = section_of(evaluation_set, "leaderboard", {"models": [truth.key for truth in truths]})

    table = blocks(section, Table)[1]
    right = [truth.y_pred == oracle.labels() for truth in truths]
    for row, truth, mine in zip(table.rows, truths[1:], right[1:], strict=True):
        only_leader, only_this = int((right[0] & ~mine).sum()), int((~right[0] & mine).sum())
        assert row[0] == truth.name
        assert (row[3], row[4]) == (f"{only_leader:,}", f"{only_this:,}")
        behind = only_leader - only_this
        tenths = (abs(behind) + 5) // 10  # a half is rounded up
        sign = "" if not tenths else "\N{MINUS SIGN}" if behind > 0 else "+"
        assert row[1] == f"{sign}{tenths / 10:.1f}"
        assert row[2].count(" to ") == 1


def test_one_model_alone_is_told_without_a_comparison(evaluation_set, truths) -> None:
    section = section_of(evaluation_set, "leaderboard", {"models": [truths[-1].key]})

    assert plain(section.sentence).startswith(
        f"{truths[-1].name} classifies {truths[-1].n_correct:,} of 10,000 images correctly: "
        f"{truths[-1].accuracy} (95 % interval {wilson(truths[-1].n_correct, 10_000)})"
    )
    assert len(section.blocks) == 2


@pytest.mark.parametrize(("normalize", "axis"), [("true", 1), ("pred", 0), ("all", None)])
def test_matrices_hold_counts_and_shares(evaluation_set, truths, normalize, axis) -> None:
    chosen = truths[:2]
    view = {"models": [truth.key for truth in chosen], "normalize": normalize}

    section = section_of(evaluation_set, "matrix", view)

    for matrix, truth in zip(blocks(section, Matrix), chosen, strict=True):
        np.testing.assert_array_equal(matrix.counts, truth.matrix)
        totals = truth.matrix.sum(axis=axis, keepdims=True)
        np.testing.assert_allclose(matrix.shares, truth.matrix / np.maximum(totals, 1))
        assert matrix.names == CLASSES
    [table] = blocks(section, Table)
    summed = sum(truth.matrix for truth in chosen) * (1 - np.eye(10, dtype=int))
    true, predicted = np.unravel_index(summed.argmax(), summed.shape)
    assert table.rows[0] == (
        f"{CLASSES[true]} → {CLASSES[predicted]}",
        *(f"{truth.count(true, predicted):,}" for truth in chosen),
    )


def test_a_matrix_of_groups_sums_its_classes(evaluation_set, truths) -> None:
    groups = [[0, 2, 4, 6], [1], [3], [5, 7, 9], [8]]
    view = {"models": [truths[0].key], "normalize": None, "groups": groups}

    [matrix] = blocks(section_of(evaluation_set, "matrix", view), Matrix)

    assert matrix.names == ("Tops", "Trouser", "Dress", "Footwear", "Bag")
    assert matrix.shares is None
    for i, rows in enumerate(groups):
        for j, columns in enumerate(groups):
            assert matrix.counts[i][j] == truths[0].matrix[np.ix_(rows, columns)].sum()


def test_a_cell_counts_in_every_model_and_shows_the_surest_images(evaluation_set, truths) -> None:
    best = truths[0]
    view = {"models": [truth.key for truth in truths], "of": best.key}

    section = section_of(evaluation_set, "cell", view | {"true": [SHIRT], "predicted": [T_SHIRT]})

    count = best.count(SHIRT, T_SHIRT)
    assert plain(section.sentence) == (
        f"{best.name} takes {count} of 1,000 shirts for T-shirts: {count / 10:.1f} % "
        f"(95 % interval {wilson(count, 1000)})."
    )
    [table] = blocks(section, Table)
    assert [row[1] for row in table.rows] == [
        f"{truth.count(SHIRT, T_SHIRT)} of 1,000" for truth in truths
    ]
    [pictures] = blocks(section, Pictures)
    shown = [picture.index for picture in pictures.pictures]
    assert set(shown) <= best.indices(SHIRT, T_SHIRT)
    assert len(shown) == min(24, count)
    sure = best.y_proba.max(axis=1)
    assert list(sure[shown]) == sorted(sure[shown], reverse=True)
    assert sure[shown].min() >= max(
        (sure[index] for index in best.indices(SHIRT, T_SHIRT) - set(shown)), default=0
    )
    first = pictures.pictures[0]
    np.testing.assert_array_equal(first.pixels, oracle.images()[first.index])
    assert first.alt.startswith(f"Test image {first.index}: true Shirt, predicted T-shirt/top by ")


def test_a_column_counts_what_is_right_of_a_prediction(evaluation_set, truths) -> None:
    best = truths[0]
    view = {"models": [best.key], "of": best.key, "true": [], "predicted": [SHIRT]}

    section = section_of(evaluation_set, "cell", view)

    said, right = int(best.matrix[:, SHIRT].sum()), best.count(SHIRT, SHIRT)
    assert plain(section.sentence).startswith(
        f"{best.name} says Shirt for {said:,} images; {right:,} of them are right: "
    )


def test_a_row_and_the_diagonal_count_what_is_recognised(evaluation_set, truths) -> None:
    best = truths[0]
    for view in ({"true": [8], "predicted": []}, {"true": [8], "predicted": [8]}):
        section = section_of(evaluation_set, "cell", {"models": [best.key], "of": best.key, **view})
        recognised = best.count(8, 8)
        assert plain(section.sentence).startswith(
            f"{best.name} recognises {recognised:,} of 1,000 bags: {recognised / 10:.1f} %"
        )


def test_an_empty_cell_is_said_to_be_empty(evaluation_set, truths) -> None:
    empty = np.argwhere(truths[0].matrix == 0)[0]
    view = {"models": [truths[0].key], "of": truths[0].key}

    section = section_of(
        evaluation_set, "cell", view | {"true": [int(empty[0])], "predicted": [int(empty[1])]}
    )

    assert " takes 0 of 1,000 " in plain(section.sentence)
    assert blocks(section, Pictures) == []


def test_an_image_is_told_with_every_model_s_answer(evaluation_set, truths) -> None:
    index = 19
    section = section_of(
        evaluation_set, "image", {"models": [truth.key for truth in truths], "image": index}
    )

    label = CLASSES[oracle.labels()[index]]
    assert plain(section.sentence).startswith(f"Test image {index} is labelled {label}")
    answers, probabilities = blocks(section, Table)
    for row, truth in zip(answers.rows, truths, strict=True):
        right = truth.y_pred[index] == oracle.labels()[index]
        assert row[:3] == (truth.name, CLASSES[truth.y_pred[index]], "right" if right else "wrong")
    assert len(probabilities.rows) == 10
    [pictures] = blocks(section, Pictures)
    np.testing.assert_array_equal(pictures.pictures[0].pixels, oracle.images()[index])


def test_a_pair_counts_both_directions(evaluation_set, truths) -> None:
    keys = [truth.key for truth in truths]
    section = section_of(
        evaluation_set, "class_pair", {"models": keys, "first": SHIRT, "second": T_SHIRT}
    )

    [chart] = blocks(section, Bars)
    assert chart.bars[0].counts == tuple(truth.count(SHIRT, T_SHIRT) for truth in truths)
    assert chart.bars[1].counts == tuple(truth.count(T_SHIRT, SHIRT) for truth in truths)
    [table] = blocks(section, Table)
    for row, truth in zip(table.rows, truths, strict=True):
        assert plain(row[2]) == wilson(truth.count(SHIRT, T_SHIRT), 1000)
        assert plain(row[4]) == wilson(truth.count(T_SHIRT, SHIRT), 1000)
    common = set.intersection(*(truth.indices(SHIRT, T_SHIRT) for truth in truths))
    shown = {picture.index for picture in blocks(section, Pictures)[0].pictures}
    assert shown <= common
    assert len(shown) == min(24, len(common))


def test_a_difference_is_first_minus_second(evaluation_set, truths) -> None:
    worse, better = truths[-1], truths[0]
    section = section_of(evaluation_set, "difference", {"models": [worse.key, better.key]})

    [matrix] = blocks(section, Matrix)
    np.testing.assert_array_equal(matrix.counts, worse.matrix - better.matrix)
    assert matrix.title == f"{worse.name} minus {better.name}"
    assert matrix.marked is not None
    marked = np.array(matrix.marked)
    off = ~np.eye(10, dtype=bool)
    assert f"{marked[off].sum()} of 90 confusions" in section.sentence
    assert f"recall of {marked[~off].sum()} of 10 classes" in section.sentence


def test_agreement_counts_images_that_all_or_none_have_right(evaluation_set, truths) -> None:
    section = section_of(evaluation_set, "agreement", {"models": [truth.key for truth in truths]})

    right = np.stack([truth.y_pred == oracle.labels() for truth in truths])
    lost = np.flatnonzero(~right.any(axis=0))
    assert f"all get **{len(lost):,}** of 10,000 images wrong" in section.sentence
    some = (right.any(axis=0) & ~right.all(axis=0)).sum()
    assert f"on **{some:,}** only some of them are right" in section.sentence
    shown = {picture.index for picture in blocks(section, Pictures)[0].pictures}
    assert shown <= set(lost.tolist())


def test_calibration_measures_the_distance_from_the_diagonal(evaluation_set, truths) -> None:
    truth = truths[0]
    section = section_of(evaluation_set, "calibration", {"models": [truth.key]})

    sure, right = truth.y_proba.max(axis=1).astype(float), truth.y_pred == oracle.labels()
    bins = np.clip(np.ceil(sure * 15).astype(int) - 1, 0, 14)
    gaps = [abs(right[bins == at].sum() - sure[bins == at].sum()) for at in range(15)]
    [table] = blocks(section, Table)
    assert plain(table.rows[0][3]) == f"{sum(gaps) / 100:.1f} %"
    assert plain(table.rows[0][2]) == f"{100 * sure.mean():.1f} %"
    [chart] = blocks(section, Lines)
    assert all(0 <= y <= 1 for y in chart.lines[0].y)


def test_learning_curves_mark_the_selected_epoch(evaluation_set, truths) -> None:
    section = section_of(
        evaluation_set, "learning_curves", {"models": [truth.key for truth in truths]}
    )

    [chart] = blocks(section, Lines)
    trained = [one for one in evaluation_set.models if not one.record.members]
    for line, evaluated in zip(chart.lines, trained, strict=True):
        assert line.marked is not None
        assert line.x[line.marked] == evaluated.record.validation.epoch
        assert line.y[line.marked] == pytest.approx(evaluated.record.validation.accuracy, abs=1e-3)


def test_every_section_carries_its_evidence(report, evaluation_set, every_kind) -> None:
    for section, finding in zip(report.sections, every_kind, strict=True):
        proof = section.evidence
        assert proof is not None
        assert proof.n
        assert proof.interval
        assert proof.link == f"http://dashboard.example/base/{finding.link}"
        assert proof.computed == report.computed
        assert {source.key for source in proof.sources} == set(finding.view.models)
        for source in proof.sources:
            record = next(one.record for one in evaluation_set.models if one.key == source.key)
            assert source.weights_sha256 == record.files["model.keras"]
            assert source.predictions_sha256 == record.files["test_predictions.npz"]
        assert proof.images_sha256.startswith("5b4141f0")


def test_a_model_that_is_gone_is_named_and_hides_no_other_finding(evaluation_set) -> None:
    kept = standard_findings(evaluation_set)[0]
    lost = new_finding(CalibrationView(models=("cnn_gone",)), title="Lost")

    with pytest.raises(ReportError, match=r"No model 'cnn_gone' to report on. Known: "):
        build_report((lost, kept), evaluation_set)
    report = build_report((lost, kept), evaluation_set, keep_broken=True)

    assert report.sections[0].sentence.startswith("This finding cannot be computed: No model")
    assert report.sections[1].blocks


def test_the_standard_finding_on_the_pair_takes_the_models_that_its_page_takes(
    evaluation_set, truths
) -> None:
    pair = next(
        one.view for one in standard_findings(evaluation_set) if one.view.kind == "class_pair"
    )

    best = {
        family: next(t.key for t in truths if t.family == family)
        for family in ("ann", "rnn", "cnn")
    }
    assert set(pair.models) == set(best.values())


def test_the_standard_findings_name_known_models_only(evaluation_set) -> None:
    few = [evaluated.key for evaluated in evaluation_set.models[:2]]

    for finding in standard_findings(evaluation_set, few):
        assert set(finding.view.models) <= set(few)
        assert finding.view.compute(evaluation_set).blocks
    with pytest.raises(ReportError, match="No model 'nobody'"):
        standard_findings(evaluation_set, ["nobody"])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x/", "http://", "", "http://a b/", 'http://a/"onload="']
)
def test_a_report_links_only_to_web_addresses(url) -> None:
    with pytest.raises(ReportError, match="must look like"):
        checked_url(url)


@pytest.mark.parametrize(
    ("count", "n", "said"),
    [
        (0, 1000, "none"),
        (4, 1000, "fewer than one"),
        (5, 1000, "1"),
        (94, 1000, "9"),
        (996, 1000, "more than 99"),
        (1000, 1000, "100"),
    ],
)
def test_of_a_hundred(count, n, said) -> None:
    assert text.of_hundred(count, n) == said
