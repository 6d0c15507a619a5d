// Leave this page at once: by the button, or by Shift or Escape three times within five seconds, as GOV.UK's
// "Exit this page" does with Shift. The page is covered first, because the next one may be slow to come.
const TIMES = 3;
const WINDOW = 5_000;

export class QuickExit {
  private key = "";
  private count = 0;
  private timer = 0;

  /** `tell` says how many presses are left; `leave` goes. */
  constructor(
    private readonly tell: (left: number) => void,
    private readonly leave: () => void,
  ) {}

  watch(): void {
    window.addEventListener("keydown", this.onKey, true);
  }

  stop(): void {
    window.removeEventListener("keydown", this.onKey, true);
    window.clearTimeout(this.timer);
    this.count = 0;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.repeat) {
      return;
    }
    if (event.key !== "Shift" && event.key !== "Escape") {
      this.reset();
      return;
    }
    this.count = event.key === this.key ? this.count + 1 : 1;
    this.key = event.key;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.reset, WINDOW);
    if (this.count >= TIMES) {
      event.preventDefault();
      this.leave();
    } else if (this.count > 1 || event.key === "Escape") {
      this.tell(TIMES - this.count);
    }
  };

  private readonly reset = (): void => {
    this.count = 0;
    window.clearTimeout(this.timer);
  };
}
