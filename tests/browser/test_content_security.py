"""What a stranger's text could bring into a page neither runs nor leaves; a test sees the try."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from watching import Watch, settle

INLINE = """() => document.body.append(
  Object.assign(document.createElement("script"), { textContent: "window.ran = true" }))"""
HANDLER = """() => {
  const picture = document.createElement("img");
  picture.setAttribute("onerror", "window.ran = true");
  picture.src = "data:nothing";
  document.body.append(picture);
}"""
DATA_ADDRESS = """() => {
  const timer = Object.assign(document.createElement("script"), { src: "data:,window.ran=true" });
  document.body.append(timer);
}"""
FOREIGN = """() => document.body.append(
  Object.assign(document.createElement("img"), { src: "http://foreign.example/seen.png" }))"""
ELSEWHERE = """() => {
  const form = Object.assign(document.createElement("form"), {
    action: "http://foreign.example/", method: "post" });
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def page(browser, server) -> Iterator[Page]:
    """Open the app, in a tab that no test's watch ends in failure for what is done to it here."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    settle(page)
    yield page
    context.close()


@pytest.mark.parametrize("attempt", [INLINE, HANDLER, DATA_ADDRESS, FOREIGN, ELSEWHERE])
def test_a_page_refuses_what_a_stranger_writes_into_it_and_a_watch_tells(page, attempt) -> None:
    page.evaluate("delete window.ran")
    watch = Watch(page, "localhost")
    watch.problems.clear()

    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(attempt)

    watch.end()
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in problem for problem in watch.problems)
