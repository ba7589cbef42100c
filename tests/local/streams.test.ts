import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newActivity } from '../../local/activity.ts';
import { startClock } from '../../local/clock.ts';
import { openDeadLetters } from '../../local/dead-letters.ts';
import { openDisk } from '../../local/disk.ts';
import { newStreamPoller } from '../../local/streams.ts';

test('a stream that cannot be read for a moment is read again, without waiting for the next write', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-streams-'));
  const disk = openDisk(join(folder, 'cloud.sqlite'));
  const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
  try {
    const clock = startClock(disk, Date.parse('2026-11-24T12:00:00Z'), 0);
    const activity = newActivity();
    const record = { eventID: '1', eventName: 'INSERT', dynamodb: { SequenceNumber: '001' } };
    const heard: unknown[] = [];
    let looks = 0;
    const poller = newStreamPoller(
      {
        ...{ logicalId: 'Feed', type: 'AWS::Lambda::EventSourceMapping', stack: 'service', ref: 'feed' },
        properties: { EventSourceArn: 'arn:stream', FunctionName: 'dispatch' },
      },
      {
        shards: () =>
          (looks += 1) === 1 ? Promise.reject(new Error('connection reset')) : Promise.resolve(['shard']),
        after: (_, sequenceNumber) => Promise.resolve(sequenceNumber === undefined ? [record] : []),
      },
      {
        ...{ disk, clock, activity, deadLetters: openDeadLetters(disk, clock), region: 'us-east-1' },
        functions: {
          invoke: (_, event) => {
            heard.push(event);
            return Promise.resolve({ ok: true, payload: {} });
          },
        },
      },
    );
    poller.start();
    await activity.whenQuiet();
    poller.stop();

    expect(heard).toHaveLength(1);
    expect(said).toHaveBeenCalledTimes(1);
  } finally {
    said.mockRestore();
    disk.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
