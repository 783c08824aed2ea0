"""Run in a process of its own: every page, where nothing that only training needs can be imported.

Prints a line for each page that shows no title or an error; the last line is `walked N pages`.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

from oracle import ROOT, menu

from fmnist.__main__ import MORE


class Absent(MetaPathFinder):
    """Stands before all other finders and finds none of these packages."""

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """Refuse as Python does for what is not installed."""
        del path, target
        if name.partition(".")[0] in MORE:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


sys.meta_path.insert(0, Absent())

from streamlit.testing.v1 import AppTest  # noqa: E402 - after the finder that it is to meet

pages = menu()
app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120).run()
for entry in pages:
    if entry.path:
        app.switch_page(entry.file).run()
    wrong = [f"{error.message} {error.stack_trace}" for error in app.exception]
    wrong += [error.value for error in app.error]
    wrong += [] if app.title else ["no title"]
    for fault in wrong:
        sys.stdout.write(f"{entry.path or 'landing'}: {fault}\n")
loaded = sorted({name.partition(".")[0] for name in sys.modules} & set(MORE))
sys.stdout.write(f"walked {len(pages)} pages, loaded {loaded}\n")
