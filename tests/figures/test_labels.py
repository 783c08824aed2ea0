"""Names beside dots: on the right if there is room, elsewhere if not, never on anything else."""

from itertools import combinations

from fmnist.figures.labels import CHARACTER, GAP, Box, Dot, Layout, _box, place


def dot(name: str, x: float, y: float) -> Dot:
    return Dot(name, x, y, y - 20, y + 20)


def test_a_dot_alone_has_its_name_on_the_right() -> None:
    assert place([Layout([dot("alone", 100, 100)])]) == ["middle right"]


def test_names_cover_neither_each_other_nor_a_whisker() -> None:
    dots = [dot("CNN batch norm", 500, 200), dot("CNN baseline", 520, 192), dot("RNN", 340, 199)]

    sides = place([Layout(dots)])

    boxes = [_box(one, side, CHARACTER, GAP) for one, side in zip(dots, sides, strict=True)]
    whiskers = [Box(one.x - 7, one.low, one.x + 7, one.high) for one in dots]
    assert all(one.overlap(other) == 0 for one, other in combinations(boxes, 2))
    assert all(box.overlap(whisker) == 0 for box in boxes for whisker in whiskers)


def test_the_common_area_of_two_rectangles() -> None:
    assert Box(0, 0, 4, 2).overlap(Box(3, 1, 9, 9)) == 1
    assert Box(0, 0, 4, 2).overlap(Box(4, 0, 9, 9)) == 0


def test_a_name_that_would_touch_something_on_every_side_is_left_out() -> None:
    alone = dot("alone", 5_000, 100)

    sides = place([Layout([*[dot("crowd", 0, 0)] * 10, alone])])

    assert sides[-1] == "middle right"
    assert sides.count(None) == 5  # two stand on either side, and one below
    assert place([Layout([dot("alone", 0, 0)], [Box(-99, -99, 99, 99)])]) == [None]


def test_a_dot_is_in_the_way_where_its_whisker_is_shorter() -> None:
    low, high = Dot("lower one", 100, 100, 100, 100), Dot("above", 140, 110, 110, 110)

    assert place([Layout([low, high])])[0] == "middle left"


def test_a_side_is_taken_only_where_it_is_free_at_every_size() -> None:
    narrow = Layout([dot("A", 100, 100), dot("B", 110, 100)])
    wide = Layout([dot("A", 100, 100), dot("B", 132, 100)])

    assert place([narrow])[1] == "middle right" != place([narrow])[0]
    assert place([narrow, wide])[0] == place([narrow])[0]
    assert place([wide]) == ["middle right", "middle right"]


def test_names_that_stand_already_stay_where_they_are() -> None:
    dots = [dot("first", 100, 100), dot("second", 150, 100)]

    assert place([Layout(dots)], standing=[None, "middle left"]) == ["middle left", "middle left"]
    assert place([Layout(dots)], standing=[None, "top left"])[1] == "top left"
