/** Counts what is under way, so that "quiet" is known and never guessed by sleeping. */
export interface Activity {
  /** Starts something; call the returned function exactly once when it is over. */
  readonly begin: () => () => void;
  during<T>(work: () => Promise<T>): Promise<T>;
  isQuiet(): boolean;
  readonly whenQuiet: () => Promise<void>;
}

export function newActivity(): Activity {
  let underWay = 0;
  const waiting: (() => void)[] = [];

  const begin = (): (() => void) => {
    underWay += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      underWay -= 1;
      if (underWay === 0) for (const resolve of waiting.splice(0)) resolve();
    };
  };
  const whenQuiet = async (): Promise<void> => {
    while (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return {
    begin,
    async during(work) {
      const end = begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
    isQuiet: () => underWay === 0,
    whenQuiet,
  };
}
