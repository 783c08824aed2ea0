"""Names beside dots: on the right if there is room, elsewhere if not, never on each other."""

from itertools import combinations

from fmnist.figures.labels import SIDES, Box, Dot, _box, place


def dot(name: str, x: float, y: float) -> Dot:
    return Dot(name, x, y, y - 20, y + 20)


def test_a_dot_alone_has_its_name_on_the_right() -> None:
    assert place([dot("alone", 100, 100)]) == ["middle right"]


def test_names_cover_neither_each_other_nor_a_whisker() -> None:
    dots = [dot("CNN batch norm", 500, 200), dot("CNN baseline", 520, 192), dot("RNN", 340, 199)]

    sides = place(dots)

    boxes = [_box(one, side) for one, side in zip(dots, sides, strict=True)]
    whiskers = [Box(one.x - 7, one.low, one.x + 7, one.high) for one in dots]
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    assert all(box.overlap(whisker) == 0 for box in boxes for whisker in whiskers)


def test_the_common_area_of_two_rectangles() -> None:
    assert Box(0, 0, 4, 2).overlap(Box(3, 1, 9, 9)) == 1
    assert Box(0, 0, 4, 2).overlap(Box(4, 0, 9, 9)) == 0


def test_among_many_a_name_that_would_cover_another_is_left_out() -> None:
    alone = dot("alone", 5_000, 100)

    sides = place([dot("crowd", 0, 0)] * 30 + [alone])

    assert sides[-1] == "middle right"
    assert sides.count(None) > 20


def test_in_a_crowd_each_still_gets_a_side() -> None:
    assert set(place([dot("crowd", 0, 0)] * 12)) <= set(SIDES)
