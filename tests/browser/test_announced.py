"""What a screen reader is told, read from the accessibility tree that Chromium hands to it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import keep
from tests.browser.person import Person

Node = dict[str, Any]


class Tree:
    """The accessibility tree of a page at one moment."""

    def __init__(self, browser: CDPSession) -> None:
        nodes = browser.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes: dict[str, Node] = {node["nodeId"]: node for node in nodes}

    def of_role(self, role: str) -> list[Node]:
        """The nodes of a role that are not hidden from a screen reader."""
        return [node for node in self.nodes.values() if node.get("role", {}).get("value") == role and not node.get("ignored")]

    def words(self, node: Node) -> str:
        """What is read out below a node."""
        own = node.get("name", {}).get("value", "") if node.get("role", {}).get("value") == "StaticText" else ""
        below = [self.words(self.nodes[child]) for child in node.get("childIds", []) if child in self.nodes]
        return " ".join(part for part in [own, *below] if part)

    def elements(self, node: Node) -> set[int]:
        """The elements of the page at and below a node."""
        below = [self.elements(self.nodes[child]) for child in node.get("childIds", []) if child in self.nodes]
        return {node.get("backendDOMNodeId", 0)}.union(*below)


def look(page: Page) -> Tree:
    """The tree as it is now."""
    browser = page.context.new_cdp_session(page)
    browser.send("Accessibility.enable")
    return Tree(browser)


def told(node: Node, name: str) -> Any:
    """A property of a node: live, busy, invalid ..."""
    return next((row["value"].get("value") for row in node.get("properties", []) if row["name"] == name), None)


def new_chat(page: Page) -> Person:
    page.goto("/chat")
    return Person(page)


def test_new_messages_come_into_a_live_log_that_stays_and_old_ones_are_not_read_again(page: Page) -> None:
    person = new_chat(page)
    before = look(page)
    [log] = before.of_role("log")
    assert told(log, "live") == "polite"
    assert log["name"]["value"].strip() == "Conversation"
    old = before.elements(log)
    person.answer_what_is_asked()
    after = look(page)
    [same] = after.of_role("log")
    assert same["backendDOMNodeId"] == log["backendDOMNodeId"]  # a log that is replaced is not read out
    assert old <= after.elements(same)  # what was there is still the same element, so it is not news
    assert person.latest().split("\n")[-1][:40] in after.words(same)
    assert before.words(log) != after.words(same)


def test_each_message_says_who_speaks(page: Page) -> None:
    new_chat(page).answer_what_is_asked()
    tree = look(page)
    [log] = tree.of_role("log")
    words = tree.words(log)
    assert words.startswith("Redress ")
    assert re.search(r"You said\s+\d+:\d\d[ap]m\s+Yes, I agree", words)


def test_that_an_answer_is_on_its_way_is_a_status_and_its_echo_is_not_read(page: Page) -> None:
    new_chat(page).answer_what_is_asked()
    waiting: list[Any] = []
    page.route("**/chat", lambda route: waiting.append(route))
    page.locator("#text").fill("They lost my notes")
    page.locator("#send").click()
    expect(page.locator("#chat-status")).to_have_text("Sending")
    tree = look(page)
    assert any(tree.words(node).startswith("Sending") for node in tree.of_role("status"))
    assert "They lost my notes" not in " ".join(tree.words(node) for node in tree.of_role("log"))
    [form] = [node for node in tree.nodes.values() if told(node, "busy")]
    assert not form.get("ignored")
    waiting[0].continue_()
    page.unroute("**/chat")
    expect(page.locator("#chat-form")).to_have_attribute("aria-busy", "false", timeout=60_000)
    tree = look(page)
    assert not any(tree.words(node).startswith("Sending") for node in tree.of_role("status"))


def test_that_an_answer_was_not_sent_is_told_in_the_status_that_was_there_before(page: Page) -> None:
    new_chat(page)
    statuses = {node["backendDOMNodeId"] for node in look(page).of_role("status")}
    page.route("**/chat", lambda route: route.abort())
    page.locator("#text").fill("They lost my notes")
    page.locator("#send").click()
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    tree = look(page)
    [said] = [node for node in tree.of_role("status") if "has not been sent" in tree.words(node)]
    assert said["backendDOMNodeId"] in statuses


def test_a_notice_comes_into_a_status_that_was_there_before(page: Page) -> None:
    person = new_chat(page)
    person.answer_what_is_asked()
    statuses = {node["backendDOMNodeId"] for node in look(page).of_role("status")}
    other = page.context.new_page()
    new_chat(other).answer_what_is_asked()
    person.say("An answer to the question before")
    tree = look(page)
    [said] = [node for node in tree.of_role("status") if "has gone on since" in tree.words(node)]
    assert said["backendDOMNodeId"] in statuses


def test_a_mistake_moves_the_focus_to_its_summary_and_the_box_says_that_it_is_wrong(page: Page) -> None:
    new_chat(page).say("")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    tree = look(page)
    assert any("Write your answer in the box" in tree.words(node) for node in tree.of_role("alert"))
    [box] = tree.of_role("textbox")
    assert told(box, "invalid") in ("true", True) or "Error" in box.get("description", {}).get("value", "")
    keep(page, "chat-mistake")
