"""From a recipe to an artifact; the only room, beside fmnist.models, that knows Keras."""
