// The queue by keyboard: arrows go from case to case in the column one is in, and one box ticks all. Works without, too.
const list = document.querySelector<HTMLTableElement>("table.redress-cases");

if (list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target as HTMLElement;
    const row = here.closest("tr");
    if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...list.tBodies[0].rows];
    const next = rows[rows.indexOf(row) + step];
    const kind = here.matches("input") ? "input[type=checkbox]" : "a[href]";
    const there = next?.querySelector<HTMLElement>(kind);
    if (there) {
      event.preventDefault();
      there.focus();
    }
  });

  const boxes = [...list.querySelectorAll<HTMLInputElement>("tbody input[type=checkbox]")];
  const place = document.querySelector<HTMLElement>(".redress-assign");
  if (place && boxes.length > 1) {
    const all = document.createElement("button");
    all.type = "button";
    all.className = "govuk-button govuk-button--secondary";
    all.textContent = "Choose all on this page";
    all.addEventListener("click", () => {
      const isEvery = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !isEvery;
      all.textContent = isEvery ? "Choose all on this page" : "Choose none";
    });
    place.before(all);
  }
}
