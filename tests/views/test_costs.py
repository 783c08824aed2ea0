"""What is said of accuracy and cost, from a case worked by hand."""

from fmnist.views.parts.costs import cost_words, front_sentence

PRICED = [("Big", 900_000.0, 0.95), ("Small", 8_000.0, 0.85), ("Worse", 9_000.0, 0.84)]


def test_those_that_nothing_beats_are_named() -> None:
    said = front_sentence("Parameters", PRICED).replace("\N{NO-BREAK SPACE}", " ")

    assert said == (
        "By accuracy and **parameters** together, no other model beats **Small** (85.0 % at "
        "8,000) and **Big** (95.0 % at 900,000). The other one is no cheaper and no more "
        "accurate than one of these."
    )


def test_one_as_cheap_but_less_accurate_is_not_on_the_front() -> None:
    taught = [*PRICED, ("Taught", 8_000.0, 0.86)]
    said = front_sentence("Parameters", taught)

    assert "**Taught** (" in said
    assert "**Small** (" not in said
    assert said.endswith(" of the other 2 is no cheaper and no more accurate than one of these.")


def test_without_a_measured_cost_it_says_so() -> None:
    assert front_sentence("File size in KiB", []) == "No model's record says: file size in KiB."


def test_small_costs_keep_a_decimal() -> None:
    assert cost_words(1234.4) == "1,234"
    assert cost_words(3.14) == "3.1"
