"""Links and widgets carry a model's key, and never its display name, which is for screens."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pytest
from driving import open_page, text_of
from oracle import models, page_files

KEYS = {
    model.name: model.key
    for comparison in ("best effort", "equal budget")
    for model in models(comparison=comparison)
}
FIRST, SECOND = [model.key for model in models()][:2]
DEEPER = [
    ("pages/compare/agreement.py", {"region": "every"}),
    ("pages/compare/confusion.py", {"cell": "6-0", "image": "40"}),
    ("pages/inspect/map.py", {"map": FIRST, "beside": SECOND, "image": "40"}),
    ("pages/inspect/inside.py", {"unit": "0"}),
]
EVERYWHERE = [*((file, {}) for file in page_files()), *DEEPER]


def carried(app: Any) -> Iterator[str]:
    """Yield the texts of a page's address, of its session, and of all links that it shows."""
    state = {**app.session_state._state.filtered_state, **app.query_params}
    yield from texts(list(state.values()))
    for link in app.get("page_link"):
        yield from texts([unquote_plus(link.proto.query_string)])
    for element in app.get("bidi_component"):
        for data in json.loads(element.proto.json):
            yield from (unquote_plus(link) for link in links(data))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.replace("=", "&").split("&")
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def links(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in {"href", "address"}:
            yield from texts(value)
        else:
            yield from links(value)
    for each in data if isinstance(data, list) else ():
        yield from links(each)


@pytest.mark.parametrize(("file", "query"), EVERYWHERE)
def test_whatever_is_chosen_among_models_is_carried_by_key(file: str, query: dict) -> None:
    page = open_page(file, **query)
    assert not set(carried(page)) & set(KEYS)

    for kind in ("selectbox", "multiselect"):
        for place, widget in enumerate(getattr(page, kind)):
            offered = [name for name in widget.options if name in KEYS]
            if offered:
                key = KEYS[offered[-1]]
                asked = key if kind == "selectbox" else [key]
                chosen = getattr(open_page(file, **query), kind)[place].set_value(asked).run()
                assert not chosen.exception
                assert key in set(carried(chosen)), f"{widget.label} carries no key"
                assert not set(carried(chosen)) & set(KEYS)


ONE, OTHER = models()[:2]
TWO = {"models": [ONE.name, OTHER.name]}
OF_BEFORE = [
    ("pages/compare/agreement.py", {**TWO, "region": "10", "focus": OTHER.name}),
    ("pages/compare/calibration.py", {**TWO, "bin_of": OTHER.name, "bin": "0.93 to 1.00"}),
    ("pages/compare/classes.py", {**TWO, "class": "6", "of": OTHER.name}),
    ("pages/compare/confusion.py", {**TWO, "cell": "6-0", "image": "40", "alike": OTHER.name}),
    ("pages/compare/cost.py", {"of": OTHER.name}),
    ("pages/compare/difference.py", {"a": OTHER.name, "b": ONE.name, "cell": "6-6"}),
    ("pages/inspect/class_pair.py", {**TWO, "by": OTHER.name}),
    ("pages/inspect/inside.py", {"cnn": OTHER.name, "inside": OTHER.name}),
    ("pages/inspect/map.py", {"map": OTHER.name, "beside": ONE.name}),
    ("pages/inspect/samples.py", {"by": OTHER.name, "right": ONE.name, "wrong": [OTHER.name]}),
    ("pages/inspect/slices.py", {"of": OTHER.name, "slice": "class:6"}),
]


def by_key(said: str | list[str]) -> str | list[str]:
    return (
        KEYS.get(said, said) if isinstance(said, str) else [KEYS.get(each, each) for each in said]
    )


@pytest.mark.parametrize(("file", "query"), OF_BEFORE)
def test_a_link_of_before_shows_what_it_showed_and_its_names_go_no_further(file, query) -> None:
    former = open_page(file, **query)
    today = open_page(file, **{name: by_key(said) for name, said in query.items()})

    assert not former.exception
    assert text_of(former) == text_of(today)
    kept, now = (page.session_state._state.filtered_state for page in (former, today))
    assert not set(texts(list(kept.values()))) & set(KEYS)
    for name in {*query, "models_chosen"} & now.keys():
        assert kept[name] == now[name], name
