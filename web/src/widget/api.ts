// The conversations' API from another website: a bearer token in memory, no cookies, errors told apart by what can be done.

export interface Button {
  title: string;
  payload: string;
}

export interface Message {
  sender: "person" | "assistant";
  text: string;
  buttons: Button[];
  kind: string;
  delivered: boolean;
  at: string | null;
  seq: number;
}

export interface Reply {
  messages: Message[];
  asked: string | null;
  asked_kind: string | null;
  questions_left: number | null;
  available: boolean;
  status: string;
  reference: string | null;
}

export interface Started extends Reply {
  id: string;
  token: string;
  features: Record<string, boolean>;
}

export interface About {
  office: string;
  phone: string;
  words: Record<string, string>;
  features: Record<string, boolean>;
  language: string;
  notes: string[];
  languages: { code: string; name: string }[];
}

/** In which language the service is asked to answer, and in which simpler words (`easy`, `young`); empty: as usual. */
export interface Voice {
  language: () => string;
  simpler: () => string;
}

export type Said = { text: string } | { choice: string };

/** The service answered, but not with what was asked for. `wait`: seconds until another try makes sense. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly wait: number,
  ) {
    super(`The service answered ${status}`);
  }

  /** Would the same again perhaps be taken? */
  get isPassing(): boolean {
    return this.status === 409 || this.status === 429 || this.status >= 500;
  }
}

const PATIENCE = 30_000;

export class Api {
  private id = "";
  private token = "";

  constructor(
    readonly origin: string,
    private readonly voice: Voice,
  ) {}

  about(): Promise<About> {
    return this.ask("GET", "/widget");
  }

  async start(): Promise<Started> {
    const started = await this.ask<Started>("POST", "", { channel: "web" });
    [this.id, this.token] = [started.id, started.token];
    return started;
  }

  say(said: Said, messageId: string): Promise<Reply> {
    return this.ask("POST", `/${this.id}/messages`, { ...said, message_id: messageId });
  }

  retry(): Promise<Reply> {
    return this.ask("POST", `/${this.id}/retry`);
  }

  read(): Promise<Started> {
    return this.ask("GET", `/${this.id}`);
  }

  save(contact: string): Promise<{ last_day: string }> {
    return this.ask("POST", `/${this.id}/save`, { contact });
  }

  formLink(): Promise<{ path: string }> {
    return this.ask("POST", `/${this.id}/form-link`);
  }

  addFile(file: File): Promise<{ name: string; scanned: boolean | string }> {
    const body = new FormData();
    body.append("file", file);
    return this.ask("POST", `/${this.id}/evidence`, body, 10 * PATIENCE);
  }

  /** The key is gone; what was said stays with the service. */
  forget(): void {
    [this.id, this.token] = ["", ""];
  }

  private async ask<T>(method: string, path: string, body?: object, patience = PATIENCE): Promise<T> {
    const headers: Record<string, string> = {};
    if (this.token) {
      headers["Authorization"] = `Bearer ${this.token}`;
    }
    const [language, simpler] = [this.voice.language(), this.voice.simpler()];
    if (language) {
      headers["Accept-Language"] = language;
    }
    if (simpler) {
      headers["Redress-Words"] = simpler;
    }
    if (body && !(body instanceof FormData)) {
      headers["Content-Type"] = "application/json";
    }
    const reply = await fetch(`${this.origin}/v1/conversations${path}`, {
      method,
      headers,
      body: body instanceof FormData ? body : body ? JSON.stringify(body) : null,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patience),
    });
    if (!reply.ok) {
      const problem = (await reply.json().catch(() => ({}))) as { detail?: string };
      throw new Refused(reply.status, problem.detail ?? "", Number(reply.headers.get("Retry-After")) || 2);
    }
    return (await reply.json()) as T;
  }
}
