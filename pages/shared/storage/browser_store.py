"""What a person makes here (findings, decisions): in this session, and in the browser's storage.

No server keeps it: `BrowserStore.keep` mounts a small component that writes each change to the
browser's localStorage and reads it back after a reload; other tabs of the browser follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from fmnist.errors import FmnistError
from pages.shared.components.browser_store import Stored, browser_store

T = TypeVar("T")


@dataclass(frozen=True)
class BrowserStore(Generic[T]):
    """One thing that is kept.

    Attributes
    ----------
    name : str
        Of its places in the session; words about it, such as "label decisions", follow from it.
    empty : T
        What there is at first.
    to_text, from_text : callable
        To a file's content and back; the latter raises an FmnistError on anything else.
    joined : callable
        Takes what the browser kept and what was made before it answered, and returns both.
    otherwise : str
        What to do where the browser keeps nothing, as a sentence.
    """

    name: str
    empty: T
    to_text: Callable[[T], str]
    from_text: Callable[[bytes], T]
    joined: Callable[[T, T], T]
    otherwise: str = "Download them before you leave."

    def value(self) -> T:
        """Return it as it is now."""
        return st.session_state.get(self.name, self.empty)

    def replace(self, value: T) -> None:
        """Take this instead; the browser keeps it from the next run on."""
        st.session_state[self.name] = value
        st.session_state[f"{self.name}_revision"] = self._revision() + 1

    def is_loaded(self) -> bool:
        """Tell whether this session knows what the browser keeps."""
        return bool(st.session_state.get(f"{self.name}_loaded"))

    def problem(self) -> str | None:
        """Return what went wrong with the browser's storage, as a sentence."""
        return st.session_state.get(f"{self.name}_problem")

    def keep(self, *, asks: bool = False, recovers: bool = False) -> None:
        """Keep it in the browser; `asks` and `recovers` as in `browser_store`."""
        browser_store(
            self.to_text(self.value()),
            name=f"fmnist-{self.name.replace('_', '-')}",
            revision=self._revision(),
            loaded=self.is_loaded(),
            asks=asks,
            recovers=recovers,
            on_stored=self._receive,
        )

    def _revision(self) -> int:
        return st.session_state.get(f"{self.name}_revision", 0)

    def _receive(self, stored: Stored) -> None:
        """Take over what the browser keeps, beside what was made before it answered."""
        first = not self.is_loaded()
        st.session_state[f"{self.name}_loaded"] = True
        st.session_state[f"{self.name}_problem"] = self._complaint(stored)
        revision = self._revision()
        if stored.fails or stored.text is None or (stored.revision <= revision and not first):
            return
        try:
            kept = self.from_text(stored.text.encode())
        except FmnistError as error:
            st.session_state[f"{self.name}_problem"] = f"{error} The next change replaces it."
            kept = self.empty
        early = self.value() if first else self.empty
        both = self.joined(kept, early)
        st.session_state[self.name] = both
        st.session_state[f"{self.name}_revision"] = max(stored.revision, revision) + (both != kept)

    def _complaint(self, stored: Stored) -> str | None:
        if not stored.fails:
            return None
        return (
            f"This browser keeps no {self.name.replace('_', ' ')}: it may be a private window. "
            f"{self.otherwise}"
        )
