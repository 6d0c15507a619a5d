// What the assistant said, as paragraphs, lists and links: the same reading as intake_api/conversations/rendering.py.
import { h } from "./dom";

const LINKED =
  /((?<![\w@])(?:https?:\/\/|www\.)[\w./#?=%~-]*[\w/]|(?<![\w@./-])(?:[\w-]+\.)+(?:uk|org|com|net)(?:\/[\w./#?=%~-]*[\w/])?(?![\w@-]))|((?<![\w/.-])(?:999|101|111|116 123|85258|0\d{2,4}(?: ?\d{2,4}){1,3})(?![\w/-]))/g;
const BULLET = /^\s*[-*•]\s+/;
const TEXTS = "85258"; // the number that takes text messages

/** Blank lines make paragraphs, dashes make lists, numbers and addresses become links. `attributes` go on each part. */
export function spoken(text: string, attributes: { lang?: string } = {}): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (const block of text.trim().split(/\n\s*\n/)) {
    let list: HTMLElement | null = null;
    let paragraph: HTMLElement | null = null;
    for (const line of block.split("\n")) {
      if (BULLET.test(line)) {
        paragraph = null;
        if (!list) {
          parts.push((list = h("ul", attributes)));
        }
        list.append(h("li", {}, ...linked(line.replace(BULLET, ""))));
      } else if (line.trim()) {
        list = null;
        if (paragraph) {
          paragraph.append(h("br"), ...linked(line));
        } else {
          parts.push((paragraph = h("p", attributes, ...linked(line))));
        }
      }
    }
  }
  return parts;
}

/** A telephone number that a mobile can call. */
export function tel(number: string): HTMLAnchorElement {
  const scheme = number === TEXTS ? "sms" : "tel";
  return h("a", { href: `${scheme}:${number.replace(/\D/g, "")}` }, number);
}

function linked(line: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const found of line.matchAll(LINKED)) {
    parts.push(line.slice(end, found.index));
    const page = found[1];
    const target = page && (page.startsWith("http") ? page : `https://${page}`);
    parts.push(target && page ? h("a", { href: target, target: "_blank", rel: "noreferrer" }, page) : tel(found[0]));
    end = found.index + found[0].length;
  }
  parts.push(line.slice(end));
  return parts.filter((part) => part !== "");
}
