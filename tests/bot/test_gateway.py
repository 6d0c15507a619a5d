"""The cell's door, tried on the running Rasa with the real action server."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.conftest import ROOT, Cell, environment

AGREE = '/provide_info{"answer":"true"}'
STORY = "The surgery lost my blood tests in March and nobody told me, so my treatment started late."


def body(**changes: object) -> bytes:
    """A turn as the gateway sends it."""
    return json.dumps({"sender": "c1", "message": "hello", "state": None, "metadata": {}, **changes}).encode()


def test_a_conversation_begins_with_the_greeting_and_asks_for_consent(cell: Cell) -> None:
    reply = cell.turn("/start_intake")
    assert [row.get("name") for row in reply.body["messages"]] == ["utter_greet", "utter_ask_consent_to_process"]
    assert reply.state["active_loop"] == "intake_form"
    assert reply.state["slots"]["requested_slot"] == "consent_to_process"
    assert AGREE in [row["payload"] for row in reply.body["messages"][1]["buttons"]]


def test_a_turn_goes_on_where_the_state_left_off(cell: Cell) -> None:
    reply = cell.talk(AGREE)
    assert reply.state["slots"]["consent_to_process"] is True
    assert reply.state["slots"]["requested_slot"] == "story"
    reply = cell.turn(STORY, reply.state)
    assert reply.state["slots"]["story"] == STORY
    assert reply.state["slots"]["requested_slot"] != "story"


def test_a_question_in_the_middle_is_answered_and_the_question_asked_again(cell: Cell) -> None:
    before = cell.talk(AGREE, STORY)
    after = cell.turn("why do you need to know that?", before.state)
    assert after.state["slots"]["requested_slot"] == before.state["slots"]["requested_slot"]
    assert len(after.texts) == 2


def test_start_again_is_stronger_than_the_open_question(cell: Cell) -> None:
    reply = cell.turn("start again please", cell.talk(AGREE, STORY).state)
    assert reply.state["slots"]["requested_slot"] == "consent_to_process"
    assert "story" not in reply.state["slots"]


def test_nothing_is_remembered_between_turns(cell: Cell) -> None:
    cell.talk(AGREE, STORY)
    reply = cell.turn("/start_intake")
    assert "story" not in reply.state["slots"]


def test_a_killed_rasa_goes_on_with_the_saved_state(cell: Cell) -> None:
    before = cell.talk(AGREE)
    cell.rasa.stop()
    cell.rasa.start()
    after = cell.turn(STORY, before.state)
    assert after.state["slots"]["story"] == STORY


def test_without_the_action_server_the_turn_is_refused_and_can_be_taken_later(cell: Cell) -> None:
    before = cell.talk(AGREE)
    cell.actions.stop()
    try:
        refused = cell.turn(STORY, before.state)
    finally:
        cell.actions.start()
    assert refused.status == 503
    assert STORY not in json.dumps(refused.body)
    assert cell.turn(STORY, before.state).state["slots"]["story"] == STORY


def test_the_phone_hears_its_own_wording(cell: Cell) -> None:
    web, phone = cell.talk(AGREE), cell.talk(AGREE, channel="phone")
    assert "\n\nNote:" in phone.texts[-1]
    assert "Note:" not in web.texts[-1]


def test_the_whole_text_reaches_the_actions_when_the_message_was_cut(cell: Cell) -> None:
    whole = STORY + " It went on and on." * 200
    reply = cell.turn(whole[:2000], cell.talk(AGREE).state, full_text=whole)
    assert reply.state["slots"]["story"] == whole


@pytest.mark.parametrize("token", [None, "", "wrong", "a-token-for-tests-onl", "ä"])
def test_a_wrong_token_is_refused(cell: Cell, token: str | None) -> None:
    if token == "ä":
        token = token.encode().decode("latin-1")
    assert cell.post(body(), token=token).status == 403


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (b"{", "body"),
        (b"[]", "body"),
        (b"[" * 100_000, "body"),
        (b" " * 1_000_001, "body"),
        (body(sender=None), "sender"),
        (body(sender="x" * 201), "sender"),
        (body(message=""), "message"),
        (body(message=7), "message"),
        (body(message="x" * 2001), "message"),
        (body(state=[]), "state"),
        (body(state={"slots": []}), "state.slots"),
        (body(state={"slots": {"nonsense": 1}}), "state.slots.nonsense"),
        (body(state={"slots": {}, "active_loop": "other_form"}), "state.active_loop"),
        (body(metadata="x"), "metadata"),
        (body(metadata={"full_text": 1}), "metadata.full_text"),
        (body(metadata={"signals": {}}), "metadata.signals"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_answered_with_the_field_it_is_about(cell: Cell, sent: bytes, field: str) -> None:
    reply = cell.post(sent)
    assert reply.status == 400
    assert reply.body["errors"][0]["field"] == field


@pytest.mark.parametrize(
    "message",
    ["\x00\x07", "🙏🏽" * 500, "<script>alert(1)</script>", "'; DROP TABLE cases; --", "{story} {0} %s", "/nonsense{", "/"],
)
def test_hostile_text_is_just_text(cell: Cell, message: str) -> None:
    reply = cell.turn(message, cell.talk(AGREE).state)
    assert reply.status == 200
    assert reply.texts


def test_the_health_page_says_ready_on_both_channels(cell: Cell) -> None:
    for channel in ("web", "phone"):
        with urllib.request.urlopen(f"http://127.0.0.1:{cell.port}/webhooks/{channel}/health") as answer:
            assert json.loads(answer.read()) == {"ready": True}


def test_conversations_at_once_do_not_meet(cell: Cell) -> None:
    start = cell.talk(AGREE).state

    def tell(number: int) -> str:
        return cell.turn(f"Story number {number}: the clinic lost my notes and I was ill for weeks.", start).state["slots"][
            "story"
        ]

    with ThreadPoolExecutor(8) as pool:
        stories = list(pool.map(tell, range(24)))
    assert [row.split(":")[0] for row in stories] == [f"Story number {number}" for number in range(24)]


def test_a_turn_costs_the_same_at_the_fifth_and_the_sixtieth_message(cell: Cell) -> None:
    reply, seconds = cell.talk(AGREE, STORY), []
    for _ in range(60):
        begun = time.perf_counter()
        reply = cell.turn("why do you ask", reply.state)
        seconds.append(time.perf_counter() - begun)
    assert statistics.median(seconds[50:60]) < 1.5 * statistics.median(seconds[2:12])


def test_without_a_token_rasa_does_not_start() -> None:
    code = "from bot.channels.gateway import WebChannel; WebChannel.from_credentials(None)"
    env = {**environment(5055), "REDRESS_RASA_TOKEN": " "}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode != 0
    assert "REDRESS_RASA_TOKEN" in done.stderr


def test_no_log_holds_what_was_said_even_at_debug_level(cell: Cell) -> None:
    marked = "ZEBRAFISH"
    state = cell.talk(AGREE).state
    for message in (
        f"the hospital {marked} hurt me and nobody said sorry for it",
        f'/provide_info{{"answer":"{marked}"',
        f'/nonsense{{"a":"{marked}"}}',
        f"why {marked}?",
    ):
        cell.turn(message, state, full_text=f"{message} {marked}", signals=[{"name": marked}])
    cell.turn("hello", {"slots": {marked: marked}})
    log = cell.rasa.log.read_text(errors="replace")
    assert "debug at processor" in log
    assert marked not in log
