"""Every view has an address: it can be sent, opened first of all, reloaded and gone back to."""

import re
from urllib.parse import urlencode

import pytest
from oracle import SHIRT, T_SHIRT, Truth, best_of_families, menu
from playwright.sync_api import Page, expect
from watching import settle

TILE = re.compile("^Test image")


def expect_no_dialog(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)


def confusion_view(models: list[Truth]) -> tuple[str, list[Truth], int]:
    """Return the address of an opened image of a chosen cell of two models, and what it shows."""
    chosen = models[-2:]
    image = max(chosen[1].indices(SHIRT, T_SHIRT))
    query = {
        "models": [model.name for model in chosen],
        "cell": f"{SHIRT}-{T_SHIRT}",
        "of": chosen[1].name,
        "image": image,
    }
    return f"confusion?{urlencode(query, doseq=True)}", chosen, image


def expect_confusion_view(page: Page, chosen: list[Truth], image: int) -> None:
    count = chosen[1].count(SHIRT, T_SHIRT)
    expect(page.get_by_role("heading", name=f"Test image {image}")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(len(chosen) + 1)  # and the probabilities
    expect(page.get_by_text(re.compile(rf"\bof {count}\b")).first).to_be_visible()
    expect(page.get_by_role("button", name=TILE)).to_have_count(min(100, count))
    expect(page.get_by_role("combobox", name="Images of")).to_have_value(chosen[1].name)
    expect_no_dialog(page)


def expect_samples_view(page: Page, model: Truth) -> None:
    count = model.count(SHIRT, T_SHIRT)
    expect(page.get_by_role("button", name=TILE)).to_have_count(min(100, count))
    words = page.get_by_test_id("stMarkdown").filter(has_text="of 10,000")
    expect(words).to_contain_text(f"{count} of 10,000")
    expect_no_dialog(page)


def samples_view(model: Truth) -> str:
    query = {"true": "Shirt", "predicted": "T-shirt/top", "outcome": "Wrong", "by": model.name}
    return f"samples?{urlencode(query)}"


def test_a_link_to_an_opened_image_shows_it_to_whoever_opens_it(open_page, models) -> None:
    address, chosen, image = confusion_view(models)

    page = open_page(address)
    expect_confusion_view(page, chosen, image)
    expect(page.get_by_role("heading", name=f"Test image {image}")).to_be_in_viewport(ratio=1)
    expect(page.locator("#fmnist-live")).to_contain_text(f"Test image {image}")

    page.reload()
    settle(page)
    expect_confusion_view(page, chosen, image)


def test_a_link_to_filtered_samples_shows_them_and_survives_a_reload(open_page, models) -> None:
    page = open_page(samples_view(models[-1]))
    expect_samples_view(page, models[-1])

    page.reload()
    settle(page)
    expect_samples_view(page, models[-1])


def test_a_link_may_be_the_very_first_request_of_a_server(fresh_server, open_page, models) -> None:
    address, chosen, image = confusion_view(models)

    page = open_page(address, at=fresh_server)

    expect_confusion_view(page, chosen, image)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    expect(links).to_have_count(len(menu()))
    for link, entry in zip(links.all(), menu(), strict=True):
        expect(link).to_have_accessible_name(entry.title)


def test_so_may_one_to_filtered_samples(fresh_server, open_page, models) -> None:
    page = open_page(samples_view(models[-1]), at=fresh_server)

    expect_samples_view(page, models[-1])


def test_what_was_clicked_together_can_be_sent_as_a_link(open_page, models) -> None:
    page = open_page("confusion")
    words = rf"^True Shirt, predicted T-shirt\/top: .*model {models[0].name}$"
    page.get_by_role("button", name=re.compile(words)).click()
    page.get_by_role("button", name=TILE).nth(2).click()
    heading = page.get_by_role("heading", name=TILE)
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile("image="))
    here = page.url.rpartition("/")[2]

    other = open_page(here)

    expect(other.get_by_role("heading", name=heading.inner_text())).to_be_visible()
    cell = other.get_by_role("button", name=re.compile(words))
    expect(cell).to_have_attribute("aria-pressed", "true")


def test_back_leads_back_step_by_step_and_over_both_at_once(open_page) -> None:
    page = open_page()
    heading = page.get_by_role("heading", level=1)
    seen = [heading.inner_text()]
    titles = [entry.title for entry in menu()][1:3]

    def go_on(title: str) -> None:
        to_page(page, title)
        expect(heading).not_to_have_text(seen[-1])
        settle(page)
        seen.append(heading.inner_text())

    for title in titles:
        go_on(title)
    for expected in seen[1::-1]:
        page.go_back()
        expect(heading).to_have_text(expected)
        settle(page)
    expect_no_dialog(page)

    del seen[1:]
    for title in titles:
        go_on(title)
    page.go_back()
    page.go_back()

    expect(heading).to_have_text(seen[0])
    expect_no_dialog(page)


def test_back_closes_an_image_and_forgets_a_cell(open_page, models) -> None:
    page = open_page(f"confusion?{urlencode({'models': models[0].name})}")
    words = re.compile(r"^True Shirt, predicted T-shirt\/top: ")
    page.get_by_role("button", name=words).click()
    expect(page).to_have_url(re.compile("cell="))
    page.get_by_role("button", name=TILE).first.click()
    expect(page.get_by_role("heading", name=TILE)).to_be_visible()
    expect(page).to_have_url(re.compile("image="))

    page.go_back()
    expect(page).not_to_have_url(re.compile("image="))
    expect(page.get_by_role("heading", name=TILE)).to_have_count(0)
    expect(page.get_by_role("button", name=TILE).first).to_be_visible()


def test_one_click_is_one_step_back(open_page, models) -> None:
    first, second = best_of_families(models)[:2]
    page = open_page(f"confusion?cell=0-6&image={min(first.indices(0, 6))}")
    expect(page.get_by_role("heading", name=re.compile("^Test image"))).to_be_visible()
    before = page.url, page.evaluate("history.length")

    other = re.compile(rf"^True Shirt, predicted T-shirt\/top: .*, model {second.name}$")
    page.get_by_role("button", name=other).click()

    expect(page).to_have_url(re.compile(r"cell=6-0&of="))  # a cell, a model and no image at once
    expect(page.get_by_role("combobox", name="Images of")).to_have_value(second.name)
    settle(page)
    assert page.evaluate("history.length") == before[1] + 1
    page.go_back()
    expect(page).to_have_url(before[0])
    expect(page.get_by_role("combobox", name="Images of")).to_have_value(first.name)
    expect(page.get_by_role("heading", name=re.compile("^Test image"))).to_be_visible()


def to_page(page: Page, title: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()


def expect_chosen(page: Page, chosen: list[Truth]) -> None:
    expect(page.get_by_role("button", name=re.compile("^Remove "))).to_have_count(len(chosen))
    for model in chosen:
        remove = page.get_by_role("button", name=f"Remove {model.name}", exact=True)
        expect(remove).to_be_visible()


@pytest.mark.parametrize("to", ["Learning curves", "Shirt / T-shirt"])
def test_models_chosen_on_a_page_go_along_through_the_menu_and_back(open_page, models, to) -> None:
    page = open_page("confusion")
    chosen = best_of_families(models)
    expect_chosen(page, chosen)
    gone = chosen.pop()
    page.get_by_role("button", name=f"Remove {gone.name}", exact=True).click()
    expect_chosen(page, chosen)
    expect(page.get_by_role("table")).to_have_count(len(chosen))

    to_page(page, to)
    expect(page.get_by_role("table")).to_have_count(0)
    expect_chosen(page, chosen)

    to_page(page, "Confusion matrices")
    expect(page.get_by_role("table")).to_have_count(len(chosen))
    expect_chosen(page, chosen)


def test_models_chosen_by_a_link_go_along_through_the_menu(open_page, models) -> None:
    chosen = models[-2:]
    page = open_page(
        f"confusion?{urlencode({'models': [model.name for model in chosen]}, doseq=True)}"
    )
    expect(page.get_by_role("table")).to_have_count(len(chosen))

    to_page(page, "Learning curves")

    expect(page.get_by_role("table")).to_have_count(0)
    expect_chosen(page, chosen)
    page.reload()
    expect_chosen(page, chosen)


def test_a_stale_link_is_told_of_to_people_with_pins_too(open_page, models) -> None:
    page = open_page("confusion")
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("button", name="Pin this finding").click()
    expect(page.get_by_text("Pinned. 1 on the Findings page.")).to_be_visible()
    settle(page)

    page.goto(page.url.partition("?")[0] + f"?models={models[0].name}&models=Gone")

    warning = page.get_by_text("The address asks for Gone, but no model here has that name")
    expect(warning).to_be_visible()
    settle(page)
    expect(warning).to_be_visible()


def test_clearing_all_models_asks_for_one_and_complains_of_none(open_page) -> None:
    page = open_page("confusion")

    page.get_by_role("button", name="Clear all").click()

    expect(page.get_by_text("Choose at least one model to compare.")).to_be_visible()
    for again in (lambda: None, page.reload):
        again()
        settle(page)
        expect(page.get_by_text("The address asks")).to_have_count(0)


def test_of_too_many_models_in_a_link_four_are_shown_and_named(open_page, models) -> None:
    query = "&".join(f"models={model.name}" for model in models)

    page = open_page(f"confusion?{query}")

    warning = page.get_by_text(f"The address asks for {len(models)} models, and 4 fit")
    expect(page.get_by_role("table")).to_have_count(4)
    for table in page.get_by_role("table").all():
        name = table.locator("caption strong").inner_text()
        expect(warning).to_contain_text(name)
