"""Every recipe in fmnist/models/ is complete and keeps the contract of a trained model."""

import json
from dataclasses import asdict, fields

import numpy as np
import pytest

from fmnist.artifacts import store
from fmnist.errors import RecipeError
from fmnist.training.config import Ensemble
from fmnist.training.ensembles import describe
from fmnist.training.recipes import load_recipe, recipe_keys

pytestmark = pytest.mark.slow


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(RecipeError, match=r"No recipe 'cnn2'.*Known: .*ann_10_10"):
        load_recipe("cnn2")


def test_display_names_differ() -> None:
    names = [load_recipe(key).display_name for key in recipe_keys()]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("key", recipe_keys())
def test_a_recipe_takes_raw_pixels_and_gives_probabilities(key: str) -> None:
    recipe = load_recipe(key)
    model = recipe.build()
    pixels = np.random.default_rng(0).integers(0, 256, (4, 28, 28)).astype(np.float32)

    y_proba = np.asarray(model.predict_on_batch(pixels))

    assert model.input_shape == (None, 28, 28)
    assert y_proba.shape == (4, 10)
    np.testing.assert_allclose(y_proba.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("key", recipe_keys())
def test_a_recipe_describes_itself(key: str) -> None:
    recipe = load_recipe(key)

    assert recipe.family == key.partition("_")[0]
    assert 0 < len(recipe.display_name) <= 40
    assert recipe.description.endswith(".")
    assert recipe.claimed_accuracy is None or 0.5 < recipe.claimed_accuracy < 1


@pytest.mark.parametrize("key", store.known_keys())
def test_a_shipped_model_was_made_as_its_recipe_says_today(key: str) -> None:
    record = store.load(key).record
    config = load_recipe(key).config
    today = json.loads(
        json.dumps(describe(config) if isinstance(config, Ensemble) else asdict(config))
    )

    told = {name: value for name, value in record.training.items() if name != "teacher_sha256"}
    since = {field.name: field.default for field in fields(config) if field.name not in told}
    added = {name: value for name, value in since.items() if name in today}  # after the release

    assert today == told | added
    assert "--epochs" not in record.command


@pytest.mark.parametrize("key", recipe_keys())
def test_a_recipe_stays_backend_neutral(key: str) -> None:
    import importlib.util  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    spec = importlib.util.find_spec(f"fmnist.models.{key}")
    source = Path(spec.origin).read_text(encoding="utf-8")

    assert "tensorflow" not in source
    assert "tf." not in source
