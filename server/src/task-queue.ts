/** Runs tasks one after the other, in the order of the calls. */
export interface TaskQueue {
  /** Begins with the first task. Tasks that are added before wait. */
  readonly start: () => void;
  /** Settles as the task does, once its turn has come. */
  readonly run: <Result>(task: () => Promise<Result>) => Promise<Result>;
  /** Resolves once the tasks added so far are done. */
  readonly idle: () => Promise<unknown>;
}

export function createTaskQueue(): TaskQueue {
  let start = (): void => undefined;
  let last: Promise<unknown> = new Promise<void>((resolve) => (start = resolve));
  return {
    start: () => start(),
    run(task) {
      const done = last.then(task);
      last = done.catch(() => undefined);
      return done;
    },
    idle: () => last,
  };
}
