import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDisk } from '../../local/disk.ts';
import { EVENTS_KEPT, openEventBus } from '../../local/event-bus.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amends-bus-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clock = { iso: () => '2026-03-03T10:00:00.000Z' };

/** The bus as it is after a start, with what its rules were told of. */
function aBus() {
  const disk = openDisk(join(folder, 'cloud.sqlite'));
  const told: unknown[] = [];
  const bus = openEventBus(disk, clock, ({ detail }) => void told.push(detail));
  const put = (from: number, many: number): void => {
    for (let at = from; at < from + many; at += 10) {
      const Entries = Array.from({ length: Math.min(10, from + many - at) }, (_, n) => ({
        Source: 'amends',
        DetailType: (at + n) % 2 === 0 ? 'Even' : 'Odd',
        Detail: JSON.stringify({ n: at + n }),
      }));
      void bus.serve({
        ...{ method: 'POST', url: '/', headers: {}, operation: 'PutEvents' },
        body: Buffer.from(JSON.stringify({ Entries })),
      });
    }
  };
  const numbers = (type?: string) => bus.events(type).map(({ detail }) => (detail as { n: number }).n);
  return { put, numbers, told, close: () => disk.close() };
}

test('a million outcomes are told to the rules, and only the last thousands of events are kept', () => {
  const bus = aBus();
  bus.put(0, EVENTS_KEPT + 25);

  expect(bus.told).toHaveLength(EVENTS_KEPT + 25);
  expect(bus.numbers()).toHaveLength(EVENTS_KEPT);
  expect(bus.numbers()[0]).toBe(25);
  expect(bus.numbers('Odd')).toHaveLength(EVENTS_KEPT / 2);
  bus.close();

  const later = aBus();
  later.put(EVENTS_KEPT + 25, 1);
  expect(later.numbers()).toHaveLength(EVENTS_KEPT);
  expect(later.numbers()[0]).toBe(26);
  expect(later.numbers().at(-1)).toBe(EVENTS_KEPT + 25);
  later.close();
});
