"""Which models have no map or corrupted answers, and what can be done about it."""

from types import SimpleNamespace

from fmnist.views.parts.derived_files import not_asked


def models(*keys: str, origin: str = "imported") -> list:
    record = SimpleNamespace(origin=origin)
    return [SimpleNamespace(key=key, name=key.upper(), record=record) for key in keys]


def test_one_that_can_be_asked_is_named_with_its_command() -> None:
    assert not_asked(models("a"), "features") == (
        "Not asked yet and left out: **A**. Run: python -m fmnist features a"
    )
    assert not_asked(models("a", "b"), "corrupt").endswith("Run: python -m fmnist corrupt --all")
    assert not_asked([], "corrupt") == ""


def test_what_came_as_predictions_is_not_sent_to_a_command_that_cannot_help() -> None:
    said = not_asked([*models("a"), *models("p", "q", origin="predictions")], "features")

    assert said == (
        "Left out, for what came as predictions cannot be asked: **P** and **Q**. "
        "Import the model itself to see it here. "
        "Not asked yet and left out: **A**. Run: python -m fmnist features a"
    )
    assert "Run" not in not_asked(models("p", origin="predictions"), "features")


def test_of_many_a_few_are_named_and_the_rest_counted() -> None:
    said = not_asked(models(*(f"m{number}" for number in range(30))), "features")

    assert "**M0**, **M1**, **M2**, **M3**, **M4** and 25 more. Run" in said
