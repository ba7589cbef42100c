import { afterAll, describe, expect, test } from 'vitest';
import type { FaultCloud } from './fault-cloud.ts';
import type { Journey } from './journeys.ts';
import {
  isBetweenAnswerAndRecord,
  nameOf,
  survive,
  tableOf,
  type Point,
  type Survived,
} from './kill-points.ts';

/** One journey and what must be found after it, whatever happened on the way. */
interface KillSuite {
  readonly what: string;
  readonly journey: Journey;
  readonly customer: 'ordinary' | 'diamond';
  readonly points: readonly Point[];
  readonly atLeast: number;
  readonly expectWhole: (found: Survived, mayRepeat: boolean) => void;
}

/** A test for every point: the worker ends there, the system tries again, and nothing is lost or doubled. */
export function killSuite(faults: FaultCloud | undefined, suite: KillSuite): void {
  const { journey, customer, points, expectWhole } = suite;
  const rows: { point: Point; outcome: string }[] = [];

  describe.skipIf(faults === undefined)(suite.what, () => {
    afterAll(() => {
      console.log(`${suite.what}\n${tableOf(rows)}`);
    });

    test('there are calls to end it at', () => {
      expect(points.length).toBeGreaterThanOrEqual(suite.atLeast);
    });

    test.each(points.map((point) => [nameOf(point), point] as const))(
      '%s',
      { timeout: 120_000 },
      async (_name, point) => {
        if (!faults) throw new Error('no cloud');
        rows.push({ point, outcome: 'lost or doubled' });
        const found = await survive(faults, journey, customer, point);
        expectWhole(found, isBetweenAnswerAndRecord(point, points));
        const twice = Object.entries(found.mails).find(([, { delivered }]) => delivered === 2)?.[0];
        const outcome = twice === undefined ? 'as without it' : `as without it, but the ${twice} came twice`;
        rows.splice(-1, 1, { point, outcome });
      },
    );
  });
}
