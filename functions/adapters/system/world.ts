import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock, Ids } from '../../ports/world.ts';

/** The time of the machine. */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Ids that sort by the time they were made, and bytes nobody can guess. */
export const systemIds: Ids = {
  next: (prefix) => `${prefix}${ulid()}`,
  random: (bytes) => randomBytes(bytes),
};
