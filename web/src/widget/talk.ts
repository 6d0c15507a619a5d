// One talk: what was said, what is on its way, where it stands. Nothing typed is lost: a message keeps its number until the
// service has taken it, however often it is sent, and the service takes each number once.
import { Api, Refused, type Button, type Message, type Reply, type Said } from "./api";
import { Patience } from "./patience";

export interface Pending {
  id: string;
  said: Said;
  text: string;
  at: string;
  stuck: boolean;
}

const LOOK_AGAIN = 3_000; // for the reference of a complaint that could not be sent at once

export class Talk {
  messages: Message[] = [];
  features: Record<string, boolean> = {};
  latest: Reply | null = null;
  pending: Pending | null = null;
  notices: string[] = [];
  error = ""; // what was wrong with the last answer
  isOver = false; // opened elsewhere, or run out
  hasSaid = false;
  failed = false; // the last try to start or to go on did not reach the service
  hasArrived = false; // a message that was stuck has reached the service
  private readonly patience: Patience;
  private ended = false;

  /** `onChange` is called whenever there is something new to show. */
  constructor(
    readonly api: Api,
    private readonly onChange: () => void,
  ) {
    this.patience = new Patience(onChange);
    window.addEventListener("online", this.patience.wake);
    window.addEventListener("offline", this.onChange);
  }

  /** Has the service been asked for something that it has not answered? */
  get isBusy(): boolean {
    return this.patience.isBusy;
  }

  /** Does that take so long that it has to be said? */
  get isSlow(): boolean {
    return this.patience.isSlow;
  }

  get isOpen(): boolean {
    return this.latest?.status === "open" && !this.isOver;
  }

  /** Is the assistant away, with something it has not heard? */
  get isAway(): boolean {
    return this.latest?.available === false;
  }

  /** The answers on offer: those of what was said since the person last spoke, the newest question's first. */
  get offered(): Button[] {
    if (this.pending || !this.isOpen) {
      return [];
    }
    const last = this.messages.findLastIndex((message) => message.sender === "person");
    const found = new Map<string, Button>();
    for (const message of this.messages.slice(last + 1).reverse()) {
      for (const button of message.buttons) {
        found.set(button.payload, found.get(button.payload) ?? button);
      }
    }
    return [...found.values()];
  }

  async start(): Promise<void> {
    await this.attempt(async () => {
      const started = await this.api.start();
      this.features = started.features;
      this.take(started);
    });
  }

  /** Says something. False while another message is on its way. */
  async say(said: Said, text: string): Promise<boolean> {
    if (this.pending || this.isBusy) {
      return false;
    }
    this.error = "";
    this.notices = [];
    this.hasArrived = false;
    this.pending = { id: crypto.randomUUID(), said, text, at: new Date().toISOString(), stuck: false };
    await this.deliver(this.pending);
    return true;
  }

  async retry(): Promise<void> {
    if (this.pending) {
      this.patience.wake(); // sends it now, without the rest of the pause
      return;
    }
    await this.attempt(async () => this.take(await this.api.retry()));
  }

  forget(): void {
    this.ended = true;
    this.api.forget();
    this.messages = [];
    this.pending = null;
    window.removeEventListener("online", this.patience.wake);
    window.removeEventListener("offline", this.onChange);
    this.patience.wake();
  }

  private async deliver(pending: Pending): Promise<void> {
    for (let tries = 0; !this.ended && this.pending === pending; tries += 1) {
      try {
        const reply = await this.timed(() => this.api.say(pending.said, pending.id));
        this.pending = null;
        this.hasSaid = true;
        this.hasArrived = pending.stuck;
        const { text, at } = pending;
        this.messages.push({ sender: "person", text, at, buttons: [], kind: "talk", delivered: reply.available, seq: 0 });
        await this.takeOrRead(reply);
        break;
      } catch (problem) {
        if (problem instanceof Refused && !problem.isPassing) {
          this.refuse(problem);
          break;
        }
        pending.stuck = true;
        const wait = problem instanceof Refused ? problem.wait * 1000 : Patience.after(tries);
        this.notices = problem instanceof Refused && problem.status !== 409 ? [problem.detail] : [];
        this.onChange();
        await this.patience.pause(wait);
      }
    }
    this.onChange();
  }

  private refuse(problem: Refused): void {
    this.pending = null;
    if (problem.status === 401 || problem.status === 404) {
      this.isOver = true;
    } else {
      this.error = problem.detail;
    }
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.notices = [];
    try {
      await this.timed(act);
    } catch (problem) {
      if (problem instanceof Refused && !problem.isPassing) {
        this.refuse(problem);
      } else {
        this.failed = true;
        this.notices = problem instanceof Refused ? [problem.detail] : [];
      }
    }
    this.onChange();
  }

  private timed<T>(act: () => Promise<T>): Promise<T> {
    this.failed = false;
    return this.patience.timed(act);
  }

  /** 'Your reference will appear here': the service keeps trying to send the complaint, and we to read how it went. */
  private async lookForReference(): Promise<void> {
    const whole = this.ended ? null : await this.api.read().catch(() => null);
    if (whole?.status === "submit_pending" || (!whole && !this.ended)) {
      window.setTimeout(() => void this.lookForReference(), LOOK_AGAIN);
    } else if (whole) {
      const known = this.messages.filter((message) => message.sender === "assistant").length;
      const said = whole.messages.filter((message) => message.sender === "assistant");
      this.take({ ...whole, messages: said.slice(known) });
      this.onChange();
    }
  }

  /** A reply that goes back behind what we have shown means the talk was begun anew, or wiped: then the whole of it counts. */
  private async takeOrRead(reply: Reply): Promise<void> {
    const newest = Math.max(0, ...this.messages.map((message) => message.seq));
    const goesBack = reply.messages.some((message) => message.seq > 0 && message.seq <= newest);
    if (goesBack || reply.status === "stopped") {
      this.messages = [];
      const whole = await this.api.read().catch(() => null);
      const notices = reply.messages.filter((message) => message.kind === "notice");
      this.take(whole ? { ...whole, available: reply.available, messages: [...whole.messages, ...notices] } : reply);
      return;
    }
    this.take(reply);
  }

  private take(reply: Reply): void {
    this.latest = reply;
    this.notices = reply.messages.filter((message) => message.kind === "notice").map((message) => message.text);
    this.messages.push(...reply.messages.filter((message) => message.kind !== "notice"));
    if (reply.available) {
      this.messages.forEach((message) => (message.delivered = true));
    }
    if (reply.status === "submit_pending") {
      window.setTimeout(() => void this.lookForReference(), LOOK_AGAIN);
    }
  }
}
