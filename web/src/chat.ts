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
  let last: HTMLButtonElement | null = null;

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

  if (!window.location.hash) {
    log.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  async function send(button: HTMLButtonElement | null): Promise<void> {
    const data = new FormData(form, button);
    last = button;
    const choice = button?.name === "choice";
    const kept = box()?.value ?? "";
    busy(true);
    const echo = choice || button?.name === "action" ? null : addEcho(kept);
    try {
      const page = await post(data);
      echo?.remove();
      show(page, choice ? kept : "", choice);
    } catch {
      echo?.remove();
      fail();
    } finally {
      busy(false);
    }
  }

  async function post(data: FormData): Promise<Document> {
    const body = new URLSearchParams();
    const where = last?.getAttribute("formaction") ?? form.getAttribute("action") ?? "/chat"; // form.action: a button's name hides it
    for (const [key, value] of data) {
      body.append(key, String(value));
    }
    const reply = await fetch(where, {
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
  function show(page: Document, typed: string, pressed: boolean): void {
    const fresh = page.querySelector("#chat-log");
    const answer = page.querySelector("#chat-answer");
    if (!fresh || !answer) {
      throw new Error("This is not the chat");
    }
    const added = update(fresh);
    form.querySelector("#chat-answer")?.replaceWith(answer);
    replace("#chat-errors", page);
    replace("#chat-notice", page);
    const field = box();
    document.title = page.title;
    const summary = document.querySelector<HTMLElement>("#chat-errors .govuk-error-summary");
    if (field && typed && !field.value) {
      field.value = typed;
    }
    if (summary) {
      summary.tabIndex = -1;
      summary.focus();
      document.dispatchEvent(new CustomEvent("redress:shown", { detail: page }));
      return;
    }
    added?.scrollIntoView({ block: "start" });
    const offered = pressed ? form.querySelector<HTMLButtonElement>("button[name=choice]") : null;
    (offered ?? field)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("redress:shown", { detail: page })); // the call screen has more to take over
  }

  /** Makes the log what the server shows: new messages at the end, changed ones replaced, deleted ones gone. */
  function update(fresh: Element): HTMLElement | null {
    const before = [...log.children];
    let first: HTMLElement | null = null;
    [...fresh.children].forEach((item, place) => {
      const old = before[place];
      if (old && old.id === item.id && old.innerHTML === item.innerHTML) {
        return;
      }
      if (old) {
        old.replaceWith(item);
      } else {
        log.append(item);
      }
      if (!first && item.classList.contains("redress-message--assistant")) {
        first = item as HTMLElement;
      }
    });
    before.slice(fresh.children.length).forEach((old) => old.remove());
    return first;
  }

  /** The element stays and takes over what is new in it: a live region that is itself replaced is not read out. */
  function replace(selector: string, page: Document): void {
    const now = document.querySelector(selector);
    const next = page.querySelector(selector);
    if (now && next && now.innerHTML !== next.innerHTML) {
      now.replaceChildren(...next.childNodes);
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
    status.replaceChildren("Your answer has not been sent. What you typed is still here. If this goes on, copy it and load the page again. ");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "redress-link-button";
    again.textContent = "Try again";
    again.addEventListener("click", () => form.requestSubmit(last));
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
