// The running clock with an offset: real time goes on, as TLS and HTTP/2 need, and a test can jump ahead.
import type { Clock } from '../../../electron/core/ports.ts';

export interface ShiftedClock extends Clock {
  /** Jumps ahead; what falls due on the way runs now, in order. */
  advance(ms: number): void;
  /** Sets the clock back, as a person or a time server does: timers still take as long as they were to take. */
  setBack(ms: number): void;
}

export const createShiftedClock = (): ShiftedClock => {
  interface Task {
    dueAt: number;
    readonly run: () => void;
    timer: NodeJS.Timeout;
  }
  const tasks = new Set<Task>();
  let offset = 0;
  const now = (): number => Date.now() + offset;

  const fire = (task: Task): void => {
    clearTimeout(task.timer);
    if (tasks.delete(task)) task.run();
  };

  const arm = (task: Task): void => {
    const wait = Math.min(Math.max(0, task.dueAt - now()), 2 ** 31 - 1);
    task.timer = setTimeout(() => {
      if (task.dueAt <= now()) fire(task);
      else arm(task);
    }, wait);
    task.timer.unref();
  };

  return {
    now,
    schedule(delayMs, run) {
      const task = { dueAt: now() + delayMs, run } as Task;
      tasks.add(task);
      arm(task);
      return () => {
        clearTimeout(task.timer);
        tasks.delete(task);
      };
    },
    setBack(ms) {
      offset -= ms;
      for (const task of tasks) task.dueAt -= ms;
    },
    advance(ms) {
      offset += ms;
      const due = [...tasks].filter((task) => task.dueAt <= now()).sort((a, b) => a.dueAt - b.dueAt);
      for (const task of due) fire(task);
      for (const task of tasks) {
        clearTimeout(task.timer);
        arm(task);
      }
    },
  };
};
