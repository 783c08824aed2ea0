"""The bars of a class pair are not swapped."""

from fmnist.figures.pair_bars import pair_bars

FIGURE = pair_bars(
    ["CNN", "ANN"],
    [(88, 129), (133, 109)],
    (1000, 900),
    ("Shirt → T-shirt/top", "T-shirt/top → Shirt"),
)


def test_each_direction_holds_its_own_counts() -> None:
    bars = {bar.name: (list(bar.y), list(bar.x), list(bar.text)) for bar in FIGURE.data}

    assert bars == {
        "Shirt → T-shirt/top": (["CNN", "ANN"], [88, 133], ["88", "133"]),
        "T-shirt/top → Shirt": (["CNN", "ANN"], [129, 109], ["129", "109"]),
    }


def test_the_hover_text_says_of_how_many() -> None:
    assert "of 1,000" in FIGURE.data[0].hovertemplate
    assert "of 900" in FIGURE.data[1].hovertemplate


def test_the_first_model_stands_on_top() -> None:
    assert FIGURE.layout.yaxis.autorange == "reversed"


def test_no_mistakes_at_all_still_make_a_figure() -> None:
    assert pair_bars(["CNN"], [(0, 0)], (1000, 1000), ("a", "b")).layout.xaxis.range[1] > 1
