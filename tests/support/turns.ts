/**
 * Lets many things run at once in an order that a test chooses: each of them stops at every call of a port, before and
 * after it, and `runAll` lets one at a time go on. A run that crashes never comes back from the call it is in.
 */
export function newTurns(pick: (many: number) => number) {
  const waiting: (() => void)[] = [];
  const pause = (): Promise<void> => new Promise((resolve) => void waiting.push(resolve));
  let atWork = 0;

  return {
    /**
     * The same ports, each call a stop on both sides.
     * @param crashAt the stop that is never left; none when undefined
     * @param names the ports whose calls are stops
     * @param crashed told when that stop is reached
     */
    stopping<Ports extends object>(
      ports: Ports,
      crashAt?: number,
      names: readonly string[] = ['cases', 'offers', 'points'],
      crashed: () => void = () => undefined,
    ): Ports {
      let stops = 0;
      const stop = async (): Promise<void> => {
        stops += 1;
        if (stops === crashAt) crashed();
        await (stops === crashAt ? new Promise<never>(() => undefined) : pause());
      };
      return new Proxy(ports, {
        get(target, name) {
          const port: unknown = Reflect.get(target, name);
          if (typeof port !== 'object' || port === null || !names.includes(String(name))) return port;
          return new Proxy(port, {
            get(inner, call) {
              const method: unknown = Reflect.get(inner, call);
              if (typeof method !== 'function') return method;
              return async (...given: unknown[]): Promise<unknown> => {
                await stop();
                atWork += 1;
                try {
                  return await method.apply(inner, given);
                } finally {
                  atWork -= 1;
                  await stop();
                }
              };
            },
          });
        },
      });
    },

    /**
     * Goes on until everything has ended or crashed: until nobody waits for a turn, or where work between two stops may
     * take a while, until `ended` says so.
     */
    async runAll(ended?: () => boolean): Promise<void> {
      for (;;) {
        await new Promise((resolve) => void setImmediate(resolve));
        // A call that is under way at a real store belongs to the turn before.
        if (atWork > 0) continue;
        const next = waiting.splice(pick(waiting.length), 1)[0];
        if (next) next();
        else if (ended?.() ?? true) return;
      }
    },
  };
}

/** Counts the runs that were begun and are not over; one that crashed says itself that it is. */
export function newRuns(failed: (error: unknown) => void) {
  let running = 0;
  return {
    begin(doing: (over: () => void) => Promise<unknown>): void {
      running += 1;
      let isOver = false;
      const over = (): void => {
        if (!isOver) running -= 1;
        isOver = true;
      };
      doing(over).then(over, (error: unknown) => {
        failed(error);
        over();
      });
    },
    areOver: (): boolean => running === 0,
  };
}
