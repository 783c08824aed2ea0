"""A visitor without a browser: speaks Streamlit's websocket protocol as its page does.

What is told of a step is what the server does and sends, not what a browser then draws: many
visitors at once fit beside the server on one machine.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE: Final = 120.0  # seconds
GOES_ON: Final = ForwardMsg.FINISHED_EARLY_FOR_RERUN
FINISHED: Final = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
PAGINATION: Final = "pagination"  # of which a page has one
INTERNAL: Final = "$$STREAMLIT_INTERNAL_KEY"
Data = dict[str, Any]


class VisitError(Exception):
    """The server showed an error, or ended a run in another way than a visitor expects."""


@dataclass
class Component:
    """A clickable part of the page that the server has sent last."""

    widget: str
    fragment: str
    data: Data


@dataclass(frozen=True)
class Button:
    """A Streamlit button, known by its text or, for one that is an icon, by its help."""

    widget: str
    fragment: str


@dataclass
class Visitor:
    """One session. Every move returns the seconds until the server has answered it whole."""

    socket: ClientConnection
    page: str = ""
    query: str = ""
    components: dict[str, Component] = field(default_factory=dict)
    buttons: dict[str, Button] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    received: int = 0

    async def open(self, page: str, **query: str | int) -> float:
        """Open a page by its address."""
        self.page, self.query = page, urlencode(query)
        self.components.clear()
        self.buttons.clear()
        return await self._run(ClientState())

    async def trigger(self, has: str, event: str, choose: Callable[[Data], Any]) -> float:
        """Click into a component.

        Parameters
        ----------
        has
            A field of the data of the component that is meant; the first one with it is taken.
        event
            The name of what is triggered.
        choose
            What is sent, given the component's data.
        """
        found = [component for component in self.components.values() if has in component.data]
        if not found:
            raise VisitError(f"Page {self.page!r} has no component with {has!r}.")
        state = ClientState(fragment_id=found[0].fragment)
        value = json.dumps([{"event": event, "value": choose(found[0].data)}])
        states = state.widget_states.widgets
        states.add(id=found[0].widget, json_value="{}")
        states.add(id=f"{INTERNAL}_{found[0].widget}__events", json_trigger_value=value)
        return await self._run(state)

    async def press(self, name: str) -> float:
        """Press a Streamlit button."""
        if name not in self.buttons:
            raise VisitError(f"Page {self.page!r} has no button {name!r}.")
        button = self.buttons[name]
        state = ClientState(fragment_id=button.fragment)
        state.widget_states.widgets.add(id=button.widget, trigger_value=True)
        return await self._run(state)

    async def turn(self, page: int) -> float:
        """Turn to a page of the gallery."""
        if PAGINATION not in self.buttons:
            raise VisitError(f"Page {self.page!r} has nothing to turn.")
        pages = self.buttons[PAGINATION]
        state = ClientState(fragment_id=pages.fragment)
        state.widget_states.widgets.add(id=pages.widget, int_value=page)
        return await self._run(state)

    async def _run(self, state: ClientState) -> float:
        state.query_string, state.page_name = self.query, self.page
        start = time.perf_counter()
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._ends(await self.socket.recv()):
                pass
        return time.perf_counter() - start

    def _ends(self, packed: str | bytes) -> bool:
        """Take a message in, and tell whether it ends the run."""
        assert isinstance(packed, bytes)  # noqa: S101 - the protocol has no text
        self.received += len(packed)
        message = ForwardMsg.FromString(packed)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._see(message.delta)
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.pages = [page.url_pathname for page in message.navigation.app_pages]
        elif kind == "page_not_found":
            raise VisitError(f"There is no page {self.page!r}.")
        elif kind == "script_finished" and message.script_finished != GOES_ON:
            if message.script_finished not in FINISHED:
                raise VisitError(f"Page {self.page!r} ended with {message.script_finished}.")
            return True
        return False

    def _see(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise VisitError(f"Page {self.page!r}: {element.exception.message}")
        if kind == "button":
            name = element.button.label or element.button.help
            self.buttons[name] = Button(element.button.id, delta.fragment_id)
        if kind == "pagination":
            self.buttons[PAGINATION] = Button(element.pagination.id, delta.fragment_id)
        if kind == "bidi_component":
            sent = element.bidi_component
            for data in _records(sent.json):
                self.components[sent.id] = Component(sent.id, delta.fragment_id, data)


def _records(text: str) -> Iterator[Data]:
    """Return the data of a component: a list of one, or nothing that can be read."""
    data = json.loads(text or "null")
    if isinstance(data, list):
        yield from (each for each in data if isinstance(each, dict))


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visitor]:
    """Open a session of the server at `url`, and close it."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        address,
        subprotocols=["streamlit"],
        max_size=None,
        max_queue=None,  # with a full one, who leaves early waits 10 s for a goodbye behind it
        origin=None,
    ) as socket:
        yield Visitor(socket)
