"""The map's dots are the files', and what is chosen there is exactly what opens."""

import json
import shutil
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from oracle import ARTIFACTS, CLASSES, SHIRT, Truth, labels, percent

from fmnist.data.image_list import from_list_token

MAP = "pages/inspect/map.py"


def derived(key: str) -> dict[str, np.ndarray]:
    with np.load(ARTIFACTS / key / "features.npz") as archive:
        return dict(archive)


@pytest.fixture
def mapped(models) -> list[Truth]:
    """Return the models with a map."""
    return [one for one in models if (ARTIFACTS / one.key / "features.npz").exists()]


def dots(page) -> dict[str, dict[str, np.ndarray]]:
    """Return the arrays of each map by its title."""
    [view] = [each for each in payloads(page, "kind") if each["kind"] == "view"]
    sent = {each["id"]: each for each in payloads(page, "kind") if each["kind"] == "dots"}
    kinds = {"places": np.dtype("<u2")}
    return {
        panel["title"]: {
            name: np.frombuffer(b64decode(sent[panel["id"]][name]), kinds.get(name, np.uint8))
            for name in ("places", "labels", "predicted", "confidence")
        }
        for panel in view["panels"]
    }


def chosen(page) -> np.ndarray:
    """Return the images that stand out."""
    [view] = [each for each in payloads(page, "kind") if each["kind"] == "view"]
    bits = np.unpackbits(np.frombuffer(b64decode(view["chosen"]), np.uint8), bitorder="little")
    return np.flatnonzero(bits[:10_000])


def test_dots_stand_where_the_file_says_and_know_what_they_are(mapped) -> None:
    first, second = mapped[:2]

    maps = dots(open_page(MAP, map=first.name, beside=second.name))

    assert list(maps) == [first.name, second.name]
    for one in (first, second):
        sent = maps[one.name]
        np.testing.assert_array_equal(
            sent["places"].reshape(-1, 2), derived(one.key)["coordinates"]
        )
        np.testing.assert_array_equal(sent["labels"], labels())
        np.testing.assert_array_equal(sent["predicted"], one.y_pred)
        np.testing.assert_allclose(sent["confidence"] / 255, one.y_proba.max(axis=1), atol=0.002)


def test_the_pixels_stand_beside_unless_nothing_shall(mapped) -> None:
    assert list(dots(open_page(MAP))) == [mapped[0].name, "Pixels"]
    assert list(dots(open_page(MAP, beside="Nothing"))) == [mapped[0].name]


def test_a_box_opens_exactly_the_images_inside(mapped) -> None:
    one = mapped[0]
    x, y = derived(one.key)["coordinates"].astype(int).T
    low, high = 1500, 2200  # of 4,096 steps of 16
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    text = "".join(
        letters[number // 64] + letters[number % 64] for number in (low, low, high, high)
    )
    ends = low * 16 + 8, high * 16 + 8
    inside = np.flatnonzero((x > ends[0]) & (x < ends[1]) & (y > ends[0]) & (y < ends[1]))

    page = open_page(MAP, map=one.name, area=f"{one.key}.{text}", per_page="300")

    assert len(inside) > 0, "choose another box"
    np.testing.assert_array_equal(chosen(page), inside)
    [gallery] = payloads(page, "indices")
    assert set(gallery["indices"]) <= set(inside.tolist())
    assert len(gallery["indices"]) == min(len(inside), 300)
    right = int((one.y_pred[inside] == labels()[inside]).sum())
    assert f"{len(inside):,} images in a box on the map of {one.name}" in text_of(page)
    assert f"{one.name} classifies {percent(right, len(inside))}" in text_of(page)


def test_classes_and_regions_are_chosen_from_a_list_without_a_pointer() -> None:
    page = open_page(MAP)
    listed = page.selectbox(key="area_list").options
    assert "True Shirt (1,000)" in listed
    regions = [name for name in listed if "of the map, mostly" in name]
    assert sum(int(name.rsplit("(", 1)[1][:-1].replace(",", "")) for name in regions) == 10_000

    page = page.selectbox(key="area_list").select("True Shirt (1,000)").run()

    np.testing.assert_array_equal(chosen(page), np.flatnonzero(labels() == SHIRT))
    assert page.query_params["area"] == f"true-{SHIRT}"
    assert f"1,000 images: 1,000 {CLASSES[SHIRT]}" in text_of(page)


@pytest.mark.parametrize(
    "area", ["true-10", "region-9-9", "nobody.AAAAAAAA", "pixels.AAA", "x" * 999, "true-6.AAAAAAAA"]
)
def test_nonsense_in_the_address_chooses_nothing(area: str) -> None:
    page = open_page(MAP, area=area)

    assert not page.exception
    [view] = [each for each in payloads(page, "kind") if each["kind"] == "view"]
    assert view["chosen"] is None


def test_the_nearest_images_of_an_opened_one_are_those_by_features(mapped) -> None:
    one = mapped[0]

    by_pixels = open_page(MAP, map=one.name, image="40")
    by_features = open_page(MAP, map=one.name, image="40", alike=one.name)

    [pixels], [features] = (payloads(page, "near") for page in (by_pixels, by_features))
    assert features["near"]["indices"] == derived(one.key)["neighbours"][40].tolist()
    assert features["near"]["label"].startswith(f"Nearest test images, by {one.name}'s last hidden")
    assert pixels["near"]["indices"] != features["near"]["indices"]


def test_a_model_without_a_map_says_which_command_makes_it(registry: Path, mapped) -> None:
    folder = registry / mapped[0].key
    shutil.copytree(ARTIFACTS / mapped[0].key, folder)
    record = json.loads((folder / "record.json").read_text())
    del record["files"]["features.npz"]
    (folder / "record.json").write_text(json.dumps(record))
    (folder / "features.npz").unlink()

    page = open_page(MAP)

    assert not page.exception
    assert f"Run: python -m fmnist features {mapped[0].key}" in text_of(page)


def slice_link(page) -> dict[str, list[str]]:
    """Return what the link to the slice says after its question mark."""
    [link] = [link.proto for link in page.get("page_link") if link.proto.label == "Keep as a slice"]
    return parse_qs(link.query_string)


def test_what_is_chosen_leads_to_the_slice_of_the_same_images(mapped) -> None:
    shirts = slice_link(open_page(MAP, area=f"true-{SHIRT}"))
    predicted = slice_link(open_page(MAP, area=f"predicted-{SHIRT}"))
    region = open_page(MAP, area="region-2-2")

    assert shirts == {"slice": [f"class:{SHIRT}"]}
    [text] = predicted["slice"]
    assert text.startswith("answers:")
    expected = np.flatnonzero(mapped[0].y_pred == SHIRT)
    np.testing.assert_array_equal(from_list_token(text.partition(":")[2]), expected)
    [text] = slice_link(region)["slice"]
    assert text.startswith("images:")
    np.testing.assert_array_equal(from_list_token(text.partition(":")[2]), chosen(region))
    opened = open_page("pages/inspect/slices.py", slice=text)
    assert f"{len(chosen(region)):,} images chosen one by one" in text_of(opened)
