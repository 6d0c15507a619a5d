// What is around the talk, and stays in sight: the title, the way out, a person's number, how much is left.
import { button, h } from "./dom";
import { spoken, tel } from "./spoken";
import type { About } from "./api";
import type { Talk } from "./talk";
import type { Words } from "./words";

export const SHORT = "(max-height: 30em)"; // then nearly everything scrolls: styles.css
export const SMALL = `(max-width: 40em), ${SHORT}`;

interface Acts {
  leave: () => void;
  resize: () => void;
  close: () => void;
}

export class Frame {
  readonly heading = h("h2", { id: "title", tabindex: "-1" });
  readonly reference = h("div", { class: "reference", tabindex: "-1", hidden: true });
  readonly sizer: HTMLButtonElement;
  readonly element: HTMLElement;
  private readonly person = h("span", { class: "person" });
  private readonly exit: HTMLButtonElement;
  private readonly exitHint = h("p", { id: "exit-hint", class: "hint exit-hint", role: "status" });
  private readonly closer: HTMLButtonElement;
  private readonly progress = h("p", { class: "progress", id: "progress" });
  private readonly notes = h("div", { id: "notes" });
  private readonly typing = h("p", { class: "typing", "aria-hidden": "true" });
  private readonly scroller: HTMLElement;

  /** `hasTools`: can it be made larger and closed, as a panel can? The log stands first, the rest after it. */
  constructor(acts: Acts, hasTools: boolean, log: HTMLElement, ...rest: HTMLElement[]) {
    this.exit = button("", acts.leave, { class: "exit", id: "exit", "aria-describedby": "exit-hint" });
    this.sizer = button("", acts.resize, { class: "tool", id: "larger" });
    this.closer = button("", acts.close, { class: "tool", id: "close" });
    const header = h(
      "header",
      {},
      h("div", { class: "bar" }, this.heading, ...(hasTools ? [this.sizer, this.closer] : [])),
      h("div", { class: "bar exit-bar" }, this.exit, this.person),
      this.exitHint,
    );
    this.scroller = h("div", { class: "scroll" }, this.notes, log, this.typing, this.reference, ...rest);
    this.element = h("section", { class: "frame", "aria-labelledby": "title", lang: "en" }, header, this.progress, this.scroller);
  }

  /** Whose telephone number it is, and in which language we speak, once we know it. */
  introduce(about: About, words: Words): void {
    this.person.replaceChildren(`${words.of("person")}: `, tel(about.phone));
    this.element.lang = about.language;
    this.notes.replaceChildren(...about.notes.map((note) => h("p", { class: "hint" }, note)));
  }

  tellExit(text: string): void {
    this.exitHint.textContent = text;
  }

  label(words: Words, isWhole: boolean, isKnown: boolean): void {
    this.heading.textContent = words.of("title");
    this.exit.textContent = words.of("exit");
    this.exitHint.textContent = words.of("exit_hint");
    this.closer.textContent = words.of("close");
    this.sizer.textContent = words.of(isWhole ? "smaller" : "larger");
    this.sizer.hidden = window.matchMedia(SMALL).matches || !isKnown;
  }

  show(talk: Talk, words: Words): void {
    const left = talk.isOpen ? (talk.latest?.questions_left ?? null) : null;
    this.progress.textContent = left === null ? "" : words.of(left === 1 ? "left_one" : "left", { number: String(left) });
    this.typing.textContent = talk.isBusy && !talk.pending?.stuck ? words.of("typing") : "";
    this.typing.classList.toggle("dots", talk.isBusy);
    const reference = talk.latest?.reference;
    this.reference.hidden = !reference;
    if (reference && this.reference.lang + (this.reference.dataset["reference"] ?? "") !== words.language + reference) {
      this.reference.replaceChildren(...spoken(words.of("reference", { reference })));
      [this.reference.dataset["reference"], this.reference.lang] = [reference, words.language];
    }
  }

  /** To the beginning of what is new, below what stays in sight. Never moves the page around us. */
  scrollToStart(item: HTMLElement): void {
    const isShort = window.matchMedia(SHORT).matches;
    const box = isShort ? this.element : this.scroller;
    const covered = isShort ? (this.exit.parentElement?.offsetHeight ?? 0) : 0;
    box.scrollTop += item.getBoundingClientRect().top - box.getBoundingClientRect().top - covered - 8;
  }

  scrollToEnd(): void {
    const box = window.matchMedia(SHORT).matches ? this.element : this.scroller;
    box.scrollTop = box.scrollHeight;
  }
}
