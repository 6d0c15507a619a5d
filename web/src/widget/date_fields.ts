// Day, month and year, as the Design System's date input. Only the year is needed: people often do not know the day.
import { h } from "./dom";
import type { Words } from "./words";

const MONTHS = ["January", "February", "March", "April", "May", "June"];
MONTHS.push("July", "August", "September", "October", "November", "December");
const PARTS = ["day", "month", "year"] as const;

export class DateFields {
  readonly element: HTMLFieldSetElement;
  private readonly inputs = new Map<string, HTMLInputElement>();
  private readonly problem = h("p", { id: "date-error", class: "error" });

  constructor(private readonly words: Words) {
    const fields = PARTS.map((part) => {
      const input = h("input", { id: `date-${part}`, name: part, inputmode: "numeric", autocomplete: "off", class: part });
      this.inputs.set(part, input);
      return h("div", {}, h("label", { for: `date-${part}` }, words.of(part)), input);
    });
    this.element = h(
      "fieldset",
      { class: "date", role: "group", "aria-describedby": "date-hint date-error" },
      h("legend", {}, words.of("date")),
      h("p", { id: "date-hint", class: "hint" }, words.of("date_hint")),
      this.problem,
      h("div", { class: "date-parts" }, ...fields),
    );
  }

  focus(): void {
    this.inputs.get("day")?.focus({ preventScroll: true });
  }

  /** The date in words the assistant reads: '12 March 2025', 'March 2025' or '2025'. Null, and said why, when it is none. */
  read(): string | null {
    const [day, month, year] = PARTS.map((part) => this.inputs.get(part)?.value.trim() ?? "") as [string, string, string];
    const monthNumber = monthOf(month);
    const wrong =
      !/^\d{4}$/.test(year) ? "year" : month || day ? (monthNumber === 0 ? "month" : !isDay(day, monthNumber, Number(year)) ? "day" : "") : "";
    this.problem.textContent = wrong ? this.words.of(`date_no_${wrong}`) : "";
    for (const [part, input] of this.inputs) {
      input.toggleAttribute("data-wrong", part === wrong);
      input.setAttribute("aria-invalid", String(part === wrong));
    }
    if (wrong) {
      this.inputs.get(wrong)?.focus();
      return null;
    }
    return [day && String(Number(day)), monthNumber ? MONTHS[monthNumber - 1] : "", year].filter(Boolean).join(" ");
  }
}

function monthOf(typed: string): number {
  if (/^\d{1,2}$/.test(typed)) {
    return Number(typed) <= 12 ? Number(typed) : 0;
  }
  const start = typed.toLowerCase();
  return start.length < 3 ? 0 : MONTHS.findIndex((name) => name.toLowerCase().startsWith(start)) + 1;
}

function isDay(typed: string, month: number, year: number): boolean {
  return typed === "" || (/^\d{1,2}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= new Date(year, month, 0).getDate());
}
