"""The application of the conversation tests, and people at each end a complaint may come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from intake_api.clock import utc_now
from intake_api.conversations import service
from intake_api.conversations.drafts import Drafts
from intake_api.conversations.store import TalkStore
from tests.conversations_api.browser import Browser
from tests.conversations_api.conftest import *  # noqa: F403 - its fixtures and hooks
from tests.conversations_api.test_form import Filler

ENDS: dict[str, dict[str, str]] = {
    "ready": {},
    "no_mp": {"mp_referral": "not_asked"},
    "premature": {
        "organisation": "Mid Cheshire Hospitals NHS Foundation Trust",
        "local_stage": "not_started",
        "exceptional_circumstances": "none",
    },
    "elsewhere": {"organisation": "Cheshire East Council"},
}


TOLD: dict[str, dict[str, Any]] = {
    "no_mp": {
        "organisation": "Department for Work and Pensions", "body": "dwp", "mp_referral": "not_asked", "victim_link": "none",
    },
    "premature": {
        "organisation": "Mid Cheshire Hospitals NHS Foundation Trust", "body": "mid_cheshire", "local_stage": "not_started",
        "exceptional_circumstances": "none",
    },
    "elsewhere": {"organisation": "Cheshire East Council", "body": "cheshire_east"},
}  # fmt: skip
STORY = "They lost my papers twice and stopped my money."


@pytest.fixture
def told(app: Any, browser: Browser) -> Callable[..., Browser]:
    """Someone whose talk holds these answers, as chat and form leave it; quicker than filling in the form."""

    def begin(end: str, **answers: Any) -> Browser:
        store = TalkStore(app.state.sessions, Drafts())
        conversation, token = service.begin(store, channel="web", now=utc_now())
        with store.hold(conversation) as hold:
            hold.talk.has_consent = True
            known = {"consent_to_process": True, "story": STORY, "asks_us_to_act": True, **TOLD[end], **answers}
            hold.talk.slots.update(known, outcome_told=end, history=list(known), unanswered={}, notes={})
            hold.release()
        browser.http.cookies.set("redress_chat", f"{conversation}.{token}")
        return browser

    return begin


@pytest.fixture
def at_the_outcome(browser: Browser) -> Callable[..., Browser]:
    """Someone who answered the form as far as the outcome; more answers by name."""

    def fill(end: str, **answers: str) -> Browser:
        Filler(browser, **{**ENDS[end], **answers}).until("/form/outcome")
        return browser

    return fill


@pytest.fixture
def sent(browser: Browser) -> Callable[..., Browser]:
    """Someone whose complaint is sent."""

    def fill(**answers: str) -> Browser:
        Filler(browser, **answers).until("/form/done")
        return browser

    return fill


def lines_of(word_file: bytes) -> list[str]:
    """The paragraphs of a Word file, read back."""
    from io import BytesIO

    import docx

    return [paragraph.text for paragraph in docx.Document(BytesIO(word_file)).paragraphs]


def text_of(pdf: bytes) -> str:
    """What can be read in a PDF."""
    from io import BytesIO

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def anything(value: Any) -> str:
    """Text without regard to line ends."""
    return " ".join(str(value).split())
