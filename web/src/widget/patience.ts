// Waiting for the service: that it is slow is said after a while, and between two tries there is a pause that can be cut short.

const SLOW = 2_000; // after so long we say so, and offer the form
const LONGEST_PAUSE = 30_000;

export class Patience {
  isSlow = false;
  isBusy = false;
  private waking: (() => void) | null = null;

  /** `onChange` is called whenever it begins, or turns out to be slow. */
  constructor(private readonly onChange: () => void) {}

  /** Does something with the service, and says meanwhile that it is busy, or slow. */
  async timed<T>(act: () => Promise<T>): Promise<T> {
    this.isBusy = true;
    const slow = window.setTimeout(() => {
      this.isSlow = true;
      this.onChange();
    }, SLOW);
    this.onChange();
    try {
      return await act();
    } finally {
      window.clearTimeout(slow);
      this.isSlow = this.isBusy = false;
    }
  }

  /** Longer after each try, up to half a minute; milliseconds. */
  static after(tries: number): number {
    return Math.min(LONGEST_PAUSE, 1000 * 2 ** tries);
  }

  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, milliseconds);
      this.waking = () => {
        window.clearTimeout(timer);
        this.waking = null;
        resolve();
      };
    });
  }

  /** Ends the pause. */
  readonly wake = (): void => this.waking?.();
}
