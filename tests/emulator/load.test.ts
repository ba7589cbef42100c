import { afterAll, expect, test, vi } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { inLanes } from '../../functions/use-cases/in-lanes.ts';
import { fresh, lateParcel } from './support/complaints.ts';
import { call, table } from './support/deployed.ts';
import { mailsTo } from './support/inbox.ts';
import { deadLetters, failedExecutions } from './support/set-aside.ts';

const COMPLAINTS = Number(process.env['AMENDS_COMPLAINTS'] ?? 100);
const AT_ONCE = 20;
/** Each complaint is some processes of the emulator's; a machine of two cores does a few a second. */
const patience = { timeout: 60_000 + COMPLAINTS * 2_000, interval: 1000 };

const cases = dynamoCases(table, () => new Date().toISOString());

afterAll(async () => {
  expect(await deadLetters()).toEqual([]);
  expect(await failedExecutions()).toEqual([]);
});

/** Sends a complaint twice at the same time, as an impatient browser does, until both are answered. */
async function sendTwice(complaint: object): Promise<string> {
  const headers = { 'idempotency-key': fresh() };
  const send = () =>
    vi.waitFor(async () => {
      const answer = await call('POST', '/api/complaints', complaint, headers);
      // 409: the first of the two is under way; 429: more than the stage lets in a second.
      expect([409, 429]).not.toContain(answer.status);
      return answer;
    }, patience);
  const answers = await Promise.all([send(), send()]);
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual([201, 201]);
  const [one, other] = answers.map((answer) => answer.json().caseId);
  expect(other).toBe(one);
  return one;
}

test(
  `of ${COMPLAINTS} complaints, each sent twice, each becomes one case that is acknowledged and judged once`,
  async () => {
    const caseIds = new Map<string, string>();
    const addresses = Array.from({ length: COMPLAINTS }, () => `load-${fresh()}@example.com`);
    await inLanes(AT_ONCE, addresses, async (address) => {
      caseIds.set(address, await sendTwice(lateParcel(address)));
    });
    expect(new Set(caseIds.values()).size).toBe(COMPLAINTS);

    for (const caseId of caseIds.values()) {
      const facts = await vi.waitFor(async () => {
        const file = await cases.file(caseId);
        const types = file?.facts.map(({ happened }) => happened.type) ?? [];
        expect(types).toContain('CaseResolved');
        return types;
      }, patience);
      expect(facts.filter((type) => type === 'ComplaintReceived')).toHaveLength(1);
      expect(facts.filter((type) => type === 'CaseTriaged')).toHaveLength(1);
    }
    // Mails leave after the fact that says why: by now all but the last have.
    for (const address of addresses)
      await vi.waitFor(async () => {
        const mails = await mailsTo(address);
        if (mails === undefined) return;
        expect(mails.map(({ subject }) => subject)).toEqual([
          expect.stringContaining('We have your message'),
          expect.stringContaining('Our answer'),
        ]);
      }, patience);
  },
  patience.timeout,
);
