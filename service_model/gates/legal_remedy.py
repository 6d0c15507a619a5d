"""Is there a legal remedy that they can reasonably be expected to use? Only where words suggest one (SM-2.295 to 2.328)"""

from __future__ import annotations

from typing import Any

from service_model.case import Case, View
from service_model.determination import Finding, Flag
from service_model.record import Issue, LegalAction

GATE = "alternative_legal_remedy"
NO_REMEDY = ("brought_against_them", "inquest_only")
ONLY_A_COURT = ("more_money", "court_ruling")
ACHIEVED = "alternative_legal_remedy_achieved"
_LIMIT = "There may be a time limit for going to court, and it may be running now. You can get free advice about this."


def stage_of(issue: Issue) -> LegalAction | None:
    """How far legal action got; someone who only says that they already won in court has a decision (SM-2.302)."""
    return issue.legal_action or ("decided" if issue.remit_category == ACHIEVED else None)


def remedy_achieved(stage: LegalAction | None, beyond_court: bool | None) -> bool | None:
    """A remedy is used up once a court or tribunal decided and could give all that is sought (SM-2.301 to 2.303).

    None while it cannot be told.

    >>> remedy_achieved("decided", False), remedy_achieved("decided", True), remedy_achieved("under_way", False)
    (True, False, False)
    """
    if stage is None or (stage == "decided" and beyond_court is None):
        return None
    return stage == "decided" and not beyond_court


def alternative_legal_remedy(case: Case, view: View) -> Finding | None:
    """No investigation where there is a remedy that it is reasonable to use; all doubt goes to a caseworker (SM-2.295, 2.296)."""
    if not _suggested(case, view):
        return None
    stage = stage_of(view.issue)
    if stage in NO_REMEDY:
        return _no_remedy(view)
    if stage in ("under_way", "settled", "decided"):
        return _action_taken(case, view, stage)
    if case.complaint.outcome_kind in (None, *ONLY_A_COURT):
        return _only_a_court(case, view)
    return _within_our_reach(case, view)


def _suggested(case: Case, view: View) -> bool:
    rule = case.authority.legal_remedy
    said = not (rule.ask_when_signals | rule.ask_outcome_when_signals).isdisjoint(case.signals)
    return said or stage_of(view.issue) not in (None, "not_taken") or case.complaint.outcome_kind is not None


def _no_remedy(view: View) -> Finding:
    """Action brought against them, and an inquest, were not theirs to choose (SM-2.308, 2.309)."""
    against = view.issue.legal_action == "brought_against_them"
    reason = "A case that others bring against you does not stop us." if against else "An inquest does not stop us."
    return Finding(GATE, "met", reason, ("SM-2.308",) if against else ("SM-2.309",), "guidance")


def _action_taken(case: Case, view: View, stage: LegalAction) -> Finding:
    """Action was taken: how far it got and what is left are confirmed before anything is decided (SM-2.302, 2.303)."""
    if stage == "decided" and view.issue.outcome_beyond_court is not False:
        return _decided(view)
    words = {
        "under_way": "You told us that legal action is going on. A caseworker will ask how far it has got.",
        "settled": "You told us that you settled it. A caseworker will look at what that covers.",
    }.get(stage, "A court or tribunal has decided. A caseworker will look at what that covers.")
    flag = Flag(
        f"legal_action_{stage}",
        "Legal action was taken. Confirm how far it got, and what it could give, before you decide.",
        ("SM-2.296", "SM-2.302"),
    )
    return _to_caseworker(case, view, words, flag, "SM-2.296", "SM-2.302")


def _decided(view: View) -> Finding:
    cites = ("SM-2.301", "SM-2.302", "SM-2.303")
    if view.issue.outcome_beyond_court is None:
        words = "A court or tribunal has decided. We need to know if you want something that it could not give."
        return Finding(GATE, "cannot_tell", words, cites, "legal", needs=("outcome_beyond_court",))
    flag = Flag(
        "outcomes_limited",
        "A court or tribunal decided. We may consider it, limited to outcomes that it could not give.",
        ("SM-2.303",),
    )
    return Finding(GATE, "met", "We may be able to look at what the court could not give you.", cites, "guidance", flags=(flag,))


def _only_a_court(case: Case, view: View) -> Finding:
    """What they want may be out of our reach: asked one by one, and only if every answer says so is it a court's (SM-2.311)."""
    complaint, issue = case.complaint, view.issue
    cites = ("SM-2.295", "SM-2.304", "SM-2.311")
    if complaint.outcome_kind is None:
        words = "We need to know what you want, to see if we or a court can give it."
        return Finding(GATE, "cannot_tell", words, cites, "legal", needs=("outcome_kind",), **_advice(case, view))
    if issue.outcome_beyond_court:
        flag = Flag("mixed_outcomes", "Some of what they want is beyond a court. Consider the rest.", ("SM-2.319", "SM-2.320"))
        words = "You want some things that a court cannot give. A caseworker will look at what we can do."
        return _to_caseworker(case, view, words, flag, *cites, "SM-2.320")
    if complaint.able_to_go_to_court not in (None, "able_and_can_pay"):
        return _good_reason(case, view, cites)
    facts = {
        "outcome_beyond_court": issue.outcome_beyond_court,
        "able_to_go_to_court": complaint.able_to_go_to_court,
        "legal_action": issue.legal_action,
    }
    if needs := tuple(name for name, value in facts.items() if value is None):
        left_open = tuple(name for name in needs if not case.open(name))  # one is enough: it goes on, and no more is asked
        words = "A court may be able to give you this. We need to know if it is fair to expect you to go there."
        return Finding(GATE, "cannot_tell", words, cites, "legal", needs=left_open or needs, **_advice(case, view))
    return _reasonable(case, view, cites)


def _good_reason(case: Case, view: View, cites: tuple[str, ...]) -> Finding:
    """Any reason not to go to court is weighed by a caseworker, and no proof of it is asked for (SM-2.311, 2.324 to 2.328)."""
    cannot_pay = case.complaint.able_to_go_to_court == "cannot_afford" or "financial_hardship" in case.signals
    about_money = " Low income or money trouble is likely to be a good reason. Ask why, and for no proof." if cannot_pay else ""
    paragraphs = ("SM-2.311", *(("SM-2.323", "SM-2.324", "SM-2.326", "SM-2.328") if cannot_pay else ()))
    reason = f"They gave a reason. It may be unreasonable to expect legal action: weigh it.{about_money}"
    words = "You told us why going to court would be hard. A caseworker will think about that."
    return _to_caseworker(case, view, words, Flag("reason_not_to_go_to_court", reason, paragraphs), *cites, *paragraphs)


def _reasonable(case: Case, view: View, cites: tuple[str, ...]) -> Finding:
    """Only a court can give what they want, they can pay for it, and nothing is left that a court could not give (SM-2.325)."""
    ruling = case.complaint.outcome_kind == "court_ruling"
    want = "to have a decision undone, which only a court can do" if ruling else "more money than we usually ask for"
    flag = Flag(
        "discuss_before_deciding",
        "Talk with them about what they want and what we can recommend before you decide.",
        ("SM-2.299", "SM-2.300", "SM-2.315"),
    )
    return Finding(
        GATE,
        "not_met",
        f"You want {want}. You told us that you could go to court and pay for it.",
        (*cites, "SM-2.325"),
        "legal",
        outcome="alternative_legal_remedy",
        closure_code=case.authority.closure_codes.get("reasonable_legal_remedy"),
        flags=(flag,),
        **_advice(case, view),
    )


def _within_our_reach(case: Case, view: View) -> Finding:
    kind = case.complaint.outcome_kind
    if kind == "regulatory_action":
        flag = Flag(
            "regulator_or_court", "They want a regulator to act. The courts or the regulator may suit better.", ("SM-2.310",)
        )
        words = "We cannot take action against staff, but a regulator may be able to. We can still look at the rest."
        regulators = case.authority.other_forum.regulators.get(view.procedure or "", ())
        return Finding(
            GATE, "met", words, ("SM-2.310",), "guidance", flags=(flag,), signposts=case.authority.signposts_for(*regulators)
        )
    if kind == "other":
        flag = Flag("outcome_unclear", "Find out what they want, and if a court could give it.", ("SM-2.304", "SM-2.306"))
        return _to_caseworker(case, view, "A caseworker will talk with you about what you want.", flag, "SM-2.304", "SM-2.306")
    flags: tuple[Flag, ...] = ()
    if kind == "money_no_figure":
        words = "They want money but give no figure. Tell them the usual amounts, and ask if those would do."
        flags = (Flag("no_figure_given", words, ("SM-2.316", "SM-2.317")),)
    words = "What you want is the kind of thing that we can ask an organisation for."
    return Finding(GATE, "met", words, ("SM-2.296", "SM-2.306", "SM-2.312"), "legal", flags=flags, **_advice(case, view))


def _to_caseworker(case: Case, view: View, words: str, flag: Flag, *cites: str) -> Finding:
    """A finding that a person has to settle: it goes on, with what they should look at."""
    paragraphs = tuple(dict.fromkeys(cites))
    return Finding(GATE, "cannot_tell", words, paragraphs, "legal", flags=(flag,), **_advice(case, view))


def _advice(case: Case, view: View) -> dict[str, Any]:
    """Where going to court is in question and no action was taken yet: that a limit may run, and who gives free advice."""
    rule = case.authority.legal_remedy
    in_question = case.complaint.outcome_kind in ONLY_A_COURT or not rule.ask_when_signals.isdisjoint(case.signals)
    if not in_question or stage_of(view.issue) not in (None, "not_taken", "considering"):
        return {}
    names = (*rule.advice, *rule.advice_by_procedure.get(view.procedure or "", ()))
    return {"signposts": case.authority.signposts_for(*names), "next_steps": (_LIMIT,)}
