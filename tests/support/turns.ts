/**
 * Lets many things run at once in an order that a test chooses: each of them stops at every call of a port, before and
 * after it, and `runAll` lets one at a time go on. A run that crashes never comes back from the call it is in.
 */
export function newTurns(pick: (many: number) => number) {
  const waiting: (() => void)[] = [];
  const pause = (): Promise<void> => new Promise((resolve) => void waiting.push(resolve));

  return {
    /** The same ports, each call a stop on both sides. @param crashAt the stop that is never left; none when undefined */
    stopping<Ports extends object>(ports: Ports, crashAt?: number): Ports {
      let stops = 0;
      const stop = async (): Promise<void> => {
        stops += 1;
        await (stops === crashAt ? new Promise<never>(() => undefined) : pause());
      };
      return new Proxy(ports, {
        get(target, name) {
          const port: unknown = Reflect.get(target, name);
          if (
            typeof port !== 'object' ||
            port === null ||
            !['cases', 'offers', 'points'].includes(String(name))
          )
            return port;
          return new Proxy(port, {
            get(inner, call) {
              const method: unknown = Reflect.get(inner, call);
              if (typeof method !== 'function') return method;
              return async (...given: unknown[]): Promise<unknown> => {
                await stop();
                const answer: unknown = await method.apply(inner, given);
                await stop();
                return answer;
              };
            },
          });
        },
      });
    },

    /** Goes on until everything has ended or crashed. */
    async runAll(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => void setImmediate(resolve));
        const next = waiting.splice(pick(waiting.length), 1)[0];
        if (!next) return;
        next();
      }
    },
  };
}
