"""With a provider configured nobody sees a model without signing in; else nobody has to."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from provider import CLIENT, EMAIL, provide
from watching import settle

from benchmarks.serving import DASHBOARD, Server, serve


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Server]:
    """Run a server whose secrets name a provider."""
    port = free_port()
    with provide(free_port()) as provider:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n'
            f'cookie_secret = "of a test"\nclient_id = "{CLIENT}"\nclient_secret = "known"\n'
            f'server_metadata_url = "{provider.url}/.well-known/openid-configuration"\n'
        )
        options = ("--secrets.files", str(secrets))
        with serve(DASHBOARD, tmp_path / "server.log", options=options, port=port) as running:
            yield running


def expect_closed(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)


def test_a_person_signs_in_sees_the_models_and_signs_out(browser, closed) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{closed.url}/confusion")
    expect_closed(page)

    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Me").click()

    expect(page).to_have_url(re.compile(f"^{closed.url}/"))
    settle(page)
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_visible()
    expect(page.get_by_text(f"Signed in as {EMAIL}")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()

    page.get_by_role("button", name="Sign out").click()

    expect_closed(page)
    page.context.close()


def test_a_server_without_secrets_asks_nobody_to_sign_in(open_page) -> None:
    page = open_page("confusion")

    expect(page.get_by_role("button", name=re.compile("Sign (in|out)"))).to_have_count(0)
