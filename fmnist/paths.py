"""Where the app and what ships with it stand: in a checkout, or where a wheel was installed."""

from pathlib import Path
from typing import Final

_BESIDE: Final = Path(__file__).resolve().parents[1]
_INSTALLED: Final = _BESIDE / "fmnist_dashboard"

APP: Final = _INSTALLED if _INSTALLED.is_dir() else _BESIDE
"""The folder of ``dashboard.py`` and ``artifacts/``; a wheel puts both into one folder."""

IS_CHECKOUT: Final = (APP / "requirements.txt").is_file()
"""Whether the files that say what to install are here; a wheel has extras instead."""
