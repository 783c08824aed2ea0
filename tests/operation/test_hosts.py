"""Which names a server answers to when it was told some, and when it was not."""

import socket
from collections.abc import Iterator

import pytest
from streamlit import config

from pages.shared.images import atlas
from pages.shared.server import lifespan
from pages.shared.server.hosts import answers_to


@pytest.fixture
def named() -> Iterator[None]:
    """Start a server under two names."""
    config.set_option("server.allowedHosts", ["models.example.com", "*.intern.example"])
    yield
    config.set_option("server.allowedHosts", [])


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("models.example.com", True),
        ("Models.Example.com.:443", True),
        ("a.intern.example", True),
        ("a.b.intern.example:8501", True),
        ("localhost:8501", True),  # a health check inside the container
        ("10.0.0.7:8501", True),
        ("intern.example", False),
        ("eviltern.example", False),
        ("xmodels.example.com", False),
        ("models.example.com.evil.example", False),
        ("app.streamlit.app", False),
        (socket.gethostname(), False),
    ],
)
def test_a_server_with_names_answers_to_them_and_to_this_machine(host: str, *, answered) -> None:
    assert answers_to(host) is answered


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True),
        ("fashion.localhost:8501", True),
        (socket.gethostname(), True),
        (f"{socket.gethostname()}.local:8501", True),
        ("app.streamlit.app", True),
        ("::1", False),  # without brackets it is no host
        ("localhost:port", False),
        ("localhost:99999", False),
        ("localhost/path", False),
        ("localhost?query", False),
        ("user@localhost", False),
        ("local host", False),
        ("evil.example", False),
        ("", False),
    ],
)
def test_a_server_without_names_answers_to_this_machine_alone(host: str, *, answered) -> None:
    assert answers_to(host) is answered


def test_any_host_passes_where_the_configuration_says_so() -> None:
    config.set_option("server.allowedHosts", ["*"])
    try:
        assert answers_to("whatever.example")
        assert not answers_to("a@whatever.example")
    finally:
        config.set_option("server.allowedHosts", [])


def test_below_a_base_path_each_route_of_the_app_stands_there() -> None:
    config.set_option("server.baseUrlPath", "/fashion/models/")
    try:
        below = [route.path for route in lifespan.routes()]
    finally:
        config.set_option("server.baseUrlPath", "")

    assert below == [f"/fashion/models{route.path}" for route in atlas.routes]
    assert [route.path for route in lifespan.routes()] == [route.path for route in atlas.routes]
