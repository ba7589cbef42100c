import { randomUUID } from 'node:crypto';
import { dynamoCases } from '../../../functions/adapters/dynamodb/cases.ts';
import type { Execution } from '../../../local/execution.ts';
import { staffCall, type Customer, type FaultCloud } from './fault-cloud.ts';

/** A way a case goes from beginning to end; whoever takes part tries again when nobody answers. */
export type Journey = (faults: FaultCloud, customer: Customer) => Promise<{ readonly caseId: string }>;

const TRIES = 8;

/** From the form to the closed case: acknowledged, remedy and offer told, accepted, closed. */
export const acceptedOffer: Journey = async (faults, customer) => {
  const caseId = await complain(faults, customer);
  await until(faults, 'the offer is open', () => isWaiting(faults, caseId) && offerToken(faults, customer));
  await answer(faults, offerToken(faults, customer) ?? '', 'accept');
  await until(faults, 'the case is closed', () => hasEnded(faults, caseId));
  await everyMailIsSent(faults, caseId);
  return { caseId };
};

/** As far as the offer that waits for an answer. */
export async function openOffer(
  faults: FaultCloud,
  customer: Customer,
): Promise<{ readonly caseId: string; readonly token: string }> {
  const caseId = await complain(faults, customer);
  await until(faults, 'the offer is open', () => isWaiting(faults, caseId) && offerToken(faults, customer));
  return { caseId, token: offerToken(faults, customer) ?? '' };
}

/** A case in front of a person whom nobody hears from, up to the duty mailbox; then acknowledged, resolved and told. */
export const unansweredEscalation: Journey = async (faults, customer) => {
  const { cloud } = faults;
  const caseId = await complain(faults, customer);
  await until(faults, 'an owner is waited for', () => isWaiting(faults, caseId));
  await until(
    faults,
    'the duty mailbox knows',
    () => cloud.mailbox.mails('duty@amends.localhost').some(({ headers }) => names(headers, caseId)),
    // The clock of the firm stands still at night, on weekends and on holidays.
    { every: 'PT1H', tries: 120 },
  );
  await act(faults, caseId, 'acknowledge', {}, ({ facts }) =>
    facts.some(({ type }) => type === 'CaseAcknowledged'),
  );
  await until(faults, 'the machine waits for the resolution', () => isWaiting(faults, caseId));
  const words = {
    rootCause: 'courier lost the route',
    message: 'I have called the courier; you get it tomorrow.',
  };
  await act(faults, caseId, 'resolve', words, ({ status }) => status === 'resolved');
  await until(faults, 'nothing runs any more', () => hasEnded(faults, caseId));
  await everyMailIsSent(faults, caseId);
  return { caseId };
};

/** A complaint by mail; the offer is answered first by a machine and then in words, by mail, that it is not settled, so that a person gets the case. */
export const repliedByMail: Journey = async (faults, customer) => {
  const { cloud } = faults;
  const complaint = aMail(customer, 'complaints@amends.localhost', 'Parcel two weeks late', [
    'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
  ]);
  await cloud.receiveMail(complaint, customer.email, ['complaints@amends.localhost']);
  await until(faults, 'the offer is open', () => offerToken(faults, customer) !== undefined);
  const offered = cloud.mailbox.mails(customer.email).at(-1);
  const caseId = /<(cas_\w+)\./.exec(offered?.headers['references'] ?? '')?.[1] ?? '';
  await until(faults, 'the answer is waited for', () => isWaiting(faults, caseId));
  const replyTo = offered?.headers['reply-to']?.match(/reply\+[^>\s]+/)?.[0] ?? '';
  const away = aMail(
    customer,
    replyTo,
    'Out of office',
    ['I am away until Monday.'],
    'Auto-Submitted: auto-replied',
  );
  const reply = aMail(customer, replyTo, `Re: ${offered?.subject ?? ''}`, [
    'That does not help me. It is not settled.',
  ]);
  await cloud.receiveMail(away, customer.email, [replyTo]);
  await cloud.whenQuiet();
  await cloud.receiveMail(reply, customer.email, [replyTo]);
  await until(faults, 'a person has the case', () => executionsOf(faults, caseId).length === 2);
  await until(faults, 'the person is waited for', () => isWaiting(faults, caseId));
  await everyMailIsSent(faults, caseId);
  return { caseId };
};

export function aMail(
  { name, email }: Customer,
  to: string,
  subject: string,
  lines: readonly string[],
  ...headers: readonly string[]
): Buffer {
  return Buffer.from(
    [
      `From: ${name} <${email}>`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <${randomUUID()}@example.org>`,
      'Date: Mon, 23 Nov 2026 09:30:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
      ...headers,
      '',
      ...lines,
      '',
    ].join('\r\n'),
  );
}

/** Sends the form, and again with the same key when nobody answered. */
async function complain({ cloud }: FaultCloud, customer: Customer): Promise<string> {
  const key = randomUUID();
  const response = await insist(() =>
    fetch(`${cloud.url}/api/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({
        ...customer,
        subject: 'Parcel two weeks late',
        body: 'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
        consent: { privacy: true },
      }),
    }),
  );
  if (response.status !== 201) throw new Error(`complaint: ${response.status} ${await response.text()}`);
  const { caseId } = (await response.json()) as { caseId: string };
  await cloud.whenQuiet();
  return caseId;
}

/** Answers by link; who is told that the same answer is known already has been heard. */
async function answer({ cloud }: FaultCloud, token: string, given: string): Promise<void> {
  const response = await insist(() =>
    fetch(`${cloud.url}/api/offers/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answer: given }),
    }),
  );
  const said = (await response.json()) as { recorded?: string };
  if (response.status !== 200 && said.recorded !== given)
    throw new Error(`answer: ${response.status} ${JSON.stringify(said)}`);
}

interface Detail {
  readonly status: string;
  readonly owner: string;
  readonly facts: readonly { readonly type: string }[];
}

/** What the owner does, looking again first when it did not go through. */
async function act(
  faults: FaultCloud,
  caseId: string,
  action: string,
  body: object,
  isDone: (detail: Detail) => boolean,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const shown = await insist(() => staffCall(faults.cloud, { group: 'handler' }, `cases/${caseId}`));
    const detail = (await shown.json()) as Detail;
    if (isDone(detail)) return;
    const done = await staffCall(
      faults.cloud,
      { group: 'handler', user: detail.owner },
      `cases/${caseId}/${action}`,
      { method: 'POST', body: JSON.stringify(body) },
      shown.headers.get('etag') ?? '',
    );
    await faults.cloud.whenQuiet();
    if (done.ok) return;
    if (done.status < 500 && done.status !== 412)
      throw new Error(`${action}: ${done.status} ${await done.text()}`);
  }
  throw new Error(`${action} never went through`);
}

async function insist(request: () => Promise<Response>): Promise<Response> {
  let last: Response | undefined;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    last = await request();
    if (last.status < 500) return last;
  }
  throw new Error(`still ${last?.status ?? 'nothing'} after ${TRIES} tries`);
}

/** Lets the system try again what failed, by the clock, until it has come so far. */
export async function until(
  { cloud }: FaultCloud,
  what: string,
  isSo: () => unknown,
  { every, tries } = { every: 'PT1M', tries: TRIES },
): Promise<void> {
  for (let round = 0; round <= tries; round += 1) {
    await cloud.whenQuiet();
    if (await isSo()) return;
    await cloud.advance(every);
  }
  throw new Error(`in vain: until ${what}`);
}

/** What a worker left behind is found by the sweep. */
const everyMailIsSent = (faults: FaultCloud, caseId: string): Promise<void> =>
  until(
    faults,
    'every mail is sent',
    async () => {
      const file = await dynamoCases(faults.table, () => faults.cloud.now()).file(caseId);
      return file?.mails.every(({ status }) => status !== 'reserved');
    },
    { every: 'PT6H', tries: 3 },
  );

const executionsOf = ({ cloud }: FaultCloud, caseId: string): readonly Execution[] =>
  cloud.executions().filter(({ name }) => name.startsWith(`${caseId}-`));

const isWaiting = (faults: FaultCloud, caseId: string): boolean =>
  executionsOf(faults, caseId).some(
    ({ status, waiting }) => status === 'RUNNING' && waiting?.kind === 'token',
  ) &&
  executionsOf(faults, caseId).every(
    ({ status, waiting }) => status !== 'RUNNING' || waiting?.kind === 'token',
  );

export const hasEnded = (faults: FaultCloud, caseId: string): boolean =>
  executionsOf(faults, caseId).length > 0 &&
  executionsOf(faults, caseId).every(({ status }) => status === 'SUCCEEDED');

const offerToken = ({ cloud }: FaultCloud, { email }: Customer): string | undefined =>
  cloud.mailbox
    .mails(email)
    .map(({ text }) => /\/offer\/#(\S+)/.exec(text)?.[1])
    .find((token) => token !== undefined);

/** Whether one of our mails is about a case: our own id stands in its `References`. */
export const names = (headers: Readonly<Record<string, string>>, caseId: string): boolean =>
  (headers['references'] ?? '').includes(`<${caseId}.`);
