"""A provider of identities (OpenID Connect) that lets in whoever asks, for tests of signing in."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT = "fashion"
EMAIL = "person@example.com"


class Provider:
    """Codes are handed out to a browser, and exchanged by the server for a signed token."""

    def __init__(self, port: int) -> None:
        """Make a key; addresses are of this machine."""
        self.url = f"http://localhost:{port}"
        self._key = RSAKey.generate_key(2048, {"kid": "test"})
        self._nonces: dict[str, str] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._configuration),
                Route("/authorize", self._ask),
                Route("/allow", self._allow),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    async def _configuration(self, _: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _ask(self, request: Request) -> HTMLResponse:
        """Show a page, as a provider does, whose link says yes."""
        query = urlencode(request.query_params)
        return HTMLResponse(f'<title>Provider</title><h1>Who?</h1><a href="/allow?{query}">Me</a>')

    async def _allow(self, request: Request) -> RedirectResponse:
        asked = request.query_params
        code = secrets.token_urlsafe()
        self._nonces[code] = asked["nonce"]
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}")

    async def _token(self, request: Request) -> JSONResponse:
        form = await request.form()
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "1",
            "email": EMAIL,
            "iat": now,
            "exp": now + 600,
            "nonce": self._nonces.pop(str(form["code"])),
        }
        token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, self._key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token})

    async def _keys(self, _: Request) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def provide(port: int) -> Iterator[Provider]:
    """Run a provider in a thread."""
    provider = Provider(port)
    server = uvicorn.Server(uvicorn.Config(provider.app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield provider
    finally:
        server.should_exit = True
        thread.join()
