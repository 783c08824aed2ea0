"""The equal budget: what its models share is said, and a difference is an error."""

import pytest

from fmnist.artifacts import store
from fmnist.data.dataset import load_test_split
from fmnist.errors import ReportError
from fmnist.evaluation_set import make_evaluation_set
from fmnist.report.equal_budget import budget_sentence

MODELS = [one for one in store.scan().models if one.record.comparison == "equal budget"]
RECORDS = [one.record for one in MODELS]


def test_one_of_each_family_with_about_as_many_parameters() -> None:
    assert sorted(record.family for record in RECORDS) == ["ann", "cnn", "rnn"]
    parameters = [record.parameters for record in RECORDS]
    assert max(parameters) < 1.05 * min(parameters)


def test_the_sentence_tells_the_common_settings() -> None:
    said = budget_sentence(RECORDS)

    settings = RECORDS[0].training
    assert f"{settings['epochs']} epochs in batches of {settings['batch_size']}" in said
    assert "flip and shift by up to 1" in said
    assert f"{min(record.parameters for record in RECORDS):,} to" in said


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("training", {"epochs": 1}, "their settings differ"),
        ("data", RECORDS[0].data.model_copy(update={"train_images": "0" * 64}), "their data"),
        (
            "validation",
            RECORDS[0].validation.model_copy(update={"indices_sha256": "0" * 64}),
            "their validation images",
        ),
    ],
)
def test_a_difference_is_an_error(field: str, value: object, words: str) -> None:
    other = RECORDS[1].model_copy(update={field: value})

    with pytest.raises(ReportError, match=words):
        budget_sentence([RECORDS[0], other])


def test_the_two_comparisons_share_no_model() -> None:
    split, models = load_test_split(), store.scan().models
    best, equal = (
        {one.key for one in make_evaluation_set(models, split, which).models}
        for which in ("best effort", "equal budget")
    )

    assert equal == {model.key for model in MODELS}
    assert best.isdisjoint(equal)
