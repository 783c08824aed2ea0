"""Numbers and names as they stand in sentences."""

import pytest

from fmnist.text import enumerate_few


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("a", "a"),
        ("abc", "a, b and c"),
        ("abcd", "a, b, c and d"),
        ("abcdefg", "a, b, c and 4 more"),
    ],
)
def test_of_many_a_few_are_named_and_the_others_counted(names: str, said: str) -> None:
    assert enumerate_few(list(names), 3) == said
