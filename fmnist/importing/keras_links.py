"""Calls between the parts of a Functional model, as Keras 2 wrote them, for today's Keras."""

from collections.abc import Iterator
from typing import Any, Final

Config = dict[str, Any]
CONSTANT: Final = "_CONSTANT_VALUE"
OPTIONS: Final = 3  # the place of a call's options: [layer, number of its call, output, options]


def with_calls_from_0(part: Config, models: frozenset[str]) -> Config:
    """Count the calls of each model within a model from 0; Keras 2 counted its building too.

    Parameters
    ----------
    part
        A Functional model.
    models
        The classes that are models.
    """
    config = part["config"]
    layers = config.get("layers", [])
    inner = {each.get("name") for each in layers if each.get("class_name") in models}
    links = [
        *(each.get("inbound_nodes") for each in layers),
        config.get("output_layers"),
    ]
    first: dict[str, int] = {}
    for name, number in _calls(links):
        if name in inner:
            first[name] = min(number, first.get(name, number))
    renumbered = {
        "layers": [
            each | {"inbound_nodes": _renumbered(each.get("inbound_nodes", []), first)}
            for each in layers
        ],
        "output_layers": _renumbered(config.get("output_layers", []), first),
    }
    return part | {"config": config | renumbered}


def with_tensors_as_options(part: Config) -> Config:
    """Write calls whose options name other layers' outputs, as an attention's do, like Keras 3."""
    nodes = part.get("inbound_nodes")
    if not isinstance(nodes, list):
        return part
    new = [node_of_today(each) if _has_links(each) else each for each in nodes]
    return part | {"inbound_nodes": new}


def node_of_today(node: list[Any]) -> Config:
    """Return one call as Keras 3 describes it.

    Parameters
    ----------
    node
        One call ``[layer, number, output, options]``, or a list of several that are read together;
        in the place of a layer's output may stand a constant.

    Returns
    -------
    dict
        ``{"args": [...], "kwargs": {...}}``.
    """
    calls = [node] if node and isinstance(node[0], str) else node
    given = (call[OPTIONS] for call in calls if len(call) > OPTIONS and call[OPTIONS])
    options: Config = next(given, {})
    values = [_value(call) for call in calls]
    return {
        "args": values if len(values) == 1 else [values],
        "kwargs": {key: _tensors(value) for key, value in options.items()},
    }


def _has_links(node: Any) -> bool:  # noqa: ANN401 - JSON
    calls = [node] if isinstance(node, list) and node and isinstance(node[0], str) else node
    return isinstance(calls, list) and any(
        next(_calls(list(call[OPTIONS].values())), None) is not None
        for call in calls
        if isinstance(call, list) and len(call) > OPTIONS and isinstance(call[OPTIONS], dict)
    )


def _is_link(part: Any) -> bool:  # noqa: ANN401 - JSON
    return (
        isinstance(part, list)
        and len(part) >= OPTIONS
        and isinstance(part[0], str)
        and isinstance(part[1], int)
    )


def _calls(part: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - JSON
    """Yield each ``[layer, number of its call, ...]`` within links between layers."""
    if _is_link(part):
        yield part[0], part[1]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for each in inner:
        yield from _calls(each)


def _renumbered(part: Any, first: dict[str, int]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(part, dict):
        return {key: _renumbered(each, first) for key, each in part.items()}
    if not isinstance(part, list):
        return part
    new = [_renumbered(each, first) for each in part]
    if _is_link(new):
        new[1] -= first.get(new[0], 0)
    return new


def _value(call: list[Any]) -> Any:  # noqa: ANN401 - JSON
    """Return what a call reads: a constant, or the output of a layer, whose shape nobody asks."""
    if call[0] == CONSTANT:
        return call[2]
    history = {"shape": [], "dtype": "float32", "keras_history": call[:OPTIONS]}
    return {"class_name": "__keras_tensor__", "config": history}


def _tensors(part: Any) -> Any:  # noqa: ANN401 - JSON
    if _is_link(part):
        return _value(part)
    if isinstance(part, list):
        return [_tensors(each) for each in part]
    return part
