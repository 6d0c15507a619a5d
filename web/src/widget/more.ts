// What else one can do beside talking: use the form, save, take a copy, add a file, begin anew.
import { Refused, type About } from "./api";
import { download, transcript } from "./copy";
import { button, h } from "./dom";
import type { Talk } from "./talk";
import type { Words } from "./words";

export interface Around {
  talk: () => Talk | null;
  words: () => Words;
  about: () => About | null;
  isSimpler: () => boolean;
  origin: string;
  say: (text: string) => void;
  toForm: () => void;
  startAgain: () => void;
  speak: (language: string) => void;
  simplify: () => void;
}

export class More {
  private readonly summary = h("summary", {});
  private readonly list = h("ul", {});
  private readonly panel = h("div", {});
  private readonly notKept = h("p", { class: "hint" });
  readonly element = h("details", { class: "more" }, this.summary, this.notKept, this.list, this.panel);
  isSaved = false;
  private shown = "";

  constructor(private readonly around: Around) {
    this.element.addEventListener("toggle", () => this.element.open && void this.refresh());
  }

  show(): void {
    const words = this.around.words();
    const talk = this.around.talk();
    this.summary.textContent = words.of("more");
    this.element.hidden = !talk?.latest && !talk?.failed; // not there, only to be pushed away by the greeting
    const features = talk?.features ?? {};
    const isOpen = Boolean(talk?.isOpen);
    const key = JSON.stringify([features, isOpen, talk?.messages.length === 0, words.of("more"), words.language, this.around.isSimpler()]);
    if (key === this.shown) {
      return; // the same buttons stay, and the focus on them
    }
    this.shown = key;
    this.notKept.hidden = !isOpen || !features["save"];
    this.notKept.textContent = words.of("not_kept");
    const rows = [
      button(words.of("form"), this.around.toForm, { class: "link", id: "to-form" }),
      isOpen && features["evidence"] && this.filePicker(words),
      isOpen && features["save"] && button(words.of("save"), () => this.askWhere(), { class: "link" }),
      talk && talk.messages.length > 0 && button(words.of("download"), () => void this.copy(), { class: "link" }),
      features["save"] && h("a", { href: `${this.around.origin}/resume`, target: "_blank", rel: "noopener" }, words.of("resume")),
      isOpen && words.of("simpler") && this.simplifier(words),
      ...this.languages(words),
      talk && !isOpen && button(words.of("start_again"), this.around.startAgain, { class: "link" }),
    ];
    this.list.replaceChildren(...rows.filter((row) => row instanceof HTMLElement).map((row) => h("li", {}, row)));
  }

  /** To what opens and closes this, after a press that drew its buttons anew. */
  focus(): void {
    this.summary.focus({ preventScroll: true });
  }

  private simplifier(words: Words): HTMLElement {
    const name = this.around.isSimpler() ? "usual" : "simpler";
    return button(words.of(name), () => this.around.simplify(), { class: "link", id: "simpler" });
  }

  private languages(words: Words): HTMLElement[] {
    const others = (this.around.about()?.languages ?? []).filter((one) => one.code !== words.language);
    return others.map((one) => button(one.name, () => this.around.speak(one.code), { class: "link", lang: one.code, id: `speak-${one.code}` }));
  }

  /** What can be done may change on the way, say once the person has agreed that we keep things. */
  private async refresh(): Promise<void> {
    const talk = this.around.talk();
    const now = await talk?.api.read().catch(() => null);
    if (talk && now && JSON.stringify(now.features) !== JSON.stringify(talk.features)) {
      talk.features = now.features;
      this.show();
    }
  }

  private async copy(): Promise<void> {
    const talk = this.around.talk();
    if (talk) {
      const words = this.around.words();
      const whole = await talk.api.read().catch(() => null);
      const text = transcript(whole?.messages ?? talk.messages, talk.latest?.reference ?? null, this.around.about()?.office ?? "", words);
      download(text, `${words.of("copy_file")}.txt`);
    }
  }

  private askWhere(): void {
    const words = this.around.words();
    const input = h("input", { id: "contact", name: "contact", autocomplete: "email", spellcheck: "false" });
    const problem = h("p", { id: "contact-error", class: "error", role: "alert" });
    input.setAttribute("aria-describedby", "contact-hint contact-error");
    const form = h(
      "form",
      { id: "save", novalidate: true },
      h("label", { for: "contact" }, words.of("save_contact")),
      h("p", { id: "contact-hint", class: "hint" }, words.of("save_hint")),
      problem,
      input,
      h("div", { class: "row" }, h("button", { type: "submit" }, words.of("save_send")), button(words.of("cancel"), () => this.put(), { class: "link" })),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.save(input, problem);
    });
    this.put(form);
    input.focus();
  }

  private async save(input: HTMLInputElement, problem: HTMLElement): Promise<void> {
    const words = this.around.words();
    problem.textContent = "";
    try {
      const saved = await this.around.talk()?.api.save(input.value);
      this.isSaved = true;
      this.put();
      const day = saved ? new Date(saved.last_day).toLocaleDateString(words.locale, { dateStyle: "long" }) : "";
      this.around.say(words.of("saved", { day }));
    } catch (error) {
      problem.textContent = error instanceof Refused && error.detail ? error.detail : words.of("no_start");
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  }

  private filePicker(words: Words): HTMLElement {
    const input = h("input", { type: "file", id: "file" });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) {
        void this.addFile(file);
      }
      input.value = "";
    });
    return h("div", {}, h("label", { for: "file" }, words.of("file")), input);
  }

  /** A file goes again by itself on a bad line: the service knows by its content that it has it. */
  private async addFile(file: File): Promise<void> {
    const words = this.around.words();
    this.around.say(words.of("file_sending", { name: file.name }));
    for (let tries = 0; ; tries += 1) {
      try {
        const kept = await this.around.talk()?.api.addFile(file);
        this.around.say(words.of(kept?.scanned === true ? "file_sent" : "file_not_scanned", { name: kept?.name ?? file.name }));
        return;
      } catch (problem) {
        const refused = problem instanceof Refused && !problem.isPassing;
        if (refused || tries === 4) {
          const why = problem instanceof Refused ? problem.detail : "";
          this.around.say(words.of("file_failed", { name: file.name, why }));
          return;
        }
        await new Promise((resolve) => window.setTimeout(resolve, 1000 * 2 ** tries));
      }
    }
  }

  private put(...parts: HTMLElement[]): void {
    this.panel.replaceChildren(...parts);
    if (!parts.length) {
      this.summary.focus();
    }
  }
}
