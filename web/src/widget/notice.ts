// What must be known beside the talk: that it is slow, that a message has not gone yet, and the ways on.
import { button, h } from "./dom";
import { spoken } from "./spoken";
import type { Talk } from "./talk";
import type { Words } from "./words";

interface Ways {
  retry: () => void;
  form: () => void;
  again: () => void;
}

export class Notice {
  readonly element = h("div", { class: "notice", id: "chat-notice", role: "status" });
  private readonly spokenNow = h("div", { class: "said", hidden: true });
  private readonly standing = h("div", { hidden: true });
  private shown = "";
  private ways: Ways = { retry: () => undefined, form: () => undefined, again: () => undefined };

  constructor() {
    this.element.append(this.spokenNow, this.standing);
  }

  on(ways: Ways): void {
    this.ways = ways;
  }

  /** Something said once, such as that a file has arrived. Empty takes it away. */
  say(text: string): void {
    this.spokenNow.hidden = !text;
    this.spokenNow.replaceChildren(...(text ? spoken(text) : []));
  }

  /** How it stands with the service. Touched only when it changes, so that it is announced once. */
  show(talk: Talk, words: Words): void {
    const said = this.texts(talk, words);
    const ways = this.offer(talk);
    const key = [words.language, ...said, ...ways].join("|");
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    this.standing.hidden = said.length === 0;
    const buttons = ways.map((way) =>
      button(words.of({ retry: "try_again", form: "form", again: "start_again" }[way]), this.ways[way], {
        id: { retry: "try-again", form: "go-to-form", again: "start-again" }[way],
        class: "plain",
      }),
    );
    const parts = said.flatMap((text) => spoken(text, talk.notices.includes(text) ? words.english : {}));
    this.standing.replaceChildren(...parts, buttons.length ? h("div", { class: "row" }, ...buttons) : "");
  }

  private texts(talk: Talk, words: Words): string[] {
    if (talk.isOver) {
      return [words.of("over")];
    }
    if (talk.pending?.stuck) {
      return talk.notices.length ? talk.notices : [words.of(navigator.onLine ? "trying" : "offline")];
    }
    if (talk.isSlow) {
      return [words.of("slow")];
    }
    if (talk.failed) {
      return talk.notices.length ? talk.notices : [words.of("no_start")];
    }
    return talk.hasArrived ? [...talk.notices, words.of("back")] : talk.notices;
  }

  private offer(talk: Talk): (keyof Ways)[] {
    if (talk.isOver) {
      return ["again", "form"];
    }
    if (talk.pending?.stuck || talk.failed || (talk.isAway && talk.isOpen)) {
      return ["retry", "form"];
    }
    return talk.isSlow ? ["form"] : [];
  }
}
