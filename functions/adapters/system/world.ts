import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock, Ids } from '../../ports/world.ts';

export const systemClock: Clock = { now: () => new Date().toISOString() };

export const systemIds: Ids = {
  next: (prefix) => `${prefix}${ulid()}`,
  random: (bytes) => randomBytes(bytes),
};
