"""The container's health check: ends well if this container's server is."""

import os
import sys
import urllib.request

port = os.environ.get("PORT") or os.environ.get("STREAMLIT_SERVER_PORT") or "8501"
base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
address = f"http://localhost:{port}/{base}/_stcore/health".replace(f"{port}//", f"{port}/")
try:
    with urllib.request.urlopen(address, timeout=4) as answer:  # noqa: S310 - this container's own
        sys.exit(answer.status != 200)  # noqa: PLR2004 - OK
except OSError as error:
    sys.exit(f"{address}: {error}")
