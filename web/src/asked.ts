// A worksheet's questions that another answer calls for: they come and go with that answer, at once. Without scripts the
// server shows them after a save, by the same rule (intake_api/worksheets/show.py): a question that has an answer stays.
export interface Question {
  readonly place: HTMLElement;
  readonly onlyIf: Record<string, string[]>;
}

const form = document.querySelector<HTMLFormElement>("form#worksheet");
const questions = form ? [...form.querySelectorAll<HTMLElement>("[data-only-if]")].map(question) : [];

if (form && questions.length) {
  const said = document.createElement("p");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  form.append(said);
  const show = (): string[] => arrange(form, questions);
  show();
  form.addEventListener("change", () => {
    const news = show();
    if (news.length) said.textContent = news.join(" ");
  });
  addEventListener("pageshow", show); // Back: the browser has put earlier answers in again
}

// What the server did not ask yet lies in a template, so that without scripts it is neither seen nor sent.
function question(found: HTMLElement): Question {
  const onlyIf = JSON.parse(found.dataset.onlyIf ?? "{}") as Record<string, string[]>;
  if (!(found instanceof HTMLTemplateElement)) return { place: found, onlyIf };
  const place = document.createElement("div");
  place.className = found.className;
  place.hidden = true;
  place.append(found.content);
  found.replaceWith(place);
  return { place, onlyIf };
}

// Shows and hides; says what has come and what has gone. Where somebody stands is never taken away under their hands.
function arrange(form: HTMLFormElement, questions: readonly Question[]): string[] {
  const sent = new FormData(form);
  const answers = (name: string) => sent.getAll(name).filter((each) => typeof each === "string" && each.trim());
  const come: string[] = [];
  const gone: string[] = [];
  for (const { place, onlyIf } of questions) {
    const names = [...place.querySelectorAll<HTMLInputElement>("input, select, textarea")].map((field) => field.name);
    const isAnswered = names.some((name) => answers(name).length > 0);
    const isCalledFor = Object.entries(onlyIf).every(([path, wanted]) =>
      answers(path).some((each) => wanted.includes(each as string)),
    );
    const isHidden = !isAnswered && !isCalledFor && !place.contains(document.activeElement);
    if (isHidden !== place.hidden) (isHidden ? gone : come).push(label(place));
    place.hidden = isHidden;
  }
  return [...(come.length ? [`More to answer: ${come.join("; ")}.`] : []), ...(gone.length ? [`No longer asked: ${gone.join("; ")}.`] : [])];
}

function label(place: HTMLElement): string {
  return place.querySelector("legend, label")?.textContent?.trim().replace(/[.?]$/, "") ?? "a question";
}
