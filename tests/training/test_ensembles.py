"""Models that answer together: the mean of the released ones, also about the mirror image."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.artifacts.seed_weights import SEEDS_FILE
from fmnist.data.dataset import Split
from fmnist.data.splits import TrainValidation, split_validation
from fmnist.errors import ArtifactError, RecipeError
from fmnist.training import ensembles, proof, release
from fmnist.training.config import Ensemble, Recipe
from fmnist.training.loop import train_seed
from fmnist.training.prediction import predict_proba

pytestmark = pytest.mark.slow
PAIR = Ensemble(members=("ann_10_10", "cnn_equal"))


@pytest.fixture
def together(recipe: Recipe) -> Recipe:
    """Return a recipe of two released models."""
    config = replace(PAIR, mirrored=True)
    return replace(recipe, config=config, build=lambda: ensembles.average_of(config))


def test_the_answer_is_the_mean_of_the_members(images: Split) -> None:
    answered = predict_proba(ensembles.average_of(PAIR), images.images[:40])

    expected = np.mean([store.load(key).y_proba[:40] for key in PAIR.members], axis=0)
    np.testing.assert_allclose(answered, expected, atol=1e-3)


def test_mirrored_an_image_and_its_mirror_image_get_the_mean_of_both_answers(images: Split) -> None:
    few = images.images[:40]
    mirrored = few[:, :, ::-1]
    alone = ensembles.average_of(PAIR)
    both = ensembles.average_of(replace(PAIR, mirrored=True))

    expected = (predict_proba(alone, few) + predict_proba(alone, mirrored)) / 2
    np.testing.assert_allclose(predict_proba(both, few), expected, atol=1e-5)
    np.testing.assert_allclose(predict_proba(both, mirrored), expected, atol=1e-5)
    assert np.abs(predict_proba(alone, few) - expected).max() > 0.01


@pytest.mark.parametrize("mirrored", [False, True])
def test_members_asked_one_by_one_answer_as_the_one_model_does_and_are_asked_once(
    images: Split, monkeypatch: pytest.MonkeyPatch, *, mirrored: bool
) -> None:
    few, asked = images.images[:40], {}
    ensemble = replace(PAIR, mirrored=mirrored)

    answered = ensembles.answers_of(ensemble, few, asked)

    expected = predict_proba(ensembles.average_of(ensemble), few)
    np.testing.assert_allclose(answered, expected, atol=1e-6)
    assert answered.dtype == np.float32
    assert set(asked) == set(PAIR.members)
    monkeypatch.delattr(ensembles, "predict_proba")
    np.testing.assert_array_equal(ensembles.answers_of(ensemble, few, asked), answered)


def test_a_released_ensemble_names_its_members_and_counts_their_work(
    images: Split, together: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "check_data", lambda _record: None)  # the stand-in images
    monkeypatch.setattr(store, "check_answers", lambda _record, _answers: None)

    model = release.train(
        "tiny", together, train_split=images, test_split=images, root=tmp_path / "artifacts"
    )

    record = model.record
    members = [store.load(key).record for key in PAIR.members]
    assert record.training == {
        "members": {member.key: member.files[store.MODEL_FILE] for member in members},
        "mirrored": True,
    }
    assert record.parameters == sum(member.parameters for member in members)
    assert record.multiply_accumulates == 2 * sum(each.multiply_accumulates for each in members)
    assert record.training_seconds == sum(member.training_seconds for member in members)
    assert record.environment == members[0].environment == members[1].environment
    history = store.read_history(model)
    assert history["epoch"].tolist() == [1]
    assert history["val_accuracy"][0] == pytest.approx(record.validation.accuracy, abs=1e-5)
    proof.evaluate(model, images)


def test_members_of_two_machines_name_both() -> None:
    first, second = (store.load(key).record for key in PAIR.members)
    elsewhere = first.environment.model_copy(update={"hardware": "NVIDIA H100, 16 CPU cores"})

    told = ensembles._where_trained([first.model_copy(update={"environment": elsewhere}), second])

    assert told.hardware == f"NVIDIA H100, 16 CPU cores and {second.environment.hardware}"
    assert ensembles._where_trained([second, second]) == second.environment


@pytest.fixture(scope="module")
def released(recipe: Recipe, images: Split, tmp_path_factory) -> Iterator[store.TrainedModel]:
    """Release a tiny model that keeps its seeds 3, 4 and 5."""
    folder = tmp_path_factory.mktemp("released")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "check_data", lambda _record: None)  # the stand-in images
        patch.setattr(store, "check_answers", lambda _record, _answers: None)
        yield release.train(
            "tiny",
            replace(recipe, keep_seeds=True),
            train_split=images,
            test_split=images,
            seeds=(3, 4, 5),
            root=folder / "artifacts",
            checkpoints=folder / "checkpoints",
        )


@pytest.fixture
def kept(released: store.TrainedModel, monkeypatch: pytest.MonkeyPatch) -> store.TrainedModel:
    """Return that model, where the store finds it and no other."""
    monkeypatch.setattr(store, "ROOTS", (released.folder.parent,))
    return released


def test_a_member_s_other_seeds_answer_too(
    kept: store.TrainedModel, recipe: Recipe, images: Split
) -> None:
    every = Ensemble(members=("tiny",), every_seed=True)

    answered = predict_proba(ensembles.average_of(every), images.images[:40])

    alone = []
    for seed in (3, 4, 5):  # what each of them answers when it is trained without the others
        model, _ = train_seed(
            recipe,
            split_validation(images),
            seed=seed,
            folder=kept.folder.parents[1] / "checkpoints" / "tiny" / f"seed-{seed}",
            resume=True,
        )
        alone.append(predict_proba(model, images.images[:40]))
    np.testing.assert_allclose(answered, np.mean(alone, axis=0), atol=1e-5)
    told = ensembles.describe(every)
    assert told["seeds"] == {"tiny": [3, 4, 5]}
    assert told["seed_files"] == {"tiny": kept.record.files[SEEDS_FILE]}
    _, state = ensembles.assess(every, split_validation(images))
    assert state.seconds == pytest.approx(sum(run.seconds for run in kept.record.runs))


def test_without_being_asked_a_member_s_other_seeds_keep_silent(
    kept: store.TrainedModel, images: Split
) -> None:
    chosen = Ensemble(members=("tiny",))

    answered = predict_proba(ensembles.average_of(chosen), images.images[:40])

    np.testing.assert_allclose(answered, kept.y_proba[:40], atol=1e-5)
    assert set(ensembles.describe(chosen)) == {"members", "mirrored"}


def test_it_is_judged_where_a_training_is(images: Split) -> None:
    data = TrainValidation(
        Split(images.images[:300], images.labels[:300]),
        Split(images.images[300:400], images.labels[300:400]),
        indices_sha256="0" * 64,
    )

    _, state = ensembles.assess(PAIR, data)

    y_proba = np.mean([store.load(key).y_proba[300:400] for key in PAIR.members], axis=0)
    of_label = y_proba[np.arange(100), data.validation.labels]
    (row,) = state.history
    assert row["val_accuracy"] == (y_proba.argmax(axis=1) == data.validation.labels).mean()
    assert row["val_loss"] == pytest.approx(-np.log(of_label).mean(), abs=1e-3)


def test_a_member_that_is_not_there() -> None:
    with pytest.raises(ArtifactError, match="No model 'nobody'"):
        ensembles.average_of(replace(PAIR, members=("nobody",)))


def test_nothing_of_it_is_trained(images: Split, together: Recipe, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match=r"there is nothing to train.*ann_10_10, cnn_equal"):
        release.train(
            "tiny", together, train_split=images, test_split=images, epochs=3, root=tmp_path
        )
