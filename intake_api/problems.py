"""Errors of one shape: application/problem+json (RFC 9457) with the fields that are wrong; a page where a page was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from intake_api.languages import say
from intake_api.logging import describe, get_logger

log = get_logger(__name__)

_DETAILS = {
    400: "The request could not be read. Check that it is well formed.",
    401: "This needs a valid token. Send it as 'Authorization: Bearer <token>'.",
    403: "You may not do this.",
    404: "There is nothing at this address. Check that it is typed in full and without mistakes.",
    405: "This address does not take that method. The Allow header names those it takes.",
    413: "This is larger than we take. Send less at once.",
    415: "This kind of content is not taken here. Send application/json.",
    500: "Something went wrong on our side. It has been recorded. Please try again.",
    503: "This is not available at the moment. Please try again in a minute.",
}
_MESSAGES = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field.",
    "json_invalid": "This is not valid JSON.",
    "bool_type": "Give true or false.",
    "bool_parsing": "Give true or false.",
    "string_type": "Give text.",
    "uuid_parsing": "Give an identifier as you received it.",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field; `field` is a dotted path like record.complainant.phone."""

    field: str
    message: str


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """An error meant for the caller: says what happened, why, and what to do. Raise it anywhere in a request."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        errors: Iterable[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        kind: str = "about:blank",
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.kind = status, title, detail, kind
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    @classmethod
    def internal(cls) -> Problem:
        """A 500 that tells nothing about the inside."""
        return cls(500, "Something went wrong", _DETAILS[500])

    @classmethod
    def not_valid(cls, errors: Iterable[FieldError]) -> Problem:
        """A 422 that names the fields."""
        return cls(422, "Not valid", "Some answers cannot be used. Correct the fields named.", errors)

    def as_dict(self) -> dict[str, Any]:
        """The published JSON shape, in the language of the request where it has the words."""
        said = {"title": say(self.title), "status": self.status, "detail": say(self.detail)}
        errors = [{"field": error.field, "message": say(error.message)} for error in self.errors]
        return {"type": self.kind, **said, "errors": errors}


def field_errors(errors: Sequence[Mapping[str, Any]], prefix: str = "") -> list[FieldError]:
    """Pydantic's errors as field and message; what was sent is not repeated."""
    return [FieldError(_field(error["loc"], prefix), _message(error)) for error in errors]


def not_valid(error: ValidationError, prefix: str = "") -> Problem:
    """A pydantic error as a problem that names the fields, under a prefix such as `record`."""
    return Problem.not_valid(field_errors(error.errors(include_input=False, include_url=False), prefix))


def wants_page(request: Request) -> bool:
    """Did a browser ask for a page? The API always answers in JSON."""
    path = request.scope.get("path", "")
    return not path.startswith(("/v1/", "/_")) and "text/html" in request.headers.get("accept", "")


def respond(request: Request, problem: Problem) -> Response:
    """The problem as JSON, or as a page for a browser."""
    if wants_page(request):
        from intake_api.templating import page  # templates are not needed for the API

        name = "staff/problem.html" if request.scope.get("path", "").startswith("/staff") else "problem.html"
        return page(request, name, problem.status, problem.headers, problem=problem)
    return JSONResponse(problem.as_dict(), problem.status, problem.headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Registers the handlers, so that every error leaves in the same shape."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(OperationalError, _on_database)
    app.add_exception_handler(PoolTimeoutError, _on_database)


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for this type only
    return respond(request, error)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    title = HTTPStatus(error.status_code).phrase
    detail = _DETAILS.get(error.status_code, "The request could not be answered.")
    return respond(request, Problem(error.status_code, title, detail, headers=error.headers))


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    return respond(request, Problem.not_valid(field_errors(error.errors())))


async def _on_database(request: Request, error: Exception) -> Response:
    """The database is away or overloaded: nothing was kept, and trying again may help."""
    log.error("database_unavailable", exception=describe(error))
    return respond(request, Problem(503, "Not available just now", _DETAILS[503], headers={"Retry-After": "10"}))


def _field(loc: Sequence[Any], prefix: str) -> str:
    parts = list(loc)
    if parts and parts[0] in ("body", "query", "path", "header", "cookie"):
        parts = parts[1:] if parts[1:] and not isinstance(parts[1], int) else parts[:1]
    return ".".join(str(part) for part in ([prefix] if prefix else []) + parts) or "body"


def _message(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    if kind in _MESSAGES:
        return _MESSAGES[kind]
    context = error.get("ctx") or {}
    if kind == "literal_error":
        return f"Give one of {context.get('expected', 'the options')}."
    if kind == "string_too_long":
        return f"This is too long: at most {context.get('max_length')} characters."
    if kind == "string_too_short":
        return f"This is too short: at least {context.get('min_length')} characters."
    return str(error.get("msg", "This cannot be used.")).removeprefix("Value error, ")
