// The transcript: messages are added at the end, so that a screen reader hears each once.
import { h } from "./dom";
import { spoken } from "./spoken";
import type { Message } from "./api";
import type { Pending, Talk } from "./talk";
import type { Words } from "./words";

export class Log {
  private readonly list = h("ol", { id: "chat-log" });
  readonly element: HTMLElement;
  private readonly title = h("h3", { id: "log-title", class: "unseen" });
  private shown: Message[] = [];
  private echo: HTMLElement | null = null;

  constructor() {
    this.element = h(
      "div",
      { role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-labelledby": "log-title" },
      this.title,
      this.list,
    );
  }

  /** Makes the list what was said. Returns the first new message of the assistant. */
  show(talk: Talk, words: Words): HTMLElement | null {
    this.title.textContent = words.of("log");
    if (this.shown.some((message, place) => talk.messages[place] !== message)) {
      this.list.replaceChildren();
      [this.shown, this.echo] = [[], null];
    }
    let first: HTMLElement | null = null;
    for (const message of talk.messages.slice(this.shown.length)) {
      const item = this.item(message, words, this.shown.at(-1)?.sender === message.sender);
      if (message.sender === "person" && this.echo) {
        this.echo.replaceWith(item); // what was typed is shown already: the same words are not announced twice
        this.echo = null;
      } else {
        this.list.append(item);
      }
      this.shown.push(message);
      if (message.sender === "assistant") {
        first ??= item;
      }
    }
    this.showPending(talk.pending, words);
    return first;
  }

  private showPending(pending: Pending | null, words: Words): void {
    if (!pending) {
      this.echo?.remove();
      this.echo = null;
      return;
    }
    if (!this.echo) {
      const said: Message = { sender: "person", text: pending.text, at: pending.at, buttons: [], kind: "talk", delivered: true, seq: 0 };
      this.echo = this.item(said, words, false);
      this.list.append(this.echo);
    }
    this.echo.classList.toggle("waiting", pending.stuck);
    const state = this.echo.querySelector(".state");
    if (pending.stuck && !state) {
      this.echo.append(h("span", { class: "state" }, words.of("not_sent")));
    }
  }

  private item(message: Message, words: Words, follows: boolean): HTMLElement {
    const isPerson = message.sender === "person";
    const at = message.at ? new Date(message.at) : null;
    return h(
      "li",
      {
        class: `redress-message redress-message--${message.sender} ${message.kind}`,
      },
      h("span", { class: follows ? "unseen" : "who" }, words.of(isPerson ? "you" : "us")),
      ...(isPerson ? [h("div", { class: "verbatim", dir: "auto" }, message.text)] : spoken(message.text, words.english)),
      at && h("time", { datetime: at.toISOString() }, at.toLocaleTimeString(words.locale, { hour: "2-digit", minute: "2-digit" })),
    );
  }
}
