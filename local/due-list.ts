import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';

const DueEntry = z.object({
  id: z.string(),
  /** Virtual milliseconds since the epoch. */
  at: z.number(),
  /** Whose handler is told. */
  kind: z.enum(['execution', 'invocation', 'schedule', 'in-memory']),
  /** Order among entries of the same moment: the order in which they were added. */
  order: z.number(),
  payload: z.json(),
});
type DueEntry = z.infer<typeof DueEntry>;

type Fire = (entry: DueEntry) => Promise<void> | void;

/**
 * Everything that waits for a moment of virtual time. Entries are persisted and are removed only after
 * their handler ran, so a handler may be told twice after a kill and must not mind.
 */
export interface DueList {
  /** Same id replaces. */
  add(entry: Pick<DueEntry, 'id' | 'at' | 'kind' | 'payload'>): void;
  /**
   * Saves an entry that the caller works on right now: it fires only after a restart, unless removed.
   */
  hold(entry: Pick<DueEntry, 'id' | 'at' | 'kind' | 'payload'>): void;
  remove(id: string): void;
  has(id: string): boolean;
  on(kind: DueEntry['kind'], fire: Fire): void;
  /**
   * Moves the clock to `until` (ms), stopping at every entry on the way, in due order; after each entry
   * it waits until everything that entry set in motion has come to rest.
   */
  runUntil(until: number): Promise<void>;
  /** Real-time ticking; before this nothing fires on its own. */
  start(): void;
  stop(): void;
  size(): number;
}

/** Node's timers overflow above 2^31-1 ms and then fire at once; an hour re-arms long before. */
const longestTimerMs = 3_600_000;

export function openDueList(disk: Disk, clock: Clock, activity: Activity): DueList {
  const shelf = disk.shelf('due', DueEntry);
  const entries = new Map<string, DueEntry>();
  for (const entry of shelf.all()) if (entry.kind !== 'in-memory') entries.set(entry.id, entry);
  let order = Math.max(0, ...[...entries.values()].map((entry) => entry.order));
  const handlers = new Map<DueEntry['kind'], Fire>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let stopped = false;
  const isStopped = (): boolean => stopped;
  let turn: Promise<void> = Promise.resolve();

  const first = (): DueEntry | undefined => {
    let best: DueEntry | undefined;
    for (const entry of entries.values()) {
      if (!best || entry.at < best.at || (entry.at === best.at && entry.order < best.order)) best = entry;
    }
    return best;
  };

  const arm = (): void => {
    clearTimeout(timer);
    const next = running ? first() : undefined;
    if (!next) return;
    const delay = clock.realDelayUntil(next.at);
    if (delay === Infinity) return;
    timer = setTimeout(
      () => {
        void inTurn(() => fireUpTo(clock.now()));
      },
      Math.min(delay, longestTimerMs),
    );
  };

  const drop = (entry: DueEntry): void => {
    if (entries.get(entry.id) !== entry) return;
    entries.delete(entry.id);
    shelf.delete(entry.id);
  };

  const fireUpTo = async (until: number): Promise<void> => {
    for (;;) {
      await activity.whenQuiet();
      const next = first();
      if (!next || next.at > until || isStopped()) return;
      clock.moveTo(next.at);
      await activity.during(async () => {
        await handlers.get(next.kind)?.(next);
      });
      drop(next);
    }
  };

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch((error: unknown) => {
      console.error('A due entry failed:', error);
    });
    return mine.finally(arm);
  };

  return {
    add(given) {
      order += 1;
      const entry = { ...given, order };
      entries.set(entry.id, entry);
      if (entry.kind !== 'in-memory') shelf.put(entry.id, entry);
      arm();
    },
    hold(given) {
      order += 1;
      shelf.put(given.id, { ...given, order });
    },
    remove(id) {
      entries.delete(id);
      shelf.delete(id);
    },
    has: (id) => entries.has(id),
    on: (kind, fire) => void handlers.set(kind, fire),
    runUntil: (until) =>
      inTurn(async () => {
        await fireUpTo(until);
        clock.moveTo(until);
        await activity.whenQuiet();
      }),
    start() {
      running = true;
      arm();
    },
    stop() {
      running = false;
      stopped = true;
      clearTimeout(timer);
    },
    size: () => entries.size,
  };
}
