"""The image atlas: one PNG per true class holds that class's test images, as they are or corrupted.

Galleries send only positions; the browser fetches each sheet once and keeps it, because its address
contains the data's fingerprint.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fmnist.data.atlas import sheet_png
from fmnist.data.classes import N_CLASSES
from fmnist.data.fingerprints import TEST_IMAGES
from fmnist.explanation.corruptions import CORRUPTIONS, SEVERITIES, VERSION, corrupt
from pages.shared import cache

ATLAS_URL: Final = f"atlas/{TEST_IMAGES[:12]}/"
CORRUPTED_URL: Final = f"{ATLAS_URL}v{VERSION}-"
FEW: Final = 40  # corrupted sheets that are kept, of 400 kB each
FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}


async def _sheet(request: Request) -> Response:
    label = request.path_params["label"]
    if label >= N_CLASSES:
        raise HTTPException(404, f"There are sheets 0 to {N_CLASSES - 1}, not {label}.")
    return Response(
        await run_in_threadpool(_sheet_bytes, label), media_type="image/png", headers=FOREVER
    )


@lru_cache(maxsize=N_CLASSES)
def _sheet_bytes(label: int) -> bytes:
    split = cache.test_split()
    return sheet_png(split.images, split.labels, label)


def corrupted_url(key: str, severity: int) -> str:
    """Return the base URL of the sheets of corrupted images, ending in a slash."""
    return f"{CORRUPTED_URL}{key}-{severity}/"


async def _corrupted_sheet(request: Request) -> Response:
    key, severity, label = (request.path_params[name] for name in ("key", "severity", "label"))
    if key not in CORRUPTIONS or not 1 <= severity <= SEVERITIES or label >= N_CLASSES:
        raise HTTPException(404, "There is no such sheet of corrupted images.")
    content = await run_in_threadpool(_corrupted_bytes, key, severity, label)
    return Response(content, media_type="image/png", headers=FOREVER)


@lru_cache(maxsize=FEW)
def _corrupted_bytes(key: str, severity: int, label: int) -> bytes:
    split = cache.test_split()
    members = np.flatnonzero(split.labels == label)
    seen = corrupt(split.images[members], CORRUPTIONS[key], severity, members)
    return sheet_png(seen, split.labels[members], label)


routes: Final = [
    Route(f"/{ATLAS_URL}{{label:int}}.png", _sheet),
    Route(f"/{CORRUPTED_URL}{{key}}-{{severity:int}}/{{label:int}}.png", _corrupted_sheet),
]
