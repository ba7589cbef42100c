/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Instant } from '../../domain/instant.ts';
import type { Sweeps } from '../../ports/sweeps.ts';

/** The sweeper's mark for tests. */
export function memorySweeps(): Sweeps {
  let mark: Instant | undefined;
  return {
    sweptUntil: async () => mark,
    async mark(until) {
      mark = until;
    },
  };
}
