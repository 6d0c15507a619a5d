"""Puts the page of the queue together: rows, filters with what is chosen, tags that take a choice away, views, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from sqlalchemy.orm import Session

from intake_api.queue import words
from intake_api.queue.conditions import Looking
from intake_api.queue.fetching import FEW, Page, Place, fetch_page
from intake_api.queue.filters import FIELDS, SORTS, Filters
from intake_api.queue.options import fetch_options, kept_for_a_minute
from intake_api.queue.rows import assignees, fetch_rows, usernames
from intake_api.queue.searches import fetch_words
from intake_api.queue.views import fetch_alerts
from intake_api.queue.wording import terms_of

ADDRESS = "/staff/cases"
_OPEN_AT_FIRST = ("due", "assignee")  # what people filter by most


def queue_page(
    app: FastAPI, session: Session, filters: Filters, looking: Looking, *, after: Place | None = None, before: Place | None = None
) -> dict[str, Any]:
    """All that the page shows."""
    typed = fetch_words(session, filters, user_id=looking.user_id)
    terms = terms_of(typed or "")
    found = fetch_page(session, filters, looking, terms=terms, after=after, before=before)
    options, names = kept_for_a_minute(app, "queue options", lambda: fetch_options(session)), usernames(session)
    people = assignees(session)
    is_lost = bool(filters.search) and typed is None
    return {
        "rows": fetch_rows(session, found.ids, looking), "count": words.how_many(found.count, is_more=found.is_more),
        "caption": words.CAPTIONS[filters.sort], "groups": list(_groups(filters, options, people)),
        "selected": list(_selected(filters, names, typed)), "typed": typed, "is_lost": is_lost,
        "is_wordless": bool(typed) and not terms,
        "is_partial": found.is_partial, "looked_at": f"{FEW:,}", "state": filters.query(), "sort": filters.sort,
        "sorts": [{"value": code, "text": words.SORTS[code], "selected": code == filters.sort} for code in SORTS],
        "words_of": {"search": filters.search, "view": filters.view}, "people": people, "alerts": fetch_alerts(session, looking),
        "with_closed": f"{ADDRESS}?{wider.query()}" if typed and (wider := filters.with_closed()) else None,
        "view": filters.view, "is_first": not (after or before), **_links(filters, found),
    }  # fmt: skip


def _links(filters: Filters, found: Page) -> dict[str, str | None]:
    return {
        "following": f"{ADDRESS}?{_with(filters, 'after', found.after)}" if found.after else None,
        "previous": f"{ADDRESS}?{_with(filters, 'before', found.before)}" if found.before else None,
        "first": f"{ADDRESS}?{filters.query()}".rstrip("?"),
    }


def _with(filters: Filters, name: str, place: Place) -> str:
    return "&".join(part for part in (f"{name}={place}", filters.query()) if part)


def _groups(filters: Filters, options: Mapping[str, tuple[str, ...]], people: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Each field with its codes; what is chosen is on the list even where no case has it any more."""
    for name in FIELDS:
        codes = [*options[name], *(map(str, people) if name == "assignee" else ())]
        chosen = filters.of(name)
        codes += [code for code in chosen if code not in codes]
        items = [{"value": code, "text": words.code(name, code, people), "checked": code in chosen} for code in codes]
        if name in ("outcome", "adjustment", "flag"):
            items.sort(key=lambda item: str(item["text"]))
        yield {"name": name, "label": words.FIELDS[name], "items": items, "chosen": len(chosen),
               "is_open": bool(chosen) or name in _OPEN_AT_FIRST}  # fmt: skip


def _selected(filters: Filters, names: Mapping[int, str], typed: str | None) -> Iterator[dict[str, str]]:
    """What is chosen, each with the address of the same queue without it."""
    if typed:
        yield _tag("Search", typed, filters.without_words())
    for name in FIELDS:
        for value in filters.of(name):
            yield _tag(words.FIELDS[name], words.code(name, value, names), filters.without(name, value))


def _tag(label: str, text: str, rest: Filters) -> dict[str, str]:
    return {"label": label, "text": text, "href": f"{ADDRESS}?{rest.query()}".rstrip("?")}
