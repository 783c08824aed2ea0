"""Slices against a loop over the files: where a model is worse, who leads there, which images."""

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, CLASSES, SHIRT, images, labels, percent
from scipy.stats import fisher_exact

from fmnist.data.image_list import to_list_token
from pages.inspect._slices_kept import STORE

SLICES = "pages/inspect/slices.py"


def tables(page) -> list[dict]:
    return payloads(page, "heads")


def found(page) -> list[dict]:
    """Return the rows of the slices in which a model is worse."""
    return next((table["rows"] for table in tables(page) if table["chosen"]), [])


def compared(page) -> dict[str, dict]:
    """Return the rows of models in the slice that is shown."""
    [table] = [table for table in tables(page) if not table["chosen"]]
    return {row["name"]: row for row in table["rows"]}


def shares_of_ink() -> np.ndarray:
    return np.array([(image > 12).mean() for image in images()])


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def test_the_slices_that_are_told_hold_what_they_say_and_are_worse(models) -> None:
    worst = models[-1]

    page = open_page(SLICES, of=worst.key, all="true")

    rows = found(page)
    assert len(rows) > 3
    right = worst.y_pred == labels()
    for label, name in enumerate(CLASSES):
        here = labels() == label
        row = next((row for row in rows if row["code"] == f"class:{label}"), None)
        table = [[int((right[of] == told).sum()) for told in (True, False)] for of in (here, ~here)]
        p = fisher_exact(table, alternative="less").pvalue
        if row is None:
            assert p > 1e-6, f"{name} is worse, and nobody says so"
            continue
        assert p < 0.05 / 220
        assert plain(row["texts"])[:1] == [percent(right[here].sum(), 1000)]
        assert plain(row["texts"])[2] == percent(right[~here].sum(), 9000)
    gaps = [row["inside"] - row["outside"] for row in rows]
    assert gaps == sorted(gaps)
    assert max(gaps) < 0
    assert (
        f"{worst.name} is worse than on the other images in {len(rows)} of 220 slices"
        in text_of(page)
    )


def test_a_slice_in_the_address_has_the_models_and_images_of_a_loop(models) -> None:
    ink = shares_of_ink()
    here = [at for at in range(10_000) if labels()[at] == SHIRT and 0.3 <= ink[at] < 0.45]

    page = open_page(SLICES, slice="class:6,ink:0.3-0.45", every="true", per_page="300")

    assert f"{len(here):,} images: Shirt, share of ink 0.3 to 0.45" in text_of(page)
    rows = compared(page)
    assert set(rows) == {model.name for model in models}
    for model in models:
        right = sum(bool(model.y_pred[at] == labels()[at]) for at in here)
        inside, _, outside, _ = plain(rows[model.name]["texts"])
        assert inside == percent(right, len(here))
        assert outside == percent(model.n_correct - right, 10_000 - len(here))
    order = [row["inside"] for row in rows.values()]
    assert order == sorted(order, reverse=True)
    [gallery] = [each for each in payloads(page, "indices") if each["variant"] == "grid"]
    assert sorted(gallery["indices"]) == here


def test_the_first_images_are_those_that_the_model_reads_wrong(models) -> None:
    model = models[1]
    wrong = np.flatnonzero((labels() == SHIRT) & (model.y_pred != SHIRT))

    page = open_page(SLICES, of=model.key, slice="class:6")

    assert f"{model.name} misclassifies {len(wrong)} of them, such as these." in text_of(page)
    strips = [each for each in payloads(page, "indices") if each["variant"] == "strip"]
    confidence = model.y_proba.max(axis=1)
    surest = sorted(wrong, key=lambda at: (-confidence[at], at))[:10]
    assert strips[0]["indices"] == surest


def test_an_empty_slice_says_what_to_do() -> None:
    page = open_page(SLICES, slice="class:0,brightness:-1")

    assert not page.exception
    assert "0 images: T-shirt/top, brightness below 1" in text_of(page)
    assert "No image is in this slice" in text_of(page)


def press(page, label: str):
    """Press a button by what it says at its start."""
    return next(each for each in page.button if each.label.startswith(label)).click().run()


def test_conditions_are_set_together_and_stand_in_the_address() -> None:
    page = open_page(SLICES)
    low, high = page.slider(key="slice_ink").value
    assert low < 0.3 < high

    page.multiselect(key="slice_classes").select(SHIRT)
    page.slider(key="slice_ink").set_range(0.3, high)
    page = press(page, "Show this slice")

    assert page.query_params["slice"] == "class:6,ink:0.3-"
    assert "999 images: Shirt, share of ink at least 0.3" in text_of(page)
    page.toggle(key="slice_doubtful").set_value(True)
    page = press(page, "Show this slice")
    assert page.query_params["slice"] == "class:6,ink:0.3-,doubtful"
    assert "how they were chosen, not how good a model is" in text_of(page)

    page = press(page, "Clear")
    assert "slice" not in page.query_params
    assert page.multiselect(key="slice_classes").value == []
    assert "Choose a slice to see its models and images." in text_of(page)


def test_the_widgets_show_the_slice_of_the_address() -> None:
    page = open_page(SLICES, slice="class:0_6,contrast:30.5-70")

    assert page.multiselect(key="slice_classes").value == [0, 6]
    assert page.slider(key="slice_contrast").value == (30.5, 70.0)
    assert page.query_params["slice"] == "class:0_6,contrast:30.5-70"


def test_a_list_of_images_stays_while_conditions_change() -> None:
    chosen = np.array([3, 19, 27, 32])

    page = open_page(SLICES, slice=f"answers:{to_list_token(chosen)}")

    assert "4 images: 4 images chosen by what a model answers" in text_of(page)
    page.multiselect(key="slice_classes").select(int(labels()[19]))
    page = press(page, "Show this slice")
    expected = [at for at in chosen if labels()[at] == labels()[19]]
    [gallery] = [each for each in payloads(page, "indices") if each["variant"] == "grid"]
    assert sorted(gallery["indices"]) == expected
    page = press(page, "Without the list")
    assert page.query_params["slice"] == f"class:{labels()[19]}"


@pytest.mark.parametrize(
    "text", ["hat:3", "class:99", "ink:0.5-0.1", "images:AAAA", "x" * 5000, "class:6,,"]
)
def test_nonsense_in_the_address_is_told_and_shows_no_slice(text: str) -> None:
    page = open_page(SLICES, slice=text)

    assert not page.exception
    assert [
        warning for warning in page.warning if "The address asks for the slice" in warning.value
    ]
    assert not payloads(page, "origin")
    assert found(page) == found(open_page(SLICES))


def test_a_name_is_shown_as_it_is_typed() -> None:
    page = open_page(SLICES, slice="class:6", name="<b>**Best** ![x](http://a.b)")

    [title] = payloads(page, "origin")
    assert title["text"] == "**<b>Best ![x](http://a.b)**, **1,000 images**: Shirt"
    assert page.text_input(key="slice_name").value == "<b>Best ![x](http://a.b)"


def test_a_slice_is_kept_under_a_name_opened_again_and_removed() -> None:
    page = open_page(SLICES, slice="class:6,ink:-0.57")

    page.text_input(key="slice_name").input("Shirts with *little* ink")
    page = press(page, "Keep this slice")

    assert not page.exception
    assert [(each.name, each.slice) for each in page.session_state[STORE.name]] == [
        ("Shirts with *little* ink", "class:6,ink:-0.57")
    ]
    assert page.query_params["name"] == "Shirts with *little* ink"
    page = press(page, "Clear")
    page = page.button(key="kept_slice_0").click().run()
    assert page.query_params["slice"] == "class:6,ink:-0.57"
    assert page.query_params["name"] == "Shirts with *little* ink"
    page = page.button(key="remove_slice_0").click().run()
    assert page.session_state[STORE.name] == ()


def test_one_model_is_compared_with_none(registry, models) -> None:
    (registry / models[0].key).symlink_to(ARTIFACTS / models[0].key)

    page = open_page(SLICES, slice="class:6")

    assert not page.exception
    assert "cannot be told apart" not in text_of(page)
    assert list(compared(page)) == [models[0].name]
    right = models[0].count(SHIRT, SHIRT)
    assert f"{models[0].name} classifies {percent(right, 1000)}" in text_of(page)
    [table] = [table for table in tables(page) if table["chosen"]]
    assert "Models worse there" not in table["heads"]
