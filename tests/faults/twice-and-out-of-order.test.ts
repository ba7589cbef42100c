import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, describe, expect, test } from 'vitest';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { audit } from './support/audit.ts';
import { startFaultCloud, type Customer, type FaultCloud } from './support/fault-cloud.ts';
import { acceptedOffer, aMail, hasEnded, openOffer, until } from './support/journeys.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const running = findDynoxide() === undefined ? undefined : await startFaultCloud();

afterAll(() => running?.stop());

const started = (): FaultCloud => {
  if (!running) throw new Error('no cloud');
  return running;
};

const answerWith = (token: string, given: string): Promise<Response> =>
  fetch(`${started().cloud.url}/api/offers/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answer: given }),
  });

const said = async (response: Response): Promise<Record<string, unknown>> =>
  (await response.json()) as Record<string, unknown>;

describe.skipIf(running === undefined)('what comes twice or in another order', () => {
  test('the facts of a case, delivered again and backwards, start nothing and tell nobody', async () => {
    const faults = started();
    const customer = await faults.newCustomer('ordinary');
    const { caseId } = await acceptedOffer(faults, customer);
    const before = await audit(faults, customer, caseId);
    const { facts = [] } = (await dynamoCases(faults.table, () => faults.cloud.now()).file(caseId)) ?? {};
    const again = facts.filter(({ dispatch }) => dispatch !== undefined).toReversed();
    expect(again.length).toBeGreaterThanOrEqual(2);

    for (const round of [1, 2]) {
      const Records = again.map((fact) => ({
        eventID: `${fact.id}-${round}`,
        eventName: 'INSERT',
        dynamodb: {
          SequenceNumber: String(fact.number),
          NewImage: marshall(fact, { removeUndefinedValues: true }),
        },
      }));
      const outcome = await faults.cloud.invoke(faults.functionName('dispatch'), { Records });
      expect(outcome).toMatchObject({ ok: true });
    }
    await faults.cloud.whenQuiet();

    expect(await audit(faults, customer, caseId)).toEqual(before);
  });

  test('the same mail told five times, three at once, is one case with one acknowledgement', async () => {
    const faults = started();
    const { cloud } = faults;
    const customer = await faults.newCustomer('ordinary');
    const intake = 'complaints@amends.localhost';
    const raw = aMail(customer, intake, 'Parcel two weeks late', ['My parcel arrived two weeks late.']);
    const messageId = await cloud.receiveMail(raw, customer.email, [intake]);
    const event = { Records: [{ ses: { mail: { messageId }, receipt: { recipients: [intake] } } }] };
    const tell = () => cloud.invoke(faults.functionName('receive-mail'), event);

    await Promise.all([tell(), tell(), tell()]);
    await tell();
    await cloud.whenQuiet();
    await cloud.advance('PT5M');

    expect(await casesOf(customer)).toHaveLength(1);
    const subjects = cloud.mailbox.mails(customer.email).map(({ subject }) => subject);
    expect(subjects).toHaveLength(new Set(subjects).size);
    expect(subjects.length).toBeGreaterThanOrEqual(1);
    expect(cloud.state().deadLetters).toEqual([]);
  });

  test('the same form at once and again, without a key, is one case', async () => {
    const faults = started();
    const customer = await faults.newCustomer('ordinary');
    const send = () =>
      fetch(`${faults.cloud.url}/api/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...customer,
          subject: 'Late',
          body: 'It is late.',
          consent: { privacy: true },
        }),
      });

    const answers = await Promise.all([send(), send(), send()]);
    const last = await send();
    await faults.cloud.whenQuiet();

    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(last.status).toBe(201);
    expect(await casesOf(customer)).toHaveLength(1);
  });
});

describe.skipIf(running === undefined)('an answer to an offer', () => {
  test('given twice counts once, and the second is told what stands', async () => {
    const faults = started();
    const { caseId, token } = await openOffer(faults, await faults.newCustomer('ordinary'));

    expect((await answerWith(token, 'accept')).status).toBe(200);
    const second = await answerWith(token, 'decline');

    expect(second.status).toBe(409);
    expect(await said(second)).toMatchObject({ recorded: 'accept' });
    await until(faults, 'the case is closed', () => hasEnded(faults, caseId));
  });

  test('given differently at the same moment is one of them', async () => {
    const faults = started();
    const customer = await faults.newCustomer('ordinary');
    const { caseId, token } = await openOffer(faults, customer);
    const given = ['accept', 'decline', 'call-me'];

    const answers = await Promise.all(given.map((one) => answerWith(token, one)));
    await faults.cloud.whenQuiet();

    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409, 409]);
    const winner = given[statuses.indexOf(200)];
    for (const refused of answers.filter(({ status }) => status === 409))
      expect(await said(refused)).toMatchObject({ recorded: winner });
    const found = await audit(faults, customer, caseId);
    expect(found.facts).toMatchObject({ OfferAnswered: 1 });
    expect(found.status).toBe(winner === 'accept' ? 'closed' : 'with-person');
  });

  test('given too late is recorded and answered kindly, and nothing is promised by it', async () => {
    const faults = started();
    const customer = await faults.newCustomer('ordinary');
    const { caseId, token } = await openOffer(faults, customer);
    await faults.cloud.advance('P4D');

    const late = await answerWith(token, 'accept');
    await faults.cloud.whenQuiet();

    expect(late.status).toBe(410);
    const found = await audit(faults, customer, caseId);
    expect(found).toMatchObject({ status: 'with-person', offers: [{ status: 'expired' }] });
    expect(found.facts).toMatchObject({ OfferAnswered: 1, OfferExpired: 1 });
    expect(found.mails['offer-reminder']).toEqual({ status: 'sent', delivered: 1 });
  });

  test('by a forged link, or one of another purpose, opens nothing', async () => {
    const faults = started();
    const { caseId, token } = await openOffer(faults, await faults.newCustomer('ordinary'));
    const other = await openOffer(faults, await faults.newCustomer('ordinary'));
    const [version, id, mac = ''] = token.split('.');
    const [, otherId] = other.token.split('.');
    const forged = [
      `${version}.${id}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`,
      `${version}.${otherId}.${mac}`,
      `v2.${id}.${mac}`,
      `${token}x`,
      'nonsense',
      '%00',
      '..%2f..%2fetc%2fpasswd',
    ];

    for (const link of forged) {
      expect.soft((await answerWith(link, 'accept')).status, link).toBe(404);
      expect.soft((await fetch(`${faults.cloud.url}/api/offers/${link}`)).status, link).toBe(404);
    }
    // A link to the offer is none to the case.
    expect((await fetch(`${faults.cloud.url}/api/cases/${token}`)).status).toBe(404);
    expect((await fetch(`${faults.cloud.url}/api/unsubscribe/${token}`, { method: 'POST' })).status).toBe(
      404,
    );
    expect(await factsOf(caseId)).not.toContain('OfferAnswered');
  });
});

async function casesOf({ email }: Customer): Promise<readonly string[]> {
  const { cloud, table } = started();
  const ids = await dynamoCases(table, () => cloud.now()).openedBy(email, '2000-01-01T00:00:00.000Z');
  return ids.map(({ caseId }) => caseId);
}

async function factsOf(caseId: string): Promise<readonly string[]> {
  const { cloud, table } = started();
  const file = await dynamoCases(table, () => cloud.now()).file(caseId);
  return (file?.facts ?? []).map(({ happened }) => happened.type);
}
