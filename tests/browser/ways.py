"""How to get to a page or a state of a page. `places.py` is the list that stands on these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response, expect

from commands.sample import ANSWERS
from commands.system import System
from intake_api.documents.model import Document, Text
from intake_api.documents.pdf import as_pdf
from tests.browser.person import Person
from tests.browser.walker import Walker, lend_cookies
from tests.conversations_api.browser import Browser

CRY = "I can't go on, I want to kill myself"


@dataclass
class Visitor:
    """Someone on the way to a place, with a real browser of her own. Notes what the server and the browser said."""

    page: Page
    system: System
    staff: Browser  # a caseworker's plain browser, logged in
    documents: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)  # of the browser, in its console

    def __post_init__(self) -> None:
        self.page.on("response", self._note)
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, reply: Response) -> None:
        if reply.request.is_navigation_request() or reply.request.headers.get("x-requested-with"):
            self.documents.append(reply)

    @property
    def context(self) -> BrowserContext:
        """The browser's cookies and settings."""
        return self.page.context

    def walk_form(self, stop: str, answers: Mapping[str, Any] | None = None) -> None:
        """Fills in the form up to the page at `stop`, quickly, and opens it."""
        with Walker(self.system.url, {**ANSWERS, **(answers or {})}) as walker:
            path = walker.until(stop)
            walker.lend_cookies(self.context)
        self.page.goto(path)

    def log_in(self) -> None:
        """Becomes the caseworker."""
        lend_cookies(self.staff, self.context)


Way = Callable[[Visitor], object]


def at(path: str) -> Way:
    """Straight to an address."""
    return lambda visitor: visitor.page.goto(path)


def then(path: str, before: Way) -> Way:
    """An address, opened by somebody who has come some way already."""

    def go(visitor: Visitor) -> None:
        before(visitor)
        visitor.page.goto(path)

    return go


def form(stop: str, answers: Mapping[str, Any] | None = None) -> Way:
    """The form's page for a fact, or 'outcome', 'check', 'done'."""
    return lambda visitor: visitor.walk_form(stop, answers)


def form_with_mistake(stop: str, typed: str = "") -> Way:
    """The form's page for a fact, after an answer that cannot be used."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form(stop)
        if typed:
            visitor.page.locator("#answer").fill(typed)
        _press(visitor.page, "#continue")
        expect(visitor.page.locator(".govuk-error-summary")).to_be_visible()

    return go


def form_answered(stop: str, typed: str, answers: Mapping[str, Any] | None = None) -> Way:
    """The page that follows on an answer typed in the form."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form(stop, answers)
        visitor.page.locator("#answer").fill(typed)
        _press(visitor.page, "#continue")

    return go


def form_chosen(stop: str, title: str, answers: Mapping[str, Any] | None = None) -> Way:
    """The page that follows on a choice in the form."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form(stop, answers)
        visitor.page.get_by_label(title, exact=True).check()
        _press(visitor.page, "#continue")

    return go


def chat(*acts: Callable[[Person], object]) -> Way:
    """The chat, after these acts."""

    def go(visitor: Visitor) -> None:
        visitor.page.goto("/chat")
        person = Person(visitor.page)
        for act in acts:
            act(person)

    return go


def answers(times: int) -> Callable[[Person], object]:
    """Answers what is asked, so many times."""

    def act(person: Person) -> None:
        for _ in range(times):
            person.answer_what_is_asked()

    return act


def answer_in_another_window(person: Person) -> None:
    """The chat goes on in a second window, and then this one sends an answer to what it still shows."""
    other = person.page.context.new_page()
    other.goto("/chat")
    Person(other).answer_what_is_asked()
    other.close()
    person.say("An answer to the question before")


def start_again(visitor: Visitor) -> None:
    """The question before everything is deleted."""
    chat(answers(2))(visitor)
    visitor.page.get_by_role("link", name="Start again").click()


def save(contact: str, *, then: str | None = None) -> Way:
    """The page for saving, with a contact given if there is one; `then` is a path to open afterwards."""

    def go(visitor: Visitor) -> None:
        visitor.walk_form("organisation")
        visitor.page.goto("/resume/save")
        if contact:
            visitor.page.locator("#contact").fill(contact)
            _press(visitor.page, "#continue")
        if then:
            visitor.page.goto(then)

    return go


def resume_with(path: str, **typed: str) -> Way:
    """A page of coming back, after these fields were sent."""

    def go(visitor: Visitor) -> None:
        visitor.page.goto(path)
        for name, value in typed.items():
            visitor.page.locator(f"#{name}").fill(value)
        _press(visitor.page, "#continue")

    return go


def too_large(visitor: Visitor) -> None:
    """A form larger than is taken."""
    visitor.walk_form("story")
    visitor.page.locator("#answer").fill("x" * 1_000_001)
    _press(visitor.page, "#continue")


def page_out_of_date(visitor: Visitor) -> None:
    """A form whose token no longer fits."""
    visitor.page.goto("/resume")
    visitor.context.clear_cookies()
    _press(visitor.page, "#continue")


def broken(status: int) -> Way:
    """What a person sees when we are at fault, as the real application draws it while something in it is broken."""

    def go(visitor: Visitor) -> None:
        from tests.browser.faulty import page_of

        reply = page_of(status)
        visitor.page.route("**/chat", lambda route: route.fulfill(status=status, headers=reply.headers, body=reply.text))
        visitor.page.goto("/chat")

    return go


def staff(path: str) -> Way:
    """A page for staff."""

    def go(visitor: Visitor) -> None:
        visitor.log_in()
        visitor.page.goto(path)

    return go


def searched(words: str) -> Way:
    """The queue after a search."""

    def go(visitor: Visitor) -> None:
        visitor.log_in()
        visitor.page.goto("/staff/cases")
        visitor.page.locator("#words").fill(words)
        _press(visitor.page, "#search")

    return go


def saved_view(name: str) -> Way:
    """A view just saved, or what is said where it could not be."""

    def go(visitor: Visitor) -> None:
        visitor.log_in()
        visitor.page.goto("/staff/cases?due=overdue")
        visitor.page.get_by_text("Save as a view").click()
        visitor.page.locator("#view-name").fill(name)
        _press(visitor.page, "#save-view")

    return go


def staff_login_refused(visitor: Visitor) -> None:
    """A wrong password."""
    visitor.page.goto("/staff/login")
    visitor.page.get_by_label("User name").fill("nobody.here")
    visitor.page.get_by_label("Password", exact=True).fill("wrong word")
    _press(visitor.page, "main button[type=submit]:not(.govuk-password-input__toggle)")


def a_case(answers: Mapping[str, Any] | None = None, *, opened: bool = False, tab: str = "", press: str = "") -> Way:
    """A case that was just sent, as a caseworker sees it, or one of its tabs; `press` is a button to press there."""

    def go(visitor: Visitor) -> None:
        with Walker(visitor.system.url, {**ANSWERS, **(answers or {})}) as walker:
            walker.until("done")
        visitor.log_in()
        visitor.page.goto(f"/staff/cases/{walker.reference}" + (f"/{tab}" if tab else ""))
        if press:
            _press(visitor.page, press)
        if opened:
            visitor.page.get_by_text("Everything that was said").click()

    return go


def a_letter(visitor: Visitor) -> None:
    """A letter that was just drafted."""
    a_case(tab="letters")(visitor)
    visitor.page.get_by_label("Acknowledgement").check()
    _press(visitor.page, "#write_letter button")
    visitor.page.locator("a[href*='/letters/']").first.click()


def a_copy(visitor: Visitor) -> None:
    """A copy of what happened for the organisation, with a passage hidden."""
    a_case(tab="copies")(visitor)
    visitor.page.get_by_label("What is it a copy of?").select_option("story")
    visitor.page.get_by_label("The organisation complained about").check()
    _press(visitor.page, "#begin_copy button")
    visitor.page.get_by_label("Other passages").fill("mother")
    _press(visitor.page, "#hide button")


def a_scan(first: str) -> Way:
    """A copy of a letter as pictures, with a part of its page hidden, from the square `first`."""

    def go(visitor: Visitor) -> None:
        with Walker(visitor.system.url, ANSWERS) as walker:
            walker.until("evidence")
            letter = ("file", ("letter.pdf", as_pdf(Document("Reply", (Text("Dear Mrs Ashworth"),))), "application/pdf"))
            fields = {**walker.browser.hidden, "action": "add", "kind": "final_response"}
            added = walker.browser.http.post("/form/evidence", files=[letter], data=fields, follow_redirects=True)
            assert added.status_code == 200, added.text
            walker.until("done")
        visitor.log_in()
        visitor.page.goto(f"/staff/cases/{walker.reference}/copies")
        name = "Final response: letter.pdf, as pictures with black boxes"
        visitor.page.get_by_label("What is it a copy of?").select_option(label=name)
        visitor.page.get_by_label("The organisation complained about").check()
        _press(visitor.page, "#begin_copy button")
        visitor.page.get_by_label("From square").fill(first)
        visitor.page.get_by_label("To square").fill("H5")
        _press(visitor.page, "#hide_box button")

    return go


def a_call(times: int) -> Way:
    """A call under way, after so many answers."""

    def go(visitor: Visitor) -> None:
        visitor.log_in()
        visitor.page.goto("/staff/calls/new")
        _press(visitor.page, "#start-call")
        caller = Person(visitor.page, channel="phone")
        for _ in range(times):
            caller.answer_what_is_asked()

    return go


def end_of_a_call(visitor: Visitor) -> None:
    """How a call ends, after its first answers."""
    a_call(2)(visitor)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="How the call ends").click()


def who_is_calling(visitor: Visitor) -> None:
    """The security questions of somebody whose case was found."""
    a_case()(visitor)
    visitor.page.goto("/staff/calls/new")
    visitor.page.get_by_label("Name").fill(ANSWERS["name"])
    _press(visitor.page, "#look")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="They call about this case").first.click()


def correct_details(visitor: Visitor) -> None:
    """The boxes for details that have changed, of a caller whose answers all fitted."""
    who_is_calling(visitor)
    for answer in visitor.page.get_by_role("radio", name="It fits", exact=True).all():
        answer.check()
    _press(visitor.page, "#keep-check")
    visitor.page.goto(visitor.page.url.replace("/identity", "/details"))


def attempts(visitor: Visitor) -> None:
    """The attempts to reach the complainant of a case."""
    a_case()(visitor)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Attempts to reach the complainant").click()


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).click()
