"""Takes an export, as somebody who presses its button."""

from __future__ import annotations

from tests.intake_api.builders import form_token


def export(browser, form="csv", state="", **more):
    """The answer to the button for a file."""
    token = form_token(browser.get("/staff/cases").text)
    return browser.post("/staff/cases/export", data={"csrf_token": token, "form": form, "state": state, **more})
