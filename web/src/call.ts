// The call screen: keys, the note that saves itself, the right column that follows. All of it also works by forms and
// buttons; the keys are off while somebody types, and can be switched off altogether (WCAG 2.1.4).

const call = document.querySelector<HTMLElement>("#call");
if (call) {
  enhance(call);
}

function enhance(call: HTMLElement): void {
  const OFF = "redress-call-keys-off";
  const DRAFT = `redress-call-note-${call.dataset.call}`;
  const ANSWER = `redress-call-answer-${call.dataset.call}`;
  const note = call.querySelector<HTMLTextAreaElement>("#note");
  const saved = call.querySelector<HTMLElement>("#note-saved");
  const alert = call.querySelector<HTMLElement>("#call-alert");
  let keysOn = localStorage.getItem(OFF) !== "yes";
  let timer = 0;
  let saving = false;
  let stored = note?.value ?? "";
  const seenFlags = new Set(flags().map((row) => row.dataset.flag));

  switchKeys(keysOn);
  restore();
  if (!call.querySelector(".govuk-error-summary")) {
    focusAnswer();
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (isBox(target)) {
      inBox(event, target);
      return;
    }
    if (!keysOn || event.key.length !== 1) {
      return;
    }
    const wanted = event.key.toLowerCase();
    const found =
      wanted === "w"
        ? call.querySelector<HTMLElement>("#form-answer") ?? call.querySelector<HTMLElement>("#text")
        : [...call.querySelectorAll<HTMLElement>("[data-key]")].find((one) => one.dataset.key === wanted);
    if (found) {
      event.preventDefault();
      use(found);
    }
  });

  // The talk was answered: the column, the note's number and the focus follow. Sent by chat.ts.
  document.addEventListener("redress:shown", (event) => {
    const page = (event as CustomEvent<Document>).detail;
    sessionStorage.removeItem(ANSWER);
    takeOver("#call-now", page);
    takeOver("#note-state", page);
    takeOver("#note-help", page);
    takeOver("#read-note", page);
    const form = page.querySelector(".redress-call__form");
    call.querySelector(".redress-call__form")?.remove();
    if (form) {
      call.querySelector(".redress-call__talk")?.prepend(form);
    }
    if (!page.querySelector("#note-theirs") && note && page.querySelector<HTMLTextAreaElement>("#note")?.value === note.value) {
      done();
    }
    announce();
    if (!page.querySelector(".govuk-error-summary")) {
      focusAnswer();
    }
  });

  // The answer that is being typed comes back too, after a session that ended.
  call.addEventListener("input", (event) => {
    const box = event.target as HTMLTextAreaElement;
    if (box.id === "text") {
      sessionStorage.setItem(ANSWER, box.value);
    }
  });
  note?.addEventListener("input", () => {
    sessionStorage.setItem(DRAFT, note.value);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void save(), 700);
  });
  // Leaving within the moment before it is saved: it goes along, and stays in this window's own store besides.
  window.addEventListener("pagehide", () => {
    if (note && note.value !== stored) {
      navigator.sendBeacon(call.dataset.note ?? "", body(note.value));
    }
  });
  call.querySelector("#keys-switch")?.addEventListener("click", () => {
    localStorage.setItem(OFF, keysOn ? "yes" : "no");
    switchKeys(!keysOn);
  });

  /** In the answer box Enter sends; Esc leaves any box, so that the keys work again. */
  function inBox(event: KeyboardEvent, box: HTMLElement): void {
    if (event.key === "Escape") {
      event.preventDefault();
      (answers() ?? call.querySelector<HTMLElement>("#send"))?.focus();
    } else if (event.key === "Enter" && !event.shiftKey && (box.id === "text" || box.id === "form-answer")) {
      event.preventDefault();
      const button = box.id === "text" ? "#send" : "#form-send";
      (box as HTMLTextAreaElement).form?.requestSubmit(call.querySelector<HTMLButtonElement>(button));
    }
  }

  function use(element: HTMLElement): void {
    if (element instanceof HTMLDetailsElement) {
      element.open = !element.open;
      element.querySelector("summary")?.focus();
    } else if (element instanceof HTMLButtonElement || element instanceof HTMLAnchorElement) {
      element.click();
    } else {
      element.focus();
      element.scrollIntoView({ block: "nearest" });
    }
  }

  function answers(): HTMLElement | null {
    return call.querySelector<HTMLElement>("#form-answers") ?? call.querySelector<HTMLElement>("#answers");
  }

  function focusAnswer(): void {
    const place = call.querySelector<HTMLElement>("[data-focus]");
    const box = call.querySelector<HTMLElement>("#form-answer") ?? call.querySelector<HTMLElement>("#text");
    (place?.dataset.focus === "answers" ? answers() ?? box : box)?.focus({ preventScroll: true });
    const log = call.querySelector<HTMLElement>(".redress-call__log");
    const last = log?.querySelector<HTMLElement>("#chat-log > li:last-child");
    if (log && last) {
      log.scrollTop = last.offsetTop; // of the log, which is where its messages are placed
    }
    if (window.matchMedia("(min-width: 48.0625em)").matches) {
      call.querySelector(".redress-call__head")?.scrollIntoView({ block: "start" }); // the chat moved the page; here only the log moves
    }
  }

  function takeOver(selector: string, page: Document): void {
    const now = call.querySelector(selector);
    const next = page.querySelector(selector);
    if (now && next && now.innerHTML !== next.innerHTML) {
      now.replaceChildren(...next.childNodes);
    }
  }

  function flags(): HTMLElement[] {
    return [...call.querySelectorAll<HTMLElement>("#call-flags [data-flag]")];
  }

  /** What is new and about safety interrupts; everything else is there to be read. */
  function announce(words = ""): void {
    const fresh = flags().filter((row) => !seenFlags.has(row.dataset.flag));
    fresh.forEach((row) => seenFlags.add(row.dataset.flag));
    const risks = fresh.filter((row) => row.dataset.risk !== undefined).map((row) => row.innerText);
    const said = words || risks.join("\n");
    if (alert) {
      alert.replaceChildren();
      if (said) {
        const box = document.createElement("div");
        box.className = "redress-message redress-message--safety redress-call__alert";
        box.innerText = said;
        alert.append(box);
      }
    }
  }

  async function save(): Promise<void> {
    if (!note || saving || note.value === stored) {
      return;
    }
    saving = true;
    const text = note.value;
    try {
      const reply = await fetch(call.dataset.note ?? "", {
        method: "POST",
        body: body(text),
        headers: { "X-Requested-With": "redress-call" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(20_000),
      });
      const told = (await reply.json()) as { version: number; theirs: string | null; urgent: string | null; longest?: number };
      if (reply.status === 422 && told.longest) {
        say(`The note is longer than ${told.longest.toLocaleString("en-GB")} characters, so it is not saved. Shorten it.`);
      } else if (reply.status === 409) {
        conflict(told.theirs ?? "", told.version);
      } else if (reply.ok) {
        number(told.version);
        stored = text;
        done();
        if (told.urgent) {
          await follow();
          announce(told.urgent);
        }
      } else {
        say("The note is not saved. It is still here. If this goes on, log in again in another window.");
      }
    } catch {
      say("The note is not saved: the server cannot be reached, or you were logged out. It is kept in this window.");
    } finally {
      saving = false;
      if (note.value !== stored && note.value !== text) {
        timer = window.setTimeout(() => void save(), 700);
      }
    }
  }

  function body(text: string): URLSearchParams {
    return new URLSearchParams({ csrf_token: value("csrf_token"), note: text, note_version: value("note_version") });
  }

  function done(): void {
    stored = note?.value ?? "";
    sessionStorage.removeItem(DRAFT);
    say("Saved");
  }

  function say(words: string): void {
    if (saved && saved.textContent !== words) {
      saved.textContent = words;
    }
  }

  /** Both texts stay in sight; saving again takes the place of what is shown. */
  function conflict(theirs: string, version: number): void {
    number(version);
    say(`Somebody else changed the note. Yours is in the box and not saved yet. What stands: ${theirs}`);
  }

  /** What was typed and could not be saved, in this window, comes back: after a session that ended, or a page that fell over. */
  function restore(): void {
    const answer = sessionStorage.getItem(ANSWER);
    const box = call.querySelector<HTMLTextAreaElement>("#text");
    if (box && answer && !box.value) {
      box.value = answer;
    }
    const draft = sessionStorage.getItem(DRAFT);
    if (note && draft !== null && draft !== note.value) {
      note.value = draft;
      say("What you typed before is back in the box.");
      void save();
    }
  }

  async function follow(): Promise<void> {
    const reply = await fetch(call.dataset.now ?? "", { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    takeOver("#call-now", page);
    flags().forEach((row) => seenFlags.add(row.dataset.flag));
  }

  function value(name: string): string {
    return document.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? "";
  }

  function number(version: number): void {
    const field = document.querySelector<HTMLInputElement>("input[name=note_version]");
    if (field) {
      field.value = String(version);
    }
  }

  function switchKeys(on: boolean): void {
    keysOn = on;
    call.classList.toggle("redress-keys-on", on);
    const button = call.querySelector<HTMLButtonElement>("#keys-switch");
    if (button) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(!on));
      button.textContent = on ? "Switch the keys off" : "Switch the keys on";
    }
  }

  function isBox(element: HTMLElement): boolean {
    return element.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") ?? false;
  }
}

export {};
