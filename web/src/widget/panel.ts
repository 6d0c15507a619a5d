// The chat beside the page or over it: a button that opens it, a dialog that holds it, larger and smaller, and back.
import { button, h } from "./dom";
import { SMALL } from "./frame";

interface Events {
  opened: () => void;
  closed: () => void;
}

export class Panel {
  readonly launcher: HTMLButtonElement;
  readonly dialog: HTMLDialogElement;
  isWhole = false;
  private isMoving = false;

  constructor(
    content: HTMLElement,
    private readonly events: Events,
  ) {
    this.launcher = button("", () => this.open(), { class: "launch", part: "launcher", "aria-haspopup": "dialog" });
    this.dialog = h("dialog", { "aria-labelledby": "title", id: "chat" }, content);
    this.dialog.addEventListener("close", () => this.closed());
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.dialog.close();
      }
    });
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  open(): void {
    this.place(this.isWhole || window.matchMedia(SMALL).matches);
    this.events.opened();
  }

  /** Between beside the page and over it. */
  resize(): void {
    this.isWhole = !this.isWhole;
    this.place(this.isWhole);
  }

  private place(whole: boolean): void {
    this.isMoving = true;
    if (this.dialog.open) {
      this.dialog.close();
    }
    this.dialog.className = whole ? "whole" : "beside";
    if (whole) {
      this.dialog.showModal();
    } else {
      this.dialog.show();
    }
    this.launcher.hidden = true;
    window.setTimeout(() => (this.isMoving = false)); // after the close event of the move
  }

  private closed(): void {
    if (!this.isMoving) {
      this.launcher.hidden = false;
      this.launcher.focus({ preventScroll: true });
      this.events.closed();
    }
  }
}
