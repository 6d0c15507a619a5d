"""Every page, and every state of a page, that a person may meet: a name, and how to get there.

To have a page looked at by all the checks of `test_accessible.py`, add a line here. `test_every_page_is_on_the_list`
there fails for a page of the application that no line leads to.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser import ways
from tests.browser.ways import Way, a_call, a_case, answers, at, broken, chat, form, form_answered, form_chosen, form_with_mistake
from tests.browser.ways_about_you import about_you, by_code

GOVERNMENT = {"organisation": "Department for Work and Pensions", "mp_referral": "not_asked"}


@dataclass(frozen=True)
class Place:
    """A name for the report, and the way there. `is_mistake`: something is to be put right, and the title says so."""

    name: str
    go: Way
    is_mistake: bool = False


PLACES: tuple[Place, ...] = (
    Place("start", at("/")),
    # The chat
    Place("chat, new", chat()),
    Place("chat, after an answer", chat(answers(1))),
    Place("chat, with answers as buttons", chat(answers(4))),
    Place("chat, with a mistake", chat(lambda person: person.say("")), is_mistake=True),
    Place("chat, moved on in another window", chat(answers(1), ways.answer_in_another_window)),
    Place("chat, with words about safety", chat(answers(1), lambda person: person.say(ways.CRY))),
    Place("chat, sent", chat(lambda person: person.talk_until_reference())),
    Place("chat, start again", ways.start_again),
    # The form: each kind of question
    Place("form, new", at("/form")),
    Place("form, yes or no", form("consent_to_process")),
    Place("form, a long text", form("story")),
    Place("form, an organisation", form("organisation")),
    Place("form, a choice", form("local_stage")),
    Place("form, a date", form("aware_on")),
    Place("form, a name", form("name")),
    Place("form, an email address", form("email")),
    Place("form, a phone number", form("phone")),
    Place("form, a postcode", form("postcode", {"preferred_contact": "post"})),
    # The form: what else can happen
    Place("form, text missing", form_with_mistake("story"), is_mistake=True),
    Place("form, choice missing", form_with_mistake("consent_to_process"), is_mistake=True),
    Place("form, a date that cannot be", form_with_mistake("aware_on", "31 February 2031"), is_mistake=True),
    Place("form, several organisations", form_answered("organisation", "Royal Infirmary")),
    Place("form, words about safety", form_answered("story", ways.CRY)),
    Place("form, outcome ready", form("outcome")),
    Place("form, outcome elsewhere", form("outcome", {"organisation": "Cheshire Police", "organisation_kind": "police"})),
    Place("form, outcome without an MP", form("outcome", GOVERNMENT)),
    Place("form, check", form("check")),
    Place("form, sent", form("done")),
    Place("form, consent refused", form_chosen("consent_to_process", "No, I do not agree")),
    Place("form, nothing sent", form_chosen("wants_caseworker", "No, thank you", {**GOVERNMENT})),
    # Save and come back
    Place("nothing to save", at("/resume/save")),
    Place("save", ways.save("")),
    Place("save, with a mistake", ways.save("joan at example"), is_mistake=True),
    Place("saved", ways.save("joan.place@example.org")),
    Place("come back", at("/resume")),
    Place("come back, another talk open", ways.save("", then="/resume")),
    Place(
        "come back, with a mistake", ways.resume_with("/resume", contact="joan.nobody@example.org", code="7K4"), is_mistake=True
    ),
    Place("a new code", at("/resume/new-code")),
    Place("a new code, with a mistake", ways.resume_with("/resume/new-code", contact="joan"), is_mistake=True),
    Place("a new code is promised", ways.resume_with("/resume/new-code", contact="joan.nobody@example.org")),
    # What is offered beside the talk, and what a person takes away
    Place("letters and photos", form("evidence")),
    Place("a page to keep", ways.then("/outcome", form("done"))),
    Place("a page to keep, without an MP", ways.then("/outcome", form("outcome", GOVERNMENT))),
    Place("a letter", ways.then("/letters/mp", form("outcome", GOVERNMENT))),
    Place("status", at("/status")),
    Place("a page to keep, in Welsh", ways.then("/language/cy?to=/outcome", form("outcome", GOVERNMENT))),
    Place("a letter, in Welsh", ways.then("/language/cy?to=/letters/mp", form("outcome", GOVERNMENT))),
    Place("questions about you", about_you()),
    Place("questions about you, without agreeing", about_you(agree=False), is_mistake=True),
    Place("questions about you: one", about_you("question")),
    Place("questions about you: the end", about_you("end")),
    Place("questions about you, by the code", by_code()),
    Place("questions about you, by the code: one", by_code("question")),
    Place("questions about you, by the code: the end", by_code("end")),
    Place("help", at("/help")),
    Place("how the pages look", at("/adjustments")),
    Place("privacy", ways.then("/language/en?to=/privacy", at("/"))),
    Place("your information", ways.then("/your-information", form("organisation"))),
    Place("your information, before it is deleted", ways.then("/your-information/delete", form("organisation"))),
    Place("from another website, without its key", at("/form/go-on")),
    # When it goes wrong
    Place("no such page", at("/no/such/page")),
    Place("too large", ways.too_large),
    Place("page out of date", ways.page_out_of_date),
    Place("a fault of ours", broken(500)),
    Place("database away", broken(503)),
    # Staff
    Place("staff, log in", at("/staff/login")),
    Place("staff, log in refused", ways.staff_login_refused, is_mistake=True),
    Place("staff, home", ways.staff("/staff")),
    Place("staff, queue", ways.staff("/staff/cases")),
    Place("staff, queue with filters", ways.staff("/staff/cases?outcome=premature&due=overdue&status=any&flag=bereavement")),
    Place("staff, queue with cases", ways.then("/staff/cases?status=any&sort=newest", a_case())),
    Place("staff, queue searched", ways.searched("marmalade")),
    Place("staff, a saved view", ways.saved_view("Overdue")),
    Place("staff, a view without a name", ways.saved_view(""), is_mistake=True),
    Place("staff, queue at its end", ways.staff("/staff/cases?after=R-7K4M-2Q9T-C")),
    Place("staff, case", a_case()),
    Place("staff, case with risk and its transcript", a_case({"story": f"They lost my notes. {ways.CRY}."}, opened=True)),
    Place("staff, case: work", a_case(tab="work")),
    Place("staff, case: work, with a mistake", a_case(tab="work", press="#write_note button"), is_mistake=True),
    Place("staff, case: investigation", a_case(tab="investigation")),
    Place("staff, case: dispute resolution", a_case(tab="worksheets/dispute_resolution/case")),
    Place("staff, case: allocation", a_case(tab="allocation")),
    Place("staff, case: people", a_case(tab="people")),
    Place("staff, case: issues", a_case(tab="issues", press="#from_record button")),
    Place("staff, case: findings", a_case(tab="findings")),
    Place("staff, case: contacts", a_case(tab="contacts")),
    Place("staff, case: adjustments", a_case(tab="adjustments")),
    Place("staff, case: risk", a_case(tab="risk")),
    Place("staff, case: decision", a_case(tab="decision")),
    Place("staff, case: worksheets", a_case(tab="worksheets")),
    Place("staff, case: a worksheet", a_case(tab="worksheets/public_value_model/case")),
    Place(
        "staff, case: a worksheet, refused",
        a_case(tab="worksheets/early_consideration/case", press="#worksheet button[value=yes]"),
        is_mistake=True,
    ),
    Place("staff, case: an entry", a_case(tab="worksheets/information_request/entry-new")),
    Place("staff, case: the conversation with the complainant", a_case(tab="worksheets/first_conversation/case")),
    Place("staff, case: evidence", a_case(tab="worksheets/evidence_log/case")),
    Place("staff, case: precedents", a_case(tab="precedents")),
    Place("staff, case: letters", a_case(tab="letters")),
    Place("staff, case: documents", a_case(tab="documents")),
    Place("staff, case: timeline", a_case(tab="timeline")),
    Place("staff, case: a letter", ways.a_letter),
    Place("staff, case: copies", a_case(tab="copies")),
    Place("staff, case: copies, with a mistake", a_case(tab="copies", press="#begin_copy button"), is_mistake=True),
    Place("staff, case: a copy", ways.a_copy),
    Place("staff, case: a copy of a scan", ways.a_scan("C3")),
    Place("staff, case: a copy of a scan, with a mistake", ways.a_scan("Z99"), is_mistake=True),
    Place("staff, earlier contacts", ways.staff("/staff/earlier-contacts")),
    Place("staff, allocation queue", ways.staff("/staff/allocation")),
    Place("staff, cases a change of guidance touches", ways.staff("/staff/guidance-changes")),
    Place("staff, no such case", ways.staff("/staff/cases/R-7K4M-2Q9T-C")),
    Place("staff, the assistant's switch", ways.staff("/staff/assistant")),
    Place("staff, rulebook", ways.staff("/staff/rulebook")),
    Place("staff, new call", ways.staff("/staff/calls/new")),
    Place("staff, a call", a_call(2)),
    Place("staff, how a call ends", ways.end_of_a_call),
    Place("staff, who is calling", ways.who_is_calling),
    Place("staff, details of a known caller", ways.correct_details),
    Place("staff, attempts to reach somebody", ways.attempts),
)
