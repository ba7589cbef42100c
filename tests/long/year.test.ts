import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen } from '../../functions/domain/case/case.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { claimCase } from '../../functions/use-cases/take-case.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';
import { seed } from './seed.ts';

const weeks = fc.record({
  about: fc.constantFrom(
    'late parcel',
    'rude service',
    'outage',
    'bill',
    'fire',
    'question',
    'leaving',
    '迟到',
  ),
  who: fc.integer({ min: 1, max: 20 }),
  draw: fc.nat(99),
  answer: fc.constantFrom('accept', 'decline', 'call-me', 'cancel-contract', 'message', 'silence'),
  days: fc.integer({ min: 1, max: 20 }),
  personWorks: fc.boolean(),
});

test('after a year of complaints every case has ended or stands before a person, and nobody got a mail twice', async () => {
  const customers = Array.from({ length: 20 }, (_, number) =>
    aCustomer({ id: `cus_${number + 1}`, emails: [`customer-${number + 1}@example.org`] }),
  );
  const world = aWorld({ customers, deliveries: 2 });
  const cases: string[] = [];
  for (const { about, who, answer, days, personWorks } of fc.sample(weeks, { seed, numRuns: 40 })) {
    const email = `customer-${who}@example.org`;
    const id = await world.customerComplains(aComplaint({ about, email }));
    cases.push(id);
    await world.daysPass(days);
    const { offerId } = await world.case(id);
    if (answer === 'message') await world.customerWrites(id, 'It is still not settled.');
    else if (answer !== 'silence' && offerId !== undefined) await world.customerAnswers(id, answer);
    if (personWorks && (await world.case(id)).person !== undefined) {
      await world.staffDoes('hana', id, claimCase);
      await world.staffDoes('hana', id, (deps, command) =>
        resolveByPerson(deps, command, { rootCause: 'carrier', message: 'It is on its way.' }),
      );
    }
  }
  await world.daysPass(30);

  for (const id of cases) {
    const { case: record, mails, facts } = await world.file(id);
    expect(isOpen(record.status) && record.person === undefined, `${id} waits for nobody`).toBe(false);
    expect(facts.map(({ number }) => number)).toEqual(facts.map((_, index) => index + 1));
    expect(mails.filter(({ status }) => status === 'reserved')).toEqual([]);
  }
  let letters = 0;
  for (const { emails } of customers) {
    const ids = (await world.lettersTo(emails[0] ?? '')).map(
      ({ messageId, subject }) => messageId ?? subject,
    );
    expect(new Set(ids).size).toBe(ids.length);
    letters += ids.length;
  }
  expect(letters).toBeGreaterThan(cases.length);
  expect(world.runner.executions().filter(({ status }) => status === 'FAILED')).toEqual([]);
});
