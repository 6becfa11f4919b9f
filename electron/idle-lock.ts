/** Time as the host sees it; tests give their own. */
export interface Clock {
  /** Milliseconds of the wall clock: goes on while the PC sleeps. */
  readonly wallMs: () => number;
  /** Milliseconds of a clock that nobody can turn back. */
  readonly steadyMs: () => number;
  /** Runs `work` every `ms`; returns the way to stop. */
  readonly every: (ms: number, work: () => void) => () => void;
}

export const systemClock: Clock = {
  wallMs: Date.now,
  steadyMs: () => performance.now(),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

const checkEveryMs = 5_000;

/** Locks after so many minutes without a call. Work that is running is a sign of life. */
export class IdleLock {
  readonly #clock: Clock;
  readonly #lock: () => void;
  #minutes = 0;
  #busyCount = 0;
  #last = { wall: 0, steady: 0 };
  #stop: (() => void) | undefined;

  constructor(clock: Clock, lock: () => void) {
    this.#clock = clock;
    this.#lock = lock;
  }

  /** Starts counting, or goes on with another limit. */
  start(minutes: number): void {
    this.#minutes = minutes;
    this.#touch();
    this.#stop ??= this.#clock.every(checkEveryMs, () => this.#check());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** A call came. */
  begin(): void {
    this.#busyCount += 1;
    this.#touch();
  }

  /** The call ended. */
  end(): void {
    this.#busyCount -= 1;
    this.#touch();
  }

  #touch(): void {
    this.#last = { wall: this.#clock.wallMs(), steady: this.#clock.steadyMs() };
  }

  #check(): void {
    if (this.#busyCount > 0) return;
    const awayMs = Math.max(this.#clock.wallMs() - this.#last.wall, this.#clock.steadyMs() - this.#last.steady);
    if (awayMs < this.#minutes * 60_000) return;
    this.stop();
    this.#lock();
  }
}
