"""Finding recipes: the file name in ``fmnist/models/`` is the model's key."""

import importlib
import pkgutil
from importlib.util import find_spec
from typing import cast

from fmnist.errors import RecipeError
from fmnist.training.config import Recipe

PACKAGE = "fmnist.models"


def recipe_keys() -> tuple[str, ...]:
    """Return the keys of all recipes, without importing any."""
    spec = find_spec(PACKAGE)
    locations = spec.submodule_search_locations if spec else None
    names = (module.name for module in pkgutil.iter_modules(locations or []))
    return tuple(sorted(name for name in names if not name.startswith("_")))


def load_recipe(key: str) -> Recipe:
    """Import one recipe (and with it Keras).

    Raises
    ------
    RecipeError
        No file of that name.
    """
    if key not in recipe_keys():
        raise RecipeError(
            f"No recipe {key!r} in fmnist/models/. Known: {', '.join(recipe_keys())}."
        )
    return cast("Recipe", importlib.import_module(f"{PACKAGE}.{key}").RECIPE)
