"""Try a picture: what the page says of drawings, files and links, without a browser."""

import base64
import io

import numpy as np
import pytest
from driving import open_page, payloads, text_of
from PIL import Image

from fmnist.artifacts import store
from fmnist.data.classes import CLASS_NAMES
from fmnist.data.dataset import load_test_split
from fmnist.data.picture_token import to_token
from fmnist.data.preparation import prepare
from fmnist.inference.engine import open_engine
from pages.shared.components.draw_pad import SIDE, _decode
from pages.shared.engines import MOST_MULTIPLY_ADDS
from pages.yours import _try_a_picture_sources as sources

PAGE = "pages/yours/try_a_picture.py"
IMAGES = load_test_split().images
THREE = ["CNN small", "RNN LSTM", "ANN 10-10"]
KEYS = ["cnn_small", "rnn_lstm", "ann_10_10"]


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def shown(page) -> dict:
    """Return what the view of one's own picture was given."""
    return next(data for data in payloads(page, "probabilities") if data["pixels"] is not None)


def test_an_empty_page_says_what_to_do() -> None:
    page = open_page(PAGE)

    assert "Draw a garment, dark on light" in text_of(page)
    assert payloads(page, "probabilities") == []
    (pad,) = payloads(page, "side")
    assert (pad["side"], pad["start"]) == (73, None)


@pytest.mark.parametrize("index", [0, 40])
def test_a_test_image_in_the_address_gets_its_stored_answers(index) -> None:
    page = open_page(PAGE, picture=to_token(IMAGES[index]), models=THREE)

    seen = shown(page)
    assert seen["pixels"] == IMAGES[index].ravel().tolist()
    assert (seen["index"], seen["true"], seen["closable"]) == (None, None, False)
    names = seen["modelNames"]
    assert sorted(names) == sorted(THREE)
    for name, given in zip(names, seen["probabilities"], strict=True):
        stored = store.load(KEYS[THREE.index(name)]).y_proba[index]
        np.testing.assert_allclose(given, stored, atol=1.5e-4)
    assert seen["near"]["indices"][0] == index
    assert f"This is test image {index} itself, pixel by pixel." in text_of(page)
    assert not page.warning


def test_what_is_unlike_the_data_is_warned_of() -> None:
    page = open_page(PAGE, picture=to_token(255 - IMAGES[5]), models=THREE)

    (warning,) = page.warning
    assert "Nothing in the data looks like this" in warning.value
    assert "have not learned it" in warning.value
    assert "Like the data" not in text_of(page)


def test_a_rectangle_is_warned_of_however_sure_the_models_are() -> None:
    rectangle = np.zeros((28, 28), dtype=np.uint8)
    rectangle[:, 3:25] = 90
    page = open_page(PAGE, picture=to_token(rectangle), models=THREE)

    (warning,) = page.warning
    assert (
        "a rectangle without the outline of a garment: it fills 100\N{NO-BREAK SPACE}% of"
        in warning.value
    )
    assert "Nothing in the data" not in warning.value


def test_a_turned_boot_is_offered_to_be_turned_back() -> None:
    page = open_page(PAGE, picture=to_token(np.rot90(IMAGES[0]).copy()), models=THREE)

    assert "Turned by 90° clockwise, this picture would lie clearly nearer" in text_of(page)
    page = next(b for b in page.button if b.label == "Turn by 90°").click().run()

    assert page.session_state["own_turn"] == "90°"
    np.testing.assert_array_equal(shown(page)["pixels"], IMAGES[0].ravel())


def test_a_broken_address_is_one_sentence() -> None:
    page = open_page(PAGE, picture="nonsense")

    assert [warning.value for warning in page.warning] == [
        r"The address holds no picture that can be read\: open the picture again\."
    ]
    assert not page.exception


def test_a_drawing_goes_the_publishers_way() -> None:
    drawing = np.full((SIDE, SIDE), 255, dtype=np.uint8)
    drawing[10:60, 20:45] = 30
    drawing[45:60, 20:65] = 30
    page = open_page(PAGE, models=THREE)
    page.session_state[sources.DRAWING] = drawing
    page = page.run()

    expected = prepare(np.repeat(drawing[..., None], 3, axis=2)).pixels
    assert shown(page)["pixels"] == expected.ravel().tolist()
    answer = open_engine(store.load("ann_10_10")).predict(expected[None])[0]
    given = shown(page)["probabilities"][shown(page)["modelNames"].index("ANN 10-10")]
    np.testing.assert_allclose(given, answer, atol=1e-4)
    (steps,) = payloads(page, "steps")
    assert [step["name"] for step in steps["steps"]][:2] == ["Picture", "Trimmed"]
    assert len(steps["steps"]) == 7
    assert "Your drawing. " in text_of(page)


def rows(page) -> list[dict[str, str]]:
    """Return the table of several pictures, a row by its columns."""
    (table,) = (each.value for each in page.markdown if each.value.startswith("| Picture"))
    head, _, *body = (
        [cell.strip() for cell in line.split("|")[1:-1]] for line in table.split("\n")
    )
    return [dict(zip(head, row, strict=True)) for row in body]


def test_files_are_read_once_and_bad_ones_are_named() -> None:
    good = np.full((90, 60, 3), 250, dtype=np.uint8)
    good[20:70, 20:40] = 60
    pictures, problems = sources._read(
        [("a.png", png(good)), ("notes.txt", b"hello"), ("b.png", png(255 - good))]
    )

    assert [picture.name for picture in pictures] == ["a.png", "b.png"]
    (problem,) = problems
    assert problem.startswith("notes.txt cannot be read as a picture: expected PNG")

    page = open_page(PAGE, **{"from": "Upload", "models": THREE})
    page.session_state[sources.FILES] = pictures, problems
    page = page.run()

    assert "notes" in page.error[0].value
    first, second = rows(page)
    assert (first["Picture"], second["Picture"]) == ("1. a.png", "2. b.png")
    assert first["CNN small"] == second["CNN small"]
    assert "Forget these pictures" in [button.label for button in page.button]


def test_an_image_of_the_data_is_taken_as_it_is_among_larger_pictures_too() -> None:
    shirt = np.repeat(IMAGES[40][..., None], 3, axis=2)
    large = 255 - np.kron(IMAGES[0], np.ones((5, 5), dtype=np.uint8))
    turned = ("turned upright as its EXIF data say",)
    page = open_page(PAGE, **{"from": "Upload", "models": THREE})
    page.session_state[sources.FILES] = (
        [
            sources.OwnPicture("large.jpg", np.repeat(large[..., None], 3, axis=2), turned),
            sources.OwnPicture("shirt.png", shirt),
        ],
        [],
    )

    page = page.run()

    stored = store.load("ann_10_10").y_proba[40]
    expected = f"{CLASS_NAMES[stored.argmax()]} {stored.max():.2f}"
    assert rows(page)[1]["ANN 10-10"] == expected
    assert "Turned upright as its EXIF data say." in text_of(page)


def test_grey_noise_is_warned_of_though_it_is_near_in_grey_values() -> None:
    noise = np.random.default_rng(0).integers(96, 160, (28, 28), dtype=np.uint8)

    page = open_page(PAGE, picture=to_token(noise), models=THREE)

    (warning,) = page.warning
    assert "correlate with those of no test image by more than 0." in warning.value


def test_no_more_pictures_are_read_than_are_promised(monkeypatch) -> None:
    class File:
        def __init__(self, number: int) -> None:
            self.name = f"{number}.png"

        def getvalue(self) -> bytes:
            return png(np.eye(12, dtype=np.uint8) * 255)

    monkeypatch.setattr(
        sources.st, "session_state", {"own_upload": [File(number) for number in range(22)]}
    )
    sources._take_files()

    pictures, problems = sources.st.session_state[sources.FILES]
    assert len(pictures) == sources.MOST_PICTURES
    assert problems == [
        (
            "There are 22 pictures: expected at most 20 at once. The first 20 are shown; choose "
            "the others afterwards."
        )
    ]


def test_what_a_browser_sends_is_not_believed() -> None:
    sent = base64.b64encode(bytes(range(256)) * 21)

    assert _decode("no base64!") is None
    assert _decode(base64.b64encode(b"short").decode()) is None
    assert _decode({"a": 1}) is None
    assert _decode("A" * 10**6) is None
    assert _decode(sent.decode()) is None
    drawing = np.arange(SIDE**2, dtype=np.int64).astype(np.uint8).reshape(SIDE, SIDE)
    assert (_decode(base64.b64encode(drawing.tobytes()).decode()) == drawing).all()


def test_slow_models_answer_only_when_they_are_asked_for() -> None:
    slow = store.load("cnn_any_size").record
    assert slow.multiply_accumulates > MOST_MULTIPLY_ADDS

    first = open_page(PAGE, picture=to_token(IMAGES[40])).multiselect(key="models").value
    asked = open_page(PAGE, picture=to_token(IMAGES[40]), models=[slow.key, "ann_best"])

    records = [store.load(key).record for key in first]
    assert {record.family for record in records} == {"ann", "rnn", "cnn"}
    assert all(record.multiply_accumulates <= MOST_MULTIPLY_ADDS for record in records)
    assert asked.multiselect(key="models").value == [slow.key, "ann_best"]
    assert asked.selectbox(key="own_alike").value == "ann_best", "it compares many pictures"
