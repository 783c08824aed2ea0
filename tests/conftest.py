"""What holds for every test."""

import gc
import os
from collections.abc import Iterator

import pytest


def pytest_configure() -> None:
    """Let no test report to anyone that opens a graph with ONNX Runtime itself."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_the_disk() -> Iterator[None]:
    """Let no test wait 5 ms for each of 2,500 files that need not outlive a loss of power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


def pytest_collection_finish() -> None:
    """Spare the collector of garbage all that was imported while tests were collected.

    With Keras' 600,000 objects in the process it took most of the time of the pages' tests: 94 of
    them 61 s of the processor, now 18 s.
    """
    _leave_what_stays()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Spare it what the tests of a file have loaded, too."""
    if nextitem is None or nextitem.path != item.path:
        _leave_what_stays()


def _leave_what_stays() -> None:
    gc.collect()
    gc.freeze()
