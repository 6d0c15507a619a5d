"""After a form was saved: where the browser goes, so that the notice is in sight, has the focus and is read out."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import RedirectResponse

NOTICE = "saved"  # the notice in templates/staff/_saved.html; browsers go to it and give it the focus, without scripts too


def after_saving(address: str) -> RedirectResponse:
    """To the page at this address, at its notice."""
    return RedirectResponse(f"{address}?done=1#{NOTICE}", status_code=303)


def was_saved(request: Request) -> bool:
    """Does this page follow on a form that was saved?"""
    return request.query_params.get("done") == "1"
