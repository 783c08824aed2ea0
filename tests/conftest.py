"""What holds for every test."""

import gc
import os

import pytest


def pytest_configure() -> None:
    """Let no test report to anyone that opens a graph with ONNX Runtime itself."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def pytest_collection_finish() -> None:
    """Spare each run of a page a walk over all that was imported while tests were collected.

    Streamlit collects garbage after every run. With Keras' 600,000 objects in the process that took
    half of the time of the pages' tests: 65 of them 86 s, now 41 s.
    """
    _leave_what_stays()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Do the same for what the tests of a file have loaded."""
    if nextitem is None or nextitem.path != item.path:
        _leave_what_stays()


def _leave_what_stays() -> None:
    gc.collect()
    gc.freeze()
