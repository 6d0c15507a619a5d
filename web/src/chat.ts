// Sends an answer without reloading the page. Everything here also works without it: the form posts, the page comes
// back. The server renders every message; this script only moves the finished pieces into place.

const form = document.querySelector<HTMLFormElement>("#chat-form");
const log = document.querySelector<HTMLElement>("#chat-log");
const progress = document.querySelector<HTMLElement>("#chat-status");

if (form && log && progress) {
  enhance(form, log, progress);
}

function enhance(form: HTMLFormElement, log: HTMLElement, status: HTMLElement): void {
  let sending = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sending) {
      void send(event.submitter instanceof HTMLButtonElement ? event.submitter : null);
    }
  });

  // Enter starts a new line, because people tell long stories here. Ctrl + Enter sends.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector<HTMLButtonElement>("#send"));
    }
  });

  log.lastElementChild?.scrollIntoView({ block: "nearest" });

  async function send(button: HTMLButtonElement | null): Promise<void> {
    const data = new FormData(form, button);
    const choice = button?.name === "choice";
    const kept = box()?.value ?? "";
    busy(true);
    const echo = choice || button?.name === "action" ? null : addEcho(kept);
    try {
      const page = await post(data);
      echo?.remove();
      show(page, choice ? kept : "");
    } catch {
      echo?.remove();
      fail();
    } finally {
      busy(false);
    }
  }

  async function post(data: FormData): Promise<Document> {
    const body = new URLSearchParams();
    for (const [key, value] of data) {
      body.append(key, String(value));
    }
    const reply = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "redress-chat" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(45_000),
    });
    const type = reply.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html") || reply.status >= 500) {
      throw new Error(`The server answered ${reply.status}`);
    }
    return new DOMParser().parseFromString(await reply.text(), "text/html");
  }

  /** Takes over what is new in the page: new messages at the end of the log, the answers offered, any error. */
  function show(page: Document, typed: string): void {
    const fresh = page.querySelector("#chat-log");
    const answer = page.querySelector("#chat-answer");
    if (!fresh || !answer) {
      window.location.reload();
      return;
    }
    const added = appendNew(fresh);
    form.querySelector("#chat-answer")?.replaceWith(answer);
    replace("#chat-errors", page);
    replace("#chat-notice", page);
    const field = box();
    const summary = document.querySelector<HTMLElement>("#chat-errors .govuk-error-summary");
    if (field && typed && !field.value) {
      field.value = typed;
    }
    if (summary) {
      document.title = page.title;
      summary.tabIndex = -1;
      summary.focus();
      return;
    }
    document.title = page.title;
    added?.scrollIntoView({ block: "start" });
    (field ?? added)?.focus({ preventScroll: true });
  }

  function appendNew(fresh: Element): HTMLElement | null {
    const known = new Set([...log.children].map((item) => item.id));
    let first: HTMLElement | null = null;
    for (const item of [...fresh.children]) {
      if (known.has(item.id)) {
        document.getElementById(item.id)?.setAttribute("class", item.className);
        continue;
      }
      log.append(item);
      if (!first && item.classList.contains("redress-message--assistant")) {
        first = item as HTMLElement;
        first.tabIndex = -1;
      }
    }
    const kept = new Set([...log.children].map((item) => item.id));
    if (![...fresh.children].every((item) => kept.has(item.id)) || log.children.length > kept.size) {
      window.location.reload();
    }
    return first;
  }

  function replace(selector: string, page: Document): void {
    const now = document.querySelector(selector);
    const next = page.querySelector(selector);
    if (now && next) {
      now.replaceWith(next);
    }
  }

  /** Shows what was typed at once; the server's own rendering takes its place. */
  function addEcho(text: string): HTMLElement | null {
    if (!text.trim()) {
      return null;
    }
    const item = document.createElement("li");
    item.className = "redress-message redress-message--person redress-message--waiting";
    item.setAttribute("aria-hidden", "true");
    const words = document.createElement("div");
    words.className = "redress-verbatim";
    words.textContent = text;
    item.append(words);
    log.append(item);
    item.scrollIntoView({ block: "nearest" });
    return item;
  }

  /** Nothing typed is lost: the box was never emptied, and the message keeps its number, so that it counts once. */
  function fail(): void {
    status.replaceChildren("Your answer has not been sent. What you typed is still here. ");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "redress-link-button";
    again.textContent = "Try again";
    again.addEventListener("click", () => form.requestSubmit(form.querySelector<HTMLButtonElement>("#send")));
    status.append(again);
    again.focus();
  }

  function busy(on: boolean): void {
    sending = on;
    form.setAttribute("aria-busy", String(on));
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", String(on));
    }
    status.classList.toggle("redress-sending--busy", on);
    if (on) {
      status.textContent = "Sending";
    } else if (status.textContent === "Sending") {
      status.textContent = "";
    }
  }

  function box(): HTMLTextAreaElement | null {
    return form.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  }
}
