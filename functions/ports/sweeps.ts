import type { Instant } from '../domain/instant.ts';

/** How far the sweeper has come: everything that fell due before is done. */
export interface Sweeps {
  sweptUntil(): Promise<Instant | undefined>;
  mark(until: Instant): Promise<void>;
}
