"""Which language: what the person chose before (a cookie), else what their browser asks for, else English."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from intake_api.languages.catalogue import catalogues
from intake_api.problems import Problem
from intake_api.security import Anyone, settings_of
from intake_api.voice import ENGLISH

COOKIE = "redress_language"
A_YEAR = 365 * 24 * 3600

router = APIRouter(dependencies=[Anyone], include_in_schema=False)


def choose(chosen: str | None, asked: str) -> str:
    """The language for a request.

    >>> choose(None, "fr, cy;q=0.8, en;q=0.5"), choose("en", "cy"), choose("xx", "*")
    ('cy', 'en', 'en')
    """
    known = catalogues()
    if chosen in known:
        return str(chosen)
    return next((code for code in _wanted(asked) if code in known), ENGLISH)


@router.get("/language/{code}")
def change_language(request: Request, code: str, to: str = "/") -> Response:
    """Changes the language and goes back to the page the link stood on."""
    if code not in catalogues():
        raise Problem(404, "Not Found", "We do not have that language.")
    response = RedirectResponse(inside(to), status_code=303)
    keep(request, response, COOKIE, code)
    return response


def keep(request: Request, response: Response, cookie: str, value: str) -> None:
    """A functional cookie: a word from a short list, no script can read it, other sites cannot send it along."""
    secure = settings_of(request).is_https
    response.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, samesite="lax", secure=secure, path="/")


def inside(path: str) -> str:
    """A path of the public pages, never an address elsewhere."""
    parts = urlsplit(path)
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return parts.path if is_ours and not parts.netloc and len(path) <= 200 else "/"


def _wanted(asked: str) -> list[str]:
    """The languages of an Accept-Language header, best first; what cannot be read is left out."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(asked[:400].split(",")):
        name, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if quality > 0:
            ranked.append((-quality, place, name.strip().lower().partition("-")[0]))
    return [name for _, _, name in sorted(ranked)]
