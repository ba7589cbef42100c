import { expect } from 'vitest';
import type { Call, KillPoint } from '../../../local/call-gate.ts';
import { audit, budgetNow, type Findings } from './audit.ts';
import type { FaultCloud } from './fault-cloud.ts';
import type { Journey } from './journeys.ts';

/** One call of an adapter on a journey, by its number among the calls of its function, and on which side of it the worker ends. */
export interface Point extends KillPoint {
  readonly service: string;
  readonly operation: string;
}

export const nameOf = ({ function: of, n, service, operation, when }: Point): string =>
  `${of} ${n} ${service} ${operation}, ${when}`;

/**
 * Counts the calls of a journey. The journey before it has warmed the workers, which read the link secret
 * once and not again; those reads are points of the cold journey.
 */
export async function countPoints(
  faults: FaultCloud,
  journey: Journey,
  kind: 'ordinary' | 'diamond',
): Promise<readonly Point[]> {
  const cold = await callsOf(faults, journey, kind);
  const warm = await callsOf(faults, journey, kind);
  const secrets = cold
    .filter(({ service }) => service === 'secretsmanager')
    .map((call) => ({ ...call, n: call.n + callsToGoCold(call.function) }));
  return [...warm, ...secrets].flatMap(({ function: of, n, service, operation }) =>
    (['before', 'after'] as const).map((when) => ({ function: of, n, service, operation, when })),
  );
}

async function callsOf(
  faults: FaultCloud,
  journey: Journey,
  kind: 'ordinary' | 'diamond',
): Promise<readonly Call[]> {
  const { calls } = faults.cloud;
  calls.clear();
  await journey(faults, await faults.newCustomer(kind));
  const made = ours(calls.made());
  calls.clear();
  return made;
}

const ours = (made: readonly Call[]): readonly Call[] =>
  made.filter(({ function: of }) => of !== '-' && of !== 'sweep');

export interface Survived extends Findings {
  readonly spent: number;
  readonly committed: number;
}

/** Runs a journey with the worker ended at a point, and says what there is afterwards. */
export async function survive(
  faults: FaultCloud,
  journey: Journey,
  kind: 'ordinary' | 'diamond',
  point: Point,
): Promise<Survived> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { survived, ended } = await endAt(faults, journey, kind, point);
    if (ended.includes(point.operation)) return survived;
    // The last point left a cold worker, whose calls count from another number: warm it, and once more.
    await journey(faults, await faults.newCustomer(kind));
  }
  return expect.fail('no worker was ended at this call');
}

/** Mail comes in from several at once and so has several warm workers; they are ended beforehand, one by one. */
const callsToGoCold = (of: string): number => (of === 'receive-mail' ? 0 : 1);

/** Sees to it that the function reads its secret again. Elsewhere the first call of the one warm worker is ended too. */
async function goCold({ cloud }: FaultCloud, of: string): Promise<void> {
  cloud.calls.clear();
  if (callsToGoCold(of) > 0) {
    cloud.calls.killAt({ function: of, n: 1, when: 'before' });
    return;
  }
  const event = { Records: [{ ses: { mail: { messageId: 'none' }, receipt: {} } }] };
  for (let worker = 1; worker <= MOST_WORKERS; worker += 1) {
    cloud.calls.killAt({ function: of, n: 1, when: 'before' });
    await cloud.invoke(cloud.output('ReceiveMailFunctionName') ?? '', event);
    expect(cloud.calls.killed()).toHaveLength(1);
    cloud.calls.clear();
  }
}

/** That the laptop runs of one function. */
const MOST_WORKERS = 3;

async function endAt(faults: FaultCloud, journey: Journey, kind: 'ordinary' | 'diamond', point: Point) {
  const { calls } = faults.cloud;
  const before = await budgetNow(faults);
  const customer = await faults.newCustomer(kind);
  calls.clear();
  if (point.service === 'secretsmanager') await goCold(faults, point.function);
  calls.killAt({ function: point.function, n: point.n, when: point.when });
  const { caseId } = await journey(faults, customer);
  const ended = calls
    .killed()
    .map(
      ({ function: of, n }) => calls.made().find((call) => call.function === of && call.n === n)?.operation,
    );
  calls.clear();
  const after = await budgetNow(faults);
  const survived: Survived = {
    ...(await audit(faults, customer, caseId)),
    spent: after.spent - before.spent,
    committed: after.committed - before.committed,
  };
  return { survived, ended };
}

const changing = new Set([
  'TransactWriteItems',
  'UpdateItem',
  'PutItem',
  'SendRawEmail',
  'StartExecution',
  'SendTaskSuccess',
]);

/** A worker that ends around a read leaves what one leaves that ends before the next change: these stand for all. */
export const aroundChanges = (points: readonly Point[]): readonly Point[] =>
  points.filter(({ operation }) => changing.has(operation));

/** Each call before or after it by turns: half the points, every call among them. */
export const oneSideEach = (points: readonly Point[]): readonly Point[] =>
  points.filter((_, place) => place % 4 === 0 || place % 4 === 3);

/** A mail may come twice only where its worker ends between SES's answer and the record of it. */
export function isBetweenAnswerAndRecord(point: Point, all: readonly Point[]): boolean {
  const before = all.find((one) => one.function === point.function && one.n === point.n - 1);
  return (
    (point.service === 'ses' && point.when === 'after') ||
    (point.when === 'before' && point.operation === 'UpdateItem' && before?.service === 'ses')
  );
}

function expectNothingBroken(found: Survived, mayRepeat: boolean): void {
  expect(found).toMatchObject({ cases: 1, ledgerRows: found.messages, deadLetters: 0 });
  expect(found.facts).toMatchObject({
    ComplaintReceived: 1,
    CaseTriaged: 1,
    CaseAssessed: 1,
    RemedyGranted: 1,
  });
  const repeated = Object.entries(found.mails).filter(([, { delivered }]) => delivered === 2);
  for (const [purpose, { status, delivered }] of Object.entries(found.mails)) {
    expect.soft(status, purpose).toBe('sent');
    expect.soft(delivered, purpose).toBeGreaterThanOrEqual(1);
    expect.soft(delivered, purpose).toBeLessThanOrEqual(mayRepeat ? 2 : 1);
  }
  expect(repeated.length).toBeLessThanOrEqual(mayRepeat ? 1 : 0);
}

export function expectAcceptedOffer(found: Survived, mayRepeat: boolean): void {
  expectNothingBroken(found, mayRepeat);
  expect(found).toMatchObject({
    status: 'closed',
    executions: 1,
    offerLinks: 1,
    offers: [{ status: 'accepted' }],
  });
  expect(found.facts).toMatchObject({
    OfferDecided: 1,
    OfferMade: 1,
    OfferAnswered: 1,
    CaseResolved: 1,
    CaseClosed: 1,
  });
  expect(Object.keys(found.mails).toSorted()).toEqual(['acknowledgement', 'closing', 'decision']);
  // What is promised counts on when it is spent, so that a month's budget bounds both. It is spent once it is given:
  // a voucher at once, what billing or a person must carry out when they say so.
  const [offer] = found.offers;
  const spent = offer?.grant?.state === 'applied' ? offer.cost : 0;
  expect(found).toMatchObject({ committed: offer?.cost, spent });
}

export function expectResolvedByPerson(found: Survived, mayRepeat: boolean): void {
  expectNothingBroken(found, mayRepeat);
  expect(found).toMatchObject({ status: 'resolved', executions: 2, offers: [], committed: 0, spent: 0 });
  expect(found.facts).toMatchObject({
    CaseEscalated: 1,
    CaseAssigned: 1,
    CaseAcknowledged: 1,
    CaseResolved: 1,
  });
  expect(Object.keys(found.mails).map((mail) => mail.replace(/ .*/, ''))).toEqual(
    expect.arrayContaining(['acknowledgement', 'decision', 'owner-notice', 'duty-notice']),
  );
}

export function expectGivenToPerson(found: Survived, mayRepeat: boolean): void {
  expectNothingBroken(found, mayRepeat);
  expect(found).toMatchObject({ status: 'with-person', messages: 2, executions: 2, offerLinks: 1, spent: 0 });
  expect(found.facts).toMatchObject({ OfferMade: 1, MessageReceived: 1, CaseEscalated: 1, CaseAssigned: 1 });
}

/** The table of the suite: which call was ended on which side, and what came of it. */
export function tableOf(rows: readonly { readonly point: Point; readonly outcome: string }[]): string {
  const width = Math.max(0, ...rows.map(({ point }) => nameOf(point).length));
  return rows.map(({ point, outcome }) => `${nameOf(point).padEnd(width)}  ${outcome}`).join('\n');
}
