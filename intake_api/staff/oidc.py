"""The organisation's own log-in (OpenID Connect): the code flow with PKCE, state and nonce, by Authlib."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from fastapi import Request
from joserfc.errors import JoseError
from starlette.responses import Response

from intake_api.logging import describe, get_logger
from intake_api.security import settings_of
from intake_api.staff.sealing import seal, unseal

log = get_logger(__name__)
COOKIE, PATH, LASTS = "redress_oidc", "/staff/login/oidc", 600
_ASYMMETRIC = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


class NoEntryError(Exception):
    """The person is not let in; `why` is a key of words.NO_ENTRY."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def client_of(request: Request) -> StarletteOAuth2App:
    """The application's client, made on first use; it keeps what the provider tells of itself."""
    state, settings = request.app.state, settings_of(request)
    if getattr(state, "oidc", None) is None:
        state.oidc = OAuth().register(
            "redress",
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            client_kwargs={
                "scope": "openid profile email", "code_challenge_method": "S256", "timeout": settings.oidc_timeout,
            },
        )  # fmt: skip
    return state.oidc


async def send_there(request: Request, *, back_to: str, next: str) -> Response:
    """Sends the browser to the provider. State, nonce and verifier stay in a sealed cookie. Raises NoEntryError("away")."""
    request.scope["session"] = {"next": next}
    try:
        await _know_provider(request)
        response: Response = await client_of(request).authorize_redirect(request, back_to)
    except (AuthlibBaseError, httpx2.HTTPError, RuntimeError, ValueError) as error:
        raise _no_entry("away", error) from error
    settings = settings_of(request)
    sealed = seal(settings, "oidc", json.dumps(request.scope["session"]))
    response.set_cookie(
        COOKIE, sealed, max_age=LASTS, httponly=True, samesite="lax", secure=settings.is_https, path=PATH
    )  # fmt: skip
    return response


async def come_back(request: Request) -> tuple[Mapping[str, Any], str]:
    """What the provider vouches for (claims), and where the person was going. Raises NoEntryError."""
    opened = unseal(settings_of(request), "oidc", request.cookies.get(COOKIE, ""), ttl=LASTS)
    request.scope["session"] = json.loads(opened) if opened else {}
    if "error" in request.query_params:
        raise NoEntryError("refused")
    if not any(name.startswith("_state_") for name in request.scope["session"]):
        raise NoEntryError("not_proved")
    client, settings = client_of(request), settings_of(request)
    options = {"iss": {"values": [settings.oidc_issuer]}, "aud": {"essential": True, "values": [settings.oidc_client_id]}}
    try:
        await _know_provider(request)
        token = await client.authorize_access_token(request, claims_options=options)
        if "userinfo" not in token:
            raise NoEntryError("not_proved")
        claims = dict(token["userinfo"])
        if claim(claims, settings.oidc_roles_claim) is None and client.server_metadata.get("userinfo_endpoint"):
            more = dict(await client.userinfo(token=token))
            claims = {**more, **claims} if more.get("sub") == claims["sub"] else claims
    except httpx2.HTTPError as error:
        raise _no_entry("away", error) from error
    except (AuthlibBaseError, JoseError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise _no_entry("not_proved", error) from error
    return claims, str(request.scope["session"].get("next", ""))


async def way_out(request: Request, *, back_to: str) -> str | None:
    """Where the provider ends its own log-in and sends the browser back (OpenID Connect RP-Initiated Logout 1.0, section 2).

    None when it has no such address, or does not answer. No ID token is kept here for a hint, so the provider asks the person.
    """
    try:
        await _know_provider(request)
    except (AuthlibBaseError, httpx2.HTTPError, RuntimeError, ValueError) as error:
        log.warning("oidc_no_way_out", error=describe(error))
        return None
    address = cast("dict[str, Any]", client_of(request).server_metadata).get("end_session_endpoint")
    if not isinstance(address, str):
        return None
    told = {"client_id": settings_of(request).oidc_client_id, "post_logout_redirect_uri": back_to}
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(told)}"


def claim(claims: Mapping[str, Any], path: str) -> Any:
    """The value of a claim; `realm_access.roles` is one inside another. None when it is not there."""
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


async def _know_provider(request: Request) -> None:
    """Reads what the provider tells of itself; it must be the one we mean. Signatures by a shared secret, or none, do not do."""
    client, settings = client_of(request), settings_of(request)
    known = cast("dict[str, Any]", await client.load_server_metadata())
    if known.get("issuer") != settings.oidc_issuer:
        client.server_metadata.clear()
        raise ValueError("The provider calls itself otherwise than REDRESS_OIDC_ISSUER")
    offered = known.get("id_token_signing_alg_values_supported", ["RS256"])
    known["id_token_signing_alg_values_supported"] = [name for name in offered if name in _ASYMMETRIC] or ["RS256"]


def _no_entry(why: str, error: Exception) -> NoEntryError:
    log.warning("oidc_no_entry", why=why, exception=describe(error))
    return NoEntryError(why)
