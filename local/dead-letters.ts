import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';

const DeadLetter = z.object({
  id: z.string(),
  /** ARN of the queue, or the function that failed when the template names none. */
  queue: z.string(),
  /** Virtual time, ISO 8601. */
  at: z.string(),
  body: z.json(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/** What was tried often enough and given up. */
export interface DeadLetters {
  add(queue: string, body: unknown): void;
  all(): readonly DeadLetter[];
}

export function openDeadLetters(disk: Disk, clock: Clock): DeadLetters {
  const shelf = disk.shelf('dead-letter', DeadLetter);
  return {
    add(queue, body) {
      const id = randomUUID();
      shelf.put(id, { id, queue, at: clock.iso(), body: z.json().parse(JSON.parse(JSON.stringify(body))) });
      console.error(
        `Given up: something for ${queue.split(':').at(-1) ?? queue} is now a dead letter (GET /local/state).`,
      );
    },
    all: () => shelf.all(),
  };
}
