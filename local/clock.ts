import * as z from 'zod';
import type { Disk } from './disk.ts';
import { newSharedTime, readSharedTime, writeSharedTime, type SharedTime } from './shared-time.ts';

/** The laptop's own time: runs with real time times `speed`, and can be moved forward, never back. */
export interface Clock {
  /** Virtual milliseconds since the epoch. */
  now(): number;
  readonly iso: () => string;
  /** Moves forward to `at` (ms); a time already passed changes nothing. */
  moveTo(at: number): void;
  /** Real milliseconds until the virtual time `at`; `Infinity` when time stands still. */
  realDelayUntil(at: number): number;
  /** What workers read. */
  readonly shared: SharedTime;
  /** Remembers the present, so that the next start goes on from here. */
  save(): void;
}

const SavedClock = z.object({ virtual: z.number(), real: z.number() });

/**
 * @param startAt virtual start in ms; without it real time, or where the saved clock would be by now
 * @param speed virtual milliseconds per real one; 0 stands still until moved
 */
export function startClock(disk: Disk, startAt: number | undefined, speed: number): Clock {
  const shelf = disk.shelf('clock', SavedClock);
  const saved = shelf.get('clock');
  const shared = newSharedTime();
  const real = Date.now();
  const resumed = saved === undefined ? undefined : saved.virtual + (real - saved.real) * speed;
  writeSharedTime(shared, Math.max(startAt ?? resumed ?? real, resumed ?? 0), real, speed);

  const now = (): number => readSharedTime(shared, Date.now());
  const save = (): void => shelf.put('clock', { virtual: now(), real: Date.now() });
  save();
  return {
    now,
    iso: () => new Date(now()).toISOString(),
    moveTo(at) {
      writeSharedTime(shared, Math.max(at, now()), Date.now(), speed);
      save();
    },
    realDelayUntil(at) {
      const virtual = at - now();
      if (virtual <= 0) return 0;
      return speed === 0 ? Infinity : virtual / speed;
    },
    shared,
    save,
  };
}
