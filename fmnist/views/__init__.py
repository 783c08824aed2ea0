"""Every kind of view that a page shows and a person can pin, one file each; there is no list.

To add a kind, write ``<kind>.py`` here with one class that inherits `fmnist.views.parts.view.View`:
a Literal ``kind`` equal to the file's name, `NAME` and `PAGE`, the parameters as fields, `title`,
`query` (its address) and `compute`, which returns a `fmnist.views.parts.content.Content`: sentence,
tables, charts, pictures, and what they rest on. In its page write one line::

    content = show(MyKind(models=keys))  # pages.shared.views: the pin and the sentence

and `show_tables(content)` where its tables shall stand. Reports, slides, presentation, ZIP and
Markdown, the link and the title of a pin all come from the class. What several kinds share stands
in `fmnist.views.parts`. The first view loads this package: import what is heavy inside `compute`.
"""

import importlib
import pkgutil
from typing import TYPE_CHECKING, Annotated, Final, Union

from pydantic import Field

from fmnist.views.parts.view import View


def _find_kinds() -> dict[str, type[View]]:
    """Return the class of every file in this folder, by the file's name."""
    modules = {
        found.name: importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.ispkg
    }
    return {
        name: next(
            each
            for each in vars(module).values()
            if isinstance(each, type)
            and issubclass(each, View)
            and each.__module__ == module.__name__
        )
        for name, module in modules.items()
    }


KINDS: Final = _find_kinds()
if TYPE_CHECKING:
    AnyView = View
else:  # which of the kinds it is, is told by its field "kind"
    AnyView = Annotated[Union[tuple(KINDS.values())], Field(discriminator="kind")]  # noqa: UP007
