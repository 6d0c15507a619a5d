// The element itself: puts the parts together, and draws them anew whenever there is something new to show.
import { Answer } from "./answer";
import { Api, type About, type Said } from "./api";
import { h } from "./dom";
import { Frame } from "./frame";
import { Leaving } from "./leaving";
import { Log } from "./log";
import { More } from "./more";
import { Notice } from "./notice";
import { Panel } from "./panel";
import css from "./styles.css?inline";
import { Talk } from "./talk";
import { Words } from "./words";

export class RedressChat extends HTMLElement {
  /** Where the script came from, and so where the service is. */
  static origin = "";

  private words = new Words();
  private about: About | null = null;
  private talk: Talk | null = null;
  private panel: Panel | null = null;
  private language = ""; // chosen here; else the page's
  private simpler = ""; // which simpler words: easy, young

  private readonly outside = h("p", { class: "unseen", role: "status" });
  private readonly log = new Log();
  private readonly notice = new Notice();
  private readonly answer = new Answer(this.words, (said, text, pressed) => this.say(said, text, pressed));
  private frame!: Frame;
  private more!: More;
  private readonly leaving = new Leaving({
    talk: () => this.talk,
    words: () => this.words,
    isSaved: () => this.more.isSaved,
    tell: (text) => this.tellExit(text),
    elsewhere: () => this.getAttribute("exit-url"),
    service: () => this.service,
  });

  connectedCallback(): void {
    if (!this.shadowRoot) {
      this.build();
    }
    if (this.isPage) {
      this.begin();
    }
    this.leaving.start();
  }

  disconnectedCallback(): void {
    this.leaving.stop();
  }

  /** Opens the chat. Nothing is sent to the service before. */
  open(): void {
    if (this.isPage) {
      this.begin();
      this.opened();
    } else {
      this.panel?.open();
    }
  }

  /** Closes the panel; the talk stays as it is. */
  close(): void {
    this.panel?.dialog.close();
  }

  private get isPage(): boolean {
    return this.getAttribute("mode") === "page";
  }

  private get service(): string {
    return new URL(this.getAttribute("service") ?? RedressChat.origin).origin;
  }

  /** Which language to ask for: chosen here, else the page's; empty leaves it to the browser. */
  private get wanted(): string {
    return this.language || (this.closest<HTMLElement>("[lang]")?.lang ?? "");
  }

  private build(): void {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    this.simpler = this.getAttribute("words") ?? "";
    const [toForm, startAgain] = [() => void this.leaving.toForm(), () => this.startAgain()];
    this.more = new More({
      talk: () => this.talk,
      words: () => this.words,
      about: () => this.about,
      isSimpler: () => this.simpler.includes("easy"),
      origin: this.service,
      say: (text) => this.notice.say(text),
      toForm,
      startAgain,
      speak: (language) => void this.speak(language),
      simplify: () => this.simplify(),
    });
    this.notice.on({ retry: () => void this.retry(), form: toForm, again: startAgain });
    const acts = { leave: () => this.leaving.atOnce(), resize: () => this.resize(), close: () => this.close() };
    const parts = [this.notice.element, this.answer.element, this.more.element];
    this.frame = new Frame(acts, !this.isPage, this.log.element, ...parts);
    root.append(h("slot"), h("div", { class: "widget" }, ...this.shown(), this.outside, this.leaving.veil));
    this.draw();
  }

  private shown(): HTMLElement[] {
    if (this.isPage) {
      return [this.frame.element];
    }
    this.panel = new Panel(this.frame.element, {
      opened: () => this.opened(),
      closed: () => this.dispatchEvent(new CustomEvent("redress-close", { bubbles: true })),
    });
    const label = this.getAttribute("label");
    this.panel.launcher.textContent = label ?? this.words.of("launch");
    if (!label) {
      this.panel.launcher.lang = "en";
    }
    return [this.panel.launcher, this.panel.dialog];
  }

  private opened(): void {
    this.begin();
    this.draw();
    this.frame.heading.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent("redress-open", { bubbles: true }));
  }

  private resize(): void {
    this.panel?.resize();
    this.draw();
    this.frame.sizer.focus();
  }

  private begin(): void {
    this.leaving.watch();
    if (!this.talk) {
      const voice = { language: () => this.wanted, simpler: () => this.simpler };
      this.talk = new Talk(new Api(this.service, voice), () => this.draw());
      void this.start(this.talk);
    }
  }

  private async start(talk: Talk): Promise<void> {
    if (!this.about) {
      await this.learn(talk.api);
    }
    if (this.talk === talk) {
      await talk.start();
    }
  }

  /** Asks for the words around the talk. */
  private async learn(api: Api): Promise<void> {
    const about = await api.about().catch(() => null);
    if (about) {
      this.about = about;
      this.words = new Words(about.words, about.language);
      this.frame.introduce(about, this.words);
    }
  }

  private async speak(language: string): Promise<void> {
    this.language = language;
    if (this.talk) {
      await this.learn(this.talk.api);
      this.draw();
      this.more.focus();
    }
  }

  /** From the next answer on. What was said stays as it was said. */
  private simplify(): void {
    this.simpler = this.simpler.includes("easy") ? this.simpler.replace(/easy/g, "").trim() : `easy ${this.simpler}`.trim();
    this.draw();
    this.more.focus();
  }

  private startAgain(): void {
    this.talk?.forget();
    this.talk = null;
    this.begin();
    this.draw();
    this.frame.heading.focus();
  }

  private async retry(): Promise<void> {
    const talk = this.talk;
    if (talk && !talk.latest) {
      await this.start(talk);
    } else {
      await talk?.retry();
    }
    this.focusWhereItGoesOn(true);
  }

  private async say(said: Said, text: string, pressed: boolean): Promise<boolean> {
    const talk = this.talk;
    if (!talk || talk.pending || talk.isBusy) {
      this.notice.say(this.words.of("still_sending"));
      return false;
    }
    this.notice.say("");
    await talk.say(said, text);
    if (talk.error && !pressed) {
      this.answer.giveBack(text);
    } else if (talk === this.talk && this.hasFocus) {
      this.focusWhereItGoesOn(pressed);
    }
    return true;
  }

  /** To the answer that is due; when there is none any more, to the reference, or to the beginning. */
  private focusWhereItGoesOn(pressed: boolean): void {
    if (!this.answer.element.hidden) {
      this.answer.focus(pressed);
    } else {
      const { reference, heading } = this.frame;
      (reference.hidden ? heading : reference).focus({ preventScroll: true });
    }
  }

  /** The focus is ours to move only while it is in the chat, or was on a button that is gone. */
  private get hasFocus(): boolean {
    return document.activeElement === this || document.activeElement === document.body;
  }

  private tellExit(text: string): void {
    if (this.panel && !this.panel.isOpen) {
      this.outside.textContent = text;
    } else {
      this.frame.tellExit(text);
    }
  }

  private draw(): void {
    const { words, talk, frame } = this;
    frame.label(words, this.panel?.isWhole ?? false, this.about !== null);
    if (!talk) {
      return;
    }
    frame.show(talk, words);
    const first = this.log.show(talk, words);
    this.notice.show(talk, words);
    this.answer.show(talk, words);
    this.more.show();
    if (first) {
      frame.scrollToStart(first);
    } else if (talk.pending) {
      frame.scrollToEnd();
    }
  }
}
