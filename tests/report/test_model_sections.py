"""What findings tell of models' costs and of one model, from the records and predictions."""

from dataclasses import replace

import oracle
from sectioning import blocks, plain, section_of, wilson

from fmnist.views.parts.content import Lines, Scatter, Table


def test_efficiency_names_those_that_nothing_beats(evaluation_set) -> None:
    cost = "Parameters"
    section = section_of(
        evaluation_set,
        "efficiency",
        {"models": [one.key for one in evaluation_set.models], "cost": cost},
    )

    costs = {one.key: one.record.parameters for one in evaluation_set.models}
    for one in evaluation_set.models:
        beaten = any(
            (costs[other.key] <= costs[one.key] and other.accuracy > one.accuracy)
            or (costs[other.key] < costs[one.key] and other.accuracy >= one.accuracy)
            for other in evaluation_set.models
        )
        assert (f"**{one.name}** (" in section.sentence) != beaten
    [chart], [table] = blocks(section, Scatter), blocks(section, Table)
    by_name = {one.name: one for one in evaluation_set.models}
    assert {point.name: (point.x, point.value) for point in chart.points} == {
        one.name: (costs[one.key], one.accuracy) for one in by_name.values()
    }
    assert (chart.x_label, chart.key[0][0]) == ("Parameters", "ANN")
    assert {row[0]: row[4] for row in table.rows} == {
        one.name: f"{costs[one.key]:,}" for one in evaluation_set.models
    }


def test_a_model_is_told_by_its_record_and_its_own_accuracy(evaluation_set, truths) -> None:
    truth = next(one for one in truths if one.key == "cnn_three_conv")
    [evaluated] = evaluation_set.pick([truth.key])

    section = section_of(evaluation_set, "model", {"models": [truth.key]})

    right = int((truth.y_pred == oracle.labels()).sum())
    assert f"{right / 100:.2f} %" in plain(section.sentence)
    assert wilson(right, 10_000).removesuffix(" %") in plain(section.sentence)
    assert f"{evaluated.record.parameters:,} parameters" in section.sentence
    assert "Its source claims 91.0 %" in plain(section.sentence)
    [chart], [facts, trainings] = blocks(section, Lines), blocks(section, Table)
    assert [line.name for line in chart.lines] == [evaluated.name]
    assert dict(facts.rows)["Reproduced with"] == evaluated.record.command
    assert len(trainings.rows) >= len(evaluated.record.runs)


def test_a_model_s_seeds_have_a_mean_and_a_spread(evaluation_set) -> None:
    evaluated = next(one for one in evaluation_set.models if not one.record.members)
    run = evaluated.record.runs[0]
    runs = tuple(
        run.model_copy(update={"seed": seed, "validation_accuracy": share, "test_accuracy": share})
        for seed, share in enumerate((0.90, 0.91, 0.95))
    )
    record = evaluated.record.model_copy(update={"runs": runs, "seed": 2})
    known = replace(evaluated, model=replace(evaluated.model, record=record))

    section = section_of(
        replace(evaluation_set, models=(known,)), "model", {"models": [evaluated.key]}
    )

    seeds = blocks(section, Table)[-1].rows
    assert [row[0] for row in seeds[:3]] == ["0", "1", "2 (shipped)"]
    assert plain(seeds[3][3]) == "92.00 % ± 2.65"


def test_an_ensemble_has_no_curve(evaluation_set) -> None:
    evaluated = evaluation_set.models[0]
    together = {"members": {"cnn_small": "ab" * 32}, "mirrored": True}
    record = evaluated.record.model_copy(update={"training": together})
    known = replace(evaluated, model=replace(evaluated.model, record=record))
    alone = replace(evaluation_set, models=(known,))

    facts = section_of(alone, "model", {"models": [evaluated.key]})
    curves = section_of(alone, "learning_curves", {"models": [evaluated.key]})

    assert "Nothing was trained for it" in facts.sentence
    assert blocks(facts, Lines) == blocks(curves, Lines) == []
    assert len(blocks(facts, Table)) == 1, "its facts, no trainings"
    assert blocks(curves, Table)[0].rows[0][1:3] == ("none", "")
