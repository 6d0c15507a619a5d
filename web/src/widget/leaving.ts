// The ways off this page: at once, and covered, to somewhere harmless; to the form; and by mistake, of which the browser warns.
import { h } from "./dom";
import { QuickExit } from "./exit";
import type { Talk } from "./talk";
import type { Words } from "./words";

const ELSEWHERE = "https://www.bbc.co.uk/weather"; // where GOV.UK's own "Exit this page" goes

interface Around {
  talk: () => Talk | null;
  words: () => Words;
  isSaved: () => boolean;
  /** Says how many presses are left. */
  tell: (text: string) => void;
  /** Where 'Leave this page' goes, if the page says so. */
  elsewhere: () => string | null;
  service: () => string;
}

export class Leaving {
  readonly veil = h("dialog", { class: "veil" });
  private isLeaving = false;
  private readonly exit = new QuickExit(
    (left) => this.around.tell(this.around.words().of(left === 1 ? "exit_one_more" : "exit_more", { number: String(left) })),
    () => this.atOnce(),
  );

  constructor(private readonly around: Around) {}

  /** Listens for the keys that leave at once, from the time the chat is open. */
  watch(): void {
    this.exit.watch();
  }

  start(): void {
    window.addEventListener("beforeunload", this.warn);
  }

  stop(): void {
    this.exit.stop();
    window.removeEventListener("beforeunload", this.warn);
  }

  atOnce(): void {
    this.isLeaving = true;
    this.veil.setAttribute("aria-label", this.around.words().of("exit_leaving"));
    this.veil.showModal();
    document.title = "";
    this.around.talk()?.forget();
    window.location.replace(this.around.elsewhere() ?? ELSEWHERE);
  }

  async toForm(): Promise<void> {
    const talk = this.around.talk();
    let path = "/form";
    try {
      path = talk?.latest && !talk.isOver ? (await talk.api.formLink()).path : path;
    } catch {
      // without a link the form still opens: with the answers where the browser has them, else from the start
    }
    this.isLeaving = true;
    window.location.assign(this.around.service() + path);
  }

  /** What was said and not saved ends with the page: the browser asks first. */
  private readonly warn = (event: BeforeUnloadEvent): void => {
    const talk = this.around.talk();
    const hasUnsaved = Boolean(talk?.isOpen && (talk.hasSaid || talk.pending)) && !this.around.isSaved();
    if (hasUnsaved && !this.isLeaving) {
      event.preventDefault();
    }
  };
}
