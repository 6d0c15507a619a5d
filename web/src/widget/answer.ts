// Where a person answers: the buttons on offer, a box to write in, or day, month and year where a date is asked for.
import { DateFields } from "./date_fields";
import { button, h } from "./dom";
import type { Said } from "./api";
import type { Talk } from "./talk";
import type { Words } from "./words";

export class Answer {
  private readonly choices = h("div", { class: "choices-set" });
  private readonly own = h("div", {});
  private readonly area = h("div", { id: "chat-answer" }, this.choices, this.own);
  readonly element = h("form", { id: "chat-form", novalidate: true }, this.area);
  private readonly box = h("textarea", { id: "text", name: "text", rows: "3", autocomplete: "off", dir: "auto" });
  private readonly problem = h("p", { id: "text-error", class: "error", role: "alert" });
  private dates: DateFields | null = null;
  private inWords = false; // a date, in the person's own words
  private shownFor = "";

  /** `say` answers false when the message before is still on its way. */
  constructor(
    private words: Words,
    private readonly say: (said: Said, text: string, pressed: boolean) => Promise<boolean>,
  ) {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    // Enter starts a new line, because people tell long stories here. Ctrl + Enter sends.
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.element.requestSubmit();
      }
    });
  }

  /** What was typed and is not sent. */
  get typed(): string {
    return this.box.value;
  }

  show(talk: Talk, words: Words): void {
    this.words = words;
    this.element.hidden = !talk.isOpen;
    this.element.setAttribute("aria-busy", String(talk.isBusy || talk.pending !== null));
    const offered = talk.offered;
    const asked = `${words.language} ${talk.latest?.asked ?? ""} ${talk.messages.length} ${offered.map((one) => one.payload).join(" ")}`;
    if (asked !== this.shownFor && !talk.pending) {
      this.shownFor = asked;
      this.inWords = false;
      this.offer(offered);
      this.layOut(talk.latest?.asked_kind === "date");
    } else if (talk.pending) {
      this.offer([]);
      this.shownFor = "";
    }
    this.problem.textContent = talk.error;
    this.box.toggleAttribute("data-wrong", Boolean(talk.error));
    this.box.setAttribute("aria-invalid", String(Boolean(talk.error)));
  }

  /** To the first answer on offer after a button was pressed, else to where one writes. */
  focus(pressed: boolean): void {
    const first = pressed ? this.choices.querySelector("button") : null;
    if (first) {
      first.focus({ preventScroll: true });
    } else if (this.dates) {
      this.dates.focus();
    } else {
      this.box.focus({ preventScroll: true });
    }
  }

  private offer(offered: { title: string; payload: string }[]): void {
    this.choices.replaceChildren();
    if (offered.length) {
      const buttons = offered.map((one) =>
        button(one.title, () => void this.say({ choice: one.payload }, one.title, true), { class: "choice" }),
      );
      const legend = h("legend", { class: "unseen" }, this.words.of("choose"));
      this.choices.append(h("fieldset", {}, legend, h("div", { class: "choices", ...this.words.english }, ...buttons)));
    }
  }

  private layOut(isDate: boolean): void {
    const send = h("button", { type: "submit", id: "send" }, this.words.of("send"));
    this.dates = isDate && !this.inWords ? new DateFields(this.words) : null;
    const swap = isDate && button(this.words.of(this.inWords ? "date_fields" : "date_words"), () => this.swap(), { class: "link" });
    if (this.dates) {
      this.own.replaceChildren(this.dates.element, h("div", { class: "row" }, send, swap || ""));
      return;
    }
    const label = h("label", { for: "text" }, this.words.of("message"));
    this.box.setAttribute("aria-describedby", "text-error");
    this.own.replaceChildren(label, this.problem, this.box, h("div", { class: "row" }, send, swap || ""));
  }

  private swap(): void {
    this.inWords = !this.inWords;
    this.layOut(true);
    this.focus(false);
  }

  private async send(): Promise<void> {
    const text = this.dates ? this.dates.read() : this.box.value;
    if (text === null) {
      return; // the fields say what is wrong
    }
    if (!text.trim()) {
      this.problem.textContent = this.words.of("empty");
      this.box.setAttribute("aria-invalid", "true");
      this.box.focus();
      return;
    }
    const kept = this.box.value;
    this.box.value = "";
    const taken = await this.say({ text }, text, false);
    if (!taken) {
      this.box.value = kept;
    }
  }

  /** Gives back what could not be taken. */
  giveBack(text: string): void {
    this.inWords = true;
    this.dates = null;
    this.layOut(false);
    this.box.value = text;
    this.focus(false);
  }
}
