"""What can be measured on a page as it is drawn: does it fit, is anything cut off, are targets large enough."""

from __future__ import annotations

from playwright.sync_api import Page

PHONE = {"width": 320, "height": 640}
AT_400_PERCENT = {"width": 320, "height": 256}  # what is left of a 1280 by 1024 window at 400 %
LARGE = {"width": 1280, "height": 1024}
SPACING = """* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-bottom: 2em !important}"""

_LABEL = """element => {
    const words = (element.innerText || element.value || "").trim().slice(0, 40);
    return `${element.tagName.toLowerCase()}${element.id && "#" + element.id}.${element.classList[0] ?? ""} '${words}'`;
  }"""

# What sticks out to the right, unless it scrolls by itself, as a wide table may.
_SIDEWAYS = f"""() => {{
  const label = {_LABEL}, width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(element =>
    element.getBoundingClientRect().right > width + 1 && !element.closest("[role=region][tabindex='0']"));
  const all = document.documentElement.scrollWidth;
  return [`the page is ${{all}} px wide on a screen of ${{width}}`, ...wide.slice(0, 5).map(label)];
}}"""

# What scrolls sideways by itself, inside a page that does not.
_SCROLLS = f"""() => {{
  const label = {_LABEL};
  return [...document.querySelectorAll("[role=region], .redress-table")].filter(
    element => element.scrollWidth > element.clientWidth + 1).map(element => `${{label(element)}} scrolls sideways`);
}}"""

# Words that are broken within, though no word is wider than its box has to be.
_BROKEN = """where => {
  const found = [];
  for (const box of document.querySelectorAll(where)) {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const word of text.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) found.push(word[0]);
      }
    }
  }
  return found;
}"""

# Text that its own box hides: the box does not scroll, and is smaller than what is in it.
_CUT_OFF = f"""() => {{
  const label = {_LABEL};
  return [...document.body.querySelectorAll("*")].filter(element => {{
    if (element.closest(".govuk-visually-hidden") || element.matches("textarea, input, svg *, select")) return false;
    const style = getComputedStyle(element), own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || style.display === "inline" || style.visibility === "hidden" || !element.getClientRects().length) return false;
    if (element.clientWidth <= 1 || style.clipPath !== "none") return false;
    const hides = overflow => ["hidden", "clip"].includes(overflow);
    return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
  }}).map(label);
}}"""

# WCAG 2.5.8: 24 by 24 CSS px, or a circle of 24 px around its middle that meets no other target; links in a sentence are free.
_SMALL = f"""() => {{
  const label = {_LABEL};
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const unseen = ".govuk-visually-hidden, .govuk-skip-link";
  const seen = [...document.querySelectorAll(all)].filter(
    element => element.checkVisibility({{visibilityProperty: true}}) && !element.closest(unseen));
  const boxes = seen.map(element => [element, element.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
  const inSentence = element => element.tagName === "A" && getComputedStyle(element).display === "inline" &&
    [...element.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 1);
  const small = boxes.filter(([element, box]) => (box.width < 24 || box.height < 24) && !inSentence(element));
  return small.filter(([element, box]) => {{
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return boxes.some(([other, area]) => {{
      if (other === element || other.contains(element) || element.contains(other)) return false;
      const dx = Math.max(area.left - x, 0, x - area.right), dy = Math.max(area.top - y, 0, y - area.bottom);
      const isSmall = area.width < 24 || area.height < 24;
      const ox = area.left + area.width / 2 - x, oy = area.top + area.height / 2 - y;
      return Math.hypot(dx, dy) < 12 || (isSmall && Math.hypot(ox, oy) < 24);
    }});
  }}).map(([element, {{width, height}}]) =>
    `${{label(element)}} is ${{width.toFixed()}} by ${{height.toFixed()}} px, too near another`);
}}"""

_SPACE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
_MOVING = """() => {
  const seconds = list => Math.max(...list.split(",").map(one => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)));
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      const moves = style.animationName !== "none" && seconds(style.animationDuration) > 0.01;
      if (moves || seconds(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth") {
        found.push(`${element.tagName} ${element.className} ${part ?? ""}`);
      }
    }
  }
  return found;
}"""


def sideways(page: Page) -> list[str]:
    """Why the page must be scrolled sideways; empty when it need not."""
    return list(page.evaluate(_SIDEWAYS))


def scrolls(page: Page) -> list[str]:
    """What has to be scrolled sideways within the page."""
    return list(page.evaluate(_SCROLLS))


def broken(page: Page, where: str) -> list[str]:
    """The words that are broken within, in what a selector finds."""
    return list(page.evaluate(_BROKEN, where))


def cut_off(page: Page) -> list[str]:
    """Text that cannot be read because its box hides a part of it."""
    return list(page.evaluate(_CUT_OFF))


def small_targets(page: Page) -> list[str]:
    """What is too small to be hit, and too near something else."""
    return list(page.evaluate(_SMALL))


def moving(page: Page) -> list[str]:
    """What is animated, or would be on a change."""
    return list(page.evaluate(_MOVING))


def space_text(page: Page) -> None:
    """Spaces the text as WCAG 1.4.12 lets people do."""
    page.evaluate(_SPACE, SPACING)


def unspace_text(page: Page) -> None:
    """Takes the spacing back."""
    page.evaluate(_SPACE, "")
