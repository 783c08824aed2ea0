"""Every gallery offers its images, exactly these, and makes no file before it is asked for."""

from urllib.parse import parse_qs, urlsplit

import pytest
from driving import open_page, payloads, text_of

from fmnist.data.image_list import from_list_token
from pages.shared.images import download


@pytest.fixture(autouse=True)
def _no_file_is_made_by_a_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(*_: object) -> bytes:
        pytest.fail("A file was made that nobody asked for.")

    monkeypatch.setattr(download, "predictions_csv", made)
    monkeypatch.setattr(download, "contact_sheet", made)


@pytest.mark.parametrize(
    ("file", "query"),
    [
        ("pages/compare/confusion.py", {"cell": "6-0"}),
        ("pages/compare/classes.py", {"models": "cnn_best", "class": "6", "of": "cnn_best"}),
        ("pages/compare/agreement.py", {"region": "000"}),
        ("pages/compare/calibration.py", {"bin": "0.40 to 0.47"}),
        ("pages/inspect/samples.py", {"true": "Bag", "outcome": "Wrong"}),
        ("pages/inspect/samples.py", {"show": "Random 25", "seed": "3"}),
        ("pages/inspect/class_pair.py", {}),
        ("pages/inspect/class_pair.py", {"tab": "Extremes"}),
        ("pages/inspect/robustness.py", {"severity": "1"}),
        ("pages/inspect/label_review.py", {}),
    ],
    ids=lambda value: value.rpartition("/")[2] if isinstance(value, str) else "-".join(value),
)
def test_a_link_names_the_images_of_the_gallery(file, query) -> None:
    page = open_page(file, **query)

    shown = {index for gallery in payloads(page, "indices") for index in gallery["indices"]}
    [link] = payloads(page, "address")
    [token] = parse_qs(urlsplit(link["address"]).query)["images"]
    listed = set(from_list_token(token).tolist())
    assert shown
    assert shown <= listed
    assert len(shown) in {len(listed), 100}
    offered = [button.label for button in page.get("download_button")]
    assert any(label.startswith(f"Table of {len(listed):,} image") for label in offered)
    assert any(label.startswith("Contact sheet of ") for label in offered)


def test_who_judges_blind_is_not_offered_what_the_models_say() -> None:
    page = open_page("pages/inspect/label_review.py", blind="true")

    assert payloads(page, "indices")
    assert payloads(page, "address") == []


def test_a_link_opens_these_images_and_no_others() -> None:
    page = open_page("pages/compare/confusion.py", cell="6-0")
    [link] = payloads(page, "address")
    [token] = parse_qs(urlsplit(link["address"]).query)["images"]

    again = open_page("pages/inspect/samples.py", images=token, order="Test index")

    [gallery] = payloads(again, "indices")
    assert gallery["indices"] == from_list_token(token).tolist()[:100]
    n = len(from_list_token(token))
    assert f"{n} images came with the link." in text_of(again)
    assert f"{n} of 10,000 images: among {n} images that a link names" in text_of(again)


def test_all_images_are_back_on_request() -> None:
    page = open_page("pages/inspect/samples.py", images=download.to_list_token([5, 7]))

    page.button(key="all_images").click().run()

    assert "10,000 of 10,000 images" in text_of(page)
    assert "images" not in page.query_params
