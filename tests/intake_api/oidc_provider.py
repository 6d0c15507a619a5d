"""An OpenID provider on this machine, built on Authlib's server: code flow, PKCE, signed ID tokens. Served over HTTP.

Who is logged in there is `provider.person` (their claims), None for somebody who refuses. `provider.spoil` changes the claims of
the ID token before it is signed, `provider.sign_with` is another key than the published one: for tests of what must not pass.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc6749.errors import OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "redress", "a-secret-between-the-two"


class _Payload(OAuth2Payload):
    def __init__(self, values: dict[str, list[str]]) -> None:
        self.values = values

    @property
    def data(self) -> dict[str, str]:
        return {name: given[0] for name, given in self.values.items()}

    @property
    def datalist(self) -> Any:
        return self.values


class _Request(OAuth2Request):
    def __init__(self, request: Request, body: bytes) -> None:
        headers = {name.title(): value for name, value in request.headers.items()}
        super().__init__(request.method, str(request.url), headers=headers)
        self._query, self._body_values = parse_qs(request.url.query), parse_qs(body.decode())
        self.payload = _Payload({**self._query, **self._body_values})

    @property
    def args(self) -> dict[str, str]:
        return {name: given[0] for name, given in self._query.items()}

    @property
    def form(self) -> dict[str, str]:
        return {name: given[0] for name, given in self._body_values.items()}


class _Client(ClientMixin):
    def __init__(self, redirect_uri: str) -> None:
        self.redirect_uri = redirect_uri

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(client_secret, CLIENT_SECRET)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class _Code:
    def __init__(self, code: str, request: OAuth2Request) -> None:
        given = request.payload.data
        self.code, self.user, self.scope = code, request.user, request.payload.scope
        self.redirect_uri, self.nonce = given.get("redirect_uri"), given.get("nonce")
        self.challenge, self.method = given.get("code_challenge"), given.get("code_challenge_method")

    def get_redirect_uri(self) -> str | None:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Provider(AuthorizationServer):
    """The provider. Begin it with `start`, end it with `stop`; `issuer` is its address."""

    def __init__(self, redirect_uri: str) -> None:
        super().__init__()
        self.client, self.key = _Client(redirect_uri), RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.sign_with = self.key
        self.person: dict[str, Any] | None = None
        self.spoil: Callable[[dict[str, Any]], None] = lambda claims: None
        self.ends_sessions = True
        self.userinfo_only: tuple[str, ...] = ()  # claims that stand at the userinfo endpoint and not in the token
        self.codes: dict[str, _Code] = {}
        self.asked: list[dict[str, str]] = []
        self.tokens: dict[str, dict[str, Any]] = {}
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: secrets.token_urlsafe(24)))
        self.register_grant(_grant_of(self), [_openid_of(self), _challenge_of()])
        routes = [
            Route("/.well-known/openid-configuration", self._metadata), Route("/keys", self._keys),
            Route("/authorize", self._authorize), Route("/token", self._token, methods=["POST"]), Route("/me", self._me),
            Route("/leave", self._leave),
        ]  # fmt: skip
        config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none")
        self.server = uvicorn.Server(config)
        self.issuer = ""

    def start(self) -> Provider:
        """Serves until `stop`."""
        self._thread = threading.Thread(target=self.server.run, daemon=True)
        self._thread.start()
        while not self.server.started:
            time.sleep(0.01)
        self.issuer = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"
        return self

    def stop(self) -> None:
        """Ends it: from then on it does not answer."""
        self.server.should_exit = True
        self._thread.join(10)

    def query_client(self, client_id: str) -> _Client | None:
        return self.client if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        self.tokens[token["access_token"]] = request.user

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        pass

    def create_oauth2_request(self, request: _Request) -> _Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        text = json.dumps(body) if isinstance(body, dict) else body
        return Response(text, status, dict(headers))

    async def _metadata(self, request: Request) -> Response:
        return JSONResponse({
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "userinfo_endpoint": f"{self.issuer}/me", "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"], "code_challenge_methods_supported": ["S256"],
            **({"end_session_endpoint": f"{self.issuer}/leave"} if self.ends_sessions else {}),
        })  # fmt: skip

    async def _keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def _leave(self, request: Request) -> Response:
        if request.query_params.get("client_id") != CLIENT_ID:
            return Response(status_code=400)
        self.person = None
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], status_code=303)

    async def _authorize(self, request: Request) -> Response:
        self.asked.append(dict(request.query_params))
        asked = _Request(request, b"")
        try:
            grant = self.get_consent_grant(asked, self.person)
        except OAuth2Error as error:
            return JSONResponse({"error": error.error}, 400)
        return self.create_authorization_response(asked, grant_user=self.person, grant=grant)

    async def _token(self, request: Request) -> Response:
        return self.create_token_response(_Request(request, await request.body()))

    async def _me(self, request: Request) -> Response:
        claims = self.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        return JSONResponse(claims or {}, 200 if claims else 401)


def _grant_of(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

        def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
            provider.codes[code] = _Code(code, request)

        def query_authorization_code(self, code: str, client: ClientMixin) -> _Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: _Code) -> None:
            provider.codes.pop(authorization_code.code)

        def authenticate_user(self, authorization_code: _Code) -> Any:
            return authorization_code.user

    return Grant


def _openid_of(provider: Provider) -> OpenIDCode:
    class OpenID(OpenIDCode):
        def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
            return any(code.nonce == nonce for code in provider.codes.values())

        def resolve_client_private_key(self, client: ClientMixin) -> Any:
            return provider.sign_with

        def get_client_algorithm(self, client: ClientMixin) -> str:
            return "RS256"

        def get_encode_header(self, client: ClientMixin) -> dict[str, str]:
            return {"alg": "RS256", "kid": "one"}

        def get_client_claims(self, client: ClientMixin) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": CLIENT_ID}

        def generate_user_info(self, user: Any, scope: str) -> UserInfo:
            claims = {name: value for name, value in user.items() if name not in provider.userinfo_only}
            return UserInfo(**claims)

        def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
            claims = {**self.get_compatible_claims(request), **self.get_authorization_code_claims(request.authorization_code)}
            claims.update(self.generate_user_info(request.user, token["scope"]))
            provider.spoil(claims)
            return jwt.encode(self.get_encode_header(request.client), claims, provider.sign_with)

    return OpenID(require_nonce=True)


def _challenge_of() -> CodeChallenge:
    class Challenge(CodeChallenge):
        def get_authorization_code_challenge(self, authorization_code: _Code) -> str | None:
            return authorization_code.challenge

        def get_authorization_code_challenge_method(self, authorization_code: _Code) -> str | None:
            return authorization_code.method

    return Challenge(required=True)
