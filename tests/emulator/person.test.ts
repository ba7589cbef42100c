import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { theSystem } from '../../functions/domain/case/case.ts';
import { changeCase } from '../../functions/domain/case/change.ts';
import { happeningSchema } from '../../functions/domain/case/fact.ts';
import { complain, fresh, lateParcel, patiently, viewOnce, type Receipt } from './support/complaints.ts';
import { call, functionNames, invoke, table, tokenIn, type Answer } from './support/deployed.ts';
import { mailsTo } from './support/inbox.ts';
import { deadLetters, failedExecutions } from './support/set-aside.ts';
import { callsWith, tokenOf, type StaffCall } from './support/staff.ts';

const cases = dynamoCases(table, () => new Date().toISOString());
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

let handler: StaffCall;
let auditor: StaffCall;

beforeAll(async () => {
  handler = callsWith(await tokenOf('hana', ['handler']));
  // The settings know no handler of this name, whatever the pool says.
  auditor = callsWith(await tokenOf('anton', ['auditor', 'handler']));
});

afterAll(async () => {
  expect(await deadLetters()).toEqual([]);
  expect(await failedExecutions()).toEqual([]);
});

/** A complaint that only a person can answer, and the version that a person who looks sees. */
async function aCaseForAPerson(email: string): Promise<{ receipt: Receipt; etag: string }> {
  const receipt = await complain({
    ...lateParcel(email),
    subject: 'Broken kettle',
    body: 'My new kettle arrived broken. My lawyer will write to you if I do not get my money back.',
  });
  await viewOnce(receipt.statusUrl, ['with-person']);
  return await vi.waitFor(async () => {
    const seen = await handler('GET', `/cases/${receipt.caseId}`);
    expect(seen.status, seen.text).toBe(200);
    expect(seen.json().owner).toEqual(expect.any(String));
    return { receipt, etag: String(seen.headers['etag']) };
  }, patiently);
}

/** Whoever the case was given to, signed in. */
async function theOwner(path: string): Promise<StaffCall> {
  const { owner } = (await handler('GET', path)).json();
  return callsWith(await tokenOf(owner, owner === 'lena' ? ['lead', 'handler'] : ['handler']));
}

/** Acts on the case as it is now: its workflow writes into it too. */
function act(by: StaffCall, path: string, body: object): Promise<Answer> {
  return vi.waitFor(async () => {
    const seen = await by('GET', path.slice(0, path.lastIndexOf('/')));
    const answer = await by('POST', path, body, { 'if-match': String(seen.headers['etag']) });
    expect(answer.status).not.toBe(412);
    return answer;
  }, patiently);
}

describe('a member of staff', () => {
  test('signs in, takes a case, answers the customer, settles it, and the customer reads all of it', async () => {
    const email = `ann-${fresh()}@example.com`;
    const { receipt, etag } = await aCaseForAPerson(email);
    const path = `/cases/${receipt.caseId}`;

    const listed = await handler('GET', '/cases?queue=complaints');
    expect(listed.json().items.map(({ id }: { id: string }) => id)).toContain(receipt.caseId);

    // The lot may have given it to her or to a colleague already.
    await handler('POST', `${path}/claim`, {}, { 'if-match': etag });
    const owner = await theOwner(path);
    const replied = await act(owner, `${path}/reply`, { text: 'Which colour was it?' });
    expect(replied.status, replied.text).toBe(200);
    await call('POST', `/api/cases/${tokenIn(receipt.statusUrl)}/messages`, { text: 'It was red.' });

    await vi.waitFor(async () => expect((await owner('GET', path)).text).toContain('It was red.'), patiently);
    const settled = await act(owner, `${path}/resolve`, {
      rootCause: 'damaged on the way',
      message: 'We refund your kettle today.',
    });
    expect(settled.status, settled.text).toBe(200);

    const view = await viewOnce(receipt.statusUrl, ['resolved', 'closed']);
    expect(JSON.stringify(view)).toContain('We refund your kettle today.');
    const mails = await mailsTo(email);
    if (mails === undefined) return;
    expect(mails.map(({ text }) => text).join('\n')).toMatch(
      /Which colour was it\?[\s\S]*We refund your kettle/,
    );
  });

  test('is told when somebody was quicker, and nothing of theirs is kept', async () => {
    const { receipt, etag } = await aCaseForAPerson(`ann-${fresh()}@example.com`);
    const path = `/cases/${receipt.caseId}/note`;
    const text = 'Called, nobody there.';

    expect((await act(handler, path, { text })).status).toBe(200);
    expect((await handler('POST', path, { text }, { 'if-match': etag })).status).toBe(412);
    expect((await handler('POST', path, { text })).status).toBe(428);
  });

  test('does what their groups allow, in the settings and in the pool', async () => {
    const { receipt } = await aCaseForAPerson(`ann-${fresh()}@example.com`);

    expect((await auditor('GET', `/cases/${receipt.caseId}`)).status).toBe(200);
    const note = await act(auditor, `/cases/${receipt.caseId}/note`, { text: 'Mine.' });
    expect(note.status).toBe(403);
  });
});

describe('a case that nobody takes', () => {
  test('climbs to the next rung, whether or not its machine remembers the clock', async () => {
    const { receipt } = await aCaseForAPerson(`ann-${fresh()}@example.com`);
    const lateness = { at: hoursAgo(2), by: theSystem };
    // No emulator moves time: the case is told to have been looked at two hours ago, and due for it an hour ago.
    await vi.waitFor(async () => {
      const file = await cases.file(receipt.caseId);
      const looked = {
        type: 'LadderClimbed',
        level: 0,
        to: 'hana',
        missed: 'acknowledgement',
        next: hoursAgo(1),
      };
      if (!file) throw new Error('no such case');
      const change = changeCase(file.case, lateness, [{ happening: happeningSchema.parse(looked) }]);
      expect(await cases.save(change)).toEqual({ kind: 'saved' });
    }, patiently);

    const sweep = (await functionNames()).get('sweep') ?? '';
    expect(await invoke(sweep, {})).toMatchObject({ failed: false });

    const file = await cases.file(receipt.caseId);
    // To the lead, or past a lead who has it herself to the duty mailbox.
    expect(file?.case.person?.level).toBeGreaterThan(0);
    expect(file?.mails).toContainEqual(
      expect.objectContaining({
        purpose: expect.stringMatching(/^(lead|duty)-notice$/),
        number: file?.case.factCount,
        status: 'sent',
      }),
    );
  });
});

describe('a file of the customer', () => {
  test('goes past us into the bucket, and staff get it by the case', async () => {
    const photo = 'a photo, as far as anybody here can tell';
    const announced = await call('POST', '/api/attachments', {
      filename: 'broken.jpg',
      contentType: 'image/jpeg',
      size: photo.length,
    });
    expect(announced.status, announced.text).toBe(201);
    const { attachmentId, uploadUrl, headers } = announced.json();
    expect((await fetch(uploadUrl, { method: 'PUT', headers, body: photo })).status).toBe(200);

    const { caseId } = await complain({
      ...lateParcel(`ann-${fresh()}@example.com`),
      attachments: [attachmentId],
    });

    const [message] = (await handler('GET', `/cases/${caseId}`)).json().messages;
    const [kept] = message.attachments;
    expect(kept).toMatchObject({ filename: 'broken.jpg' });
    const link = await handler('GET', `/cases/${caseId}/attachments/${kept.id}`);
    expect(link.status, link.text).toBe(200);
    const { url } = link.json();
    expect(await (await fetch(url)).text()).toBe(photo);
  });
});
