"""Fills the form of a finished page in again with what somebody had typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from lxml import html

if TYPE_CHECKING:
    from intake_api.staff.kept import Typed

_NOT_ALLOWED = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what no XML tree holds
_BUTTONS = frozenset({"submit", "button", "image", "reset", "file"})


def filled_in(page: str, *, here: str, typed: Typed, note: Callable[[list[tuple[str, str]]], str]) -> str:
    """The page with the form that goes to `typed.action` filled in, and `note(left)` before all else in its main part.

    `left` is what found no place: the form is another one by now, or is gone. The form token of the page stays its own.
    """
    document = html.document_fromstring(page)
    left = [(name, value) for name, value in typed.fields if value.strip()]
    form = _form(document, here, typed)
    if form is not None:
        known = {element.get("name") for element in form.iter("button", "input", "select", "textarea")}
        _fill(form, typed)
        left = [(name, value) for name, value in left if name not in known]
    main = document.find(".//main")
    (main if main is not None else document.body).insert(0, html.fragment_fromstring(note(left)))
    return str(html.tostring(document, doctype="<!DOCTYPE html>", encoding="unicode"))


def _form(document: Any, here: str, typed: Typed) -> Any:
    """Of the forms that go there, the one that holds most of the names."""
    names = {name for name, _ in typed.fields}
    fitting = [
        form for form in document.forms
        if form.method.upper() == "POST" and urlsplit(urljoin(here, form.get("action") or here)).path == typed.action
    ]  # fmt: skip
    return max(fitting, key=lambda form: len(names & {element.name for element in form.inputs}), default=None)


def _fill(form: Any, typed: Typed) -> None:
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in typed.fields:
        values[name].append(_NOT_ALLOWED.sub("", value))
    for element in _inputs(form):
        given = values.get(element.name, [])
        if element.tag == "input" and element.type in ("checkbox", "radio"):
            element.checked = (element.get("value") or "on") in given
        elif element.tag == "select" and element.multiple:
            for option in element.iter("option"):
                option.attrib.pop("selected", None)
                if option.get("value", option.text) in given:
                    option.set("selected", "selected")
        elif given:
            with suppress(ValueError):  # a choice that is offered no more
                element.value = given.pop(0)


def _inputs(form: Any) -> Iterator[Any]:
    for element in form.inputs:
        if element.name and element.name != "csrf_token" and element.tag in ("input", "select", "textarea"):
            if element.tag == "input" and (element.type or "text").lower() in _BUTTONS:
                continue
            yield element
