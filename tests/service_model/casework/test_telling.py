"""What is still to be told before a case closes, whichever heading asks for it."""

from __future__ import annotations

from service_model.casework.telling import not_all_told, still_to_tell
from service_model.duties import Duty

LETTER = Duty("letter", "Write to the complainant.", "policy", ("SM-2.104",), to=("complainant",))
NOTICE = Duty("notice", "Tell the advocate.", "legal", ("SM-2.93",), to=("advocate",))
BOTH = Duty("notice", "Tell the two.", "policy", ("SM-2.198",), to=("organisation", "second_tier"))
BY_JUDGEMENT = Duty("copy", "Send a copy.", "guidance", ("SM-3.112",), to=("representative",), must=False)


def test_telling_is_no_letter_and_a_letter_tells() -> None:
    assert still_to_tell([LETTER, NOTICE], told=("complainant",), letters=("letter",)) == (LETTER, NOTICE)
    assert still_to_tell([LETTER, NOTICE], written_to=("complainant", "advocate"), letters=("letter",)) == ()


def test_everyone_a_step_is_addressed_to_has_to_hear_and_judgement_holds_nothing_open() -> None:
    assert still_to_tell([BOTH, BY_JUDGEMENT], told=("organisation",)) == (BOTH,)
    assert still_to_tell([BOTH, BY_JUDGEMENT], told=("organisation", "second_tier")) == ()


def test_every_step_that_is_missing_is_named_and_the_law_outweighs_the_policy() -> None:
    refused = not_all_told("may_close", (LETTER, NOTICE))
    assert (refused.status, refused.kind, refused.paragraphs) == ("not_met", "legal", ("SM-2.104", "SM-2.93"))
    assert "Write to the complainant. Tell the advocate." in refused.reason
