"""The image atlas: one PNG per true class holds that class's test images.

Galleries send only positions; the browser fetches each sheet once and keeps it, because its address
contains the data's fingerprint.
"""

from functools import lru_cache
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fmnist.data.atlas import sheet_png
from fmnist.data.classes import N_CLASSES
from fmnist.data.fingerprints import TEST_IMAGES
from pages.shared import cache

ATLAS_URL: Final = f"atlas/{TEST_IMAGES[:12]}/"
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


routes: Final = [Route(f"/{ATLAS_URL}{{label:int}}.png", _sheet)]
