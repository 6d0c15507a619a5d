// What the widget says around the talk. The words are the script's (domain.yml, `widget_...`), fetched when it is opened.

// Only for the moment before they are there, and for the day we cannot be reached.
const LAST_RESORT: Record<string, string> = {
  launch: "Make a complaint",
  title: "Make a complaint",
  close: "Close",
  exit: "Leave this page",
  no_start: "We cannot start the chat right now. Try again soon, or use the form.",
  try_again: "Try again",
  form: "Use the form",
};

export class Words {
  /** `language` is the one the words are in. What the assistant says is in English, whatever it is. */
  constructor(
    private readonly known: Record<string, string> = {},
    readonly language = "en",
  ) {}

  /** How to mark what stays in English; nothing where everything does. */
  get english(): { lang?: string } {
    return this.language === "en" ? {} : { lang: "en" };
  }

  /** Days and times as they are written in this language, in this country. */
  get locale(): string {
    return `${this.language}-GB`;
  }

  /** The words for a name, `{placeholders}` filled. */
  of(name: string, values: Record<string, string> = {}): string {
    const text = this.known[name] ?? LAST_RESORT[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
  }
}
