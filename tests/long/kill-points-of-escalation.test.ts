import { afterAll } from 'vitest';
import { findDynoxide } from '../../local/dynamodb.ts';
import { startFaultCloud } from '../faults/support/fault-cloud.ts';
import { unansweredEscalation } from '../faults/support/journeys.ts';
import { countPoints, expectResolvedByPerson } from '../faults/support/kill-points.ts';
import { killSuite } from '../faults/support/kill-suite.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const faults = findDynoxide() === undefined ? undefined : await startFaultCloud();
const points = faults ? await countPoints(faults, unansweredEscalation, 'diamond') : [];

afterAll(() => faults?.stop());

killSuite(faults, {
  what: 'a case in front of a person is neither forgotten nor told twice, whatever call the worker ends at',
  journey: unansweredEscalation,
  customer: 'diamond',
  points,
  atLeast: 100,
  expectWhole: expectResolvedByPerson,
});
