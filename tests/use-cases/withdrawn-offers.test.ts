import { expect, test } from 'vitest';
import { eventOf, type DomainEvent } from '../../functions/domain/event/domain-event.ts';
import type { Fact } from '../../functions/domain/case/fact.ts';
import { offerByPerson } from '../../functions/use-cases/offer-by-person.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { aCustomer, aComplaint } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';
import { quarterLater } from '../support/campaign-firm.ts';
import { anOfferingFirm, offering } from '../support/offering-firm.ts';

const toldOf = (facts: Iterable<Fact>): DomainEvent[] => [...facts].flatMap((fact) => eventOf(fact) ?? []);
const withdrawals = (events: readonly DomainEvent[]) =>
  events.flatMap(({ type, detail }) => (type === 'OfferWithdrawn' ? [detail] : []));

test('other systems hear that a campaign took back an offer which the mail service would never deliver', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.refuses = true;
  await firm.begins(offering());
  const { id } = firm.offerOf();

  const told = firm.told();

  expect(told.map(({ type }) => type)).toEqual(['OfferMade', 'OfferWithdrawn']);
  expect(withdrawals(told)).toEqual([{ offerId: id, why: 'not-deliverable' }]);
  expect(new Set(told.map((event) => event.id)).size).toBe(told.length);
});

test('other systems hear of each offer that was taken back because its mail was put off, once', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.closed = true;
  await firm.begins(offering());
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  const told = firm.told();
  const taken = [...firm.store.offers.values()].filter(({ status }) => status === 'withdrawn');

  expect(withdrawals(told)).toEqual(taken.map(({ id }) => ({ offerId: id, why: 'put-off' })));
  expect(taken).toHaveLength(1);
});

test('other systems hear of an open offer that is taken back because its case was settled', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  const id = await world.customerComplains(
    aComplaint({ subject: 'Call me', body: 'Your driver was rude. I want to speak to a manager.' }),
  );
  await world.staffDoes('hana', id, (deps, now) => offerByPerson(deps, now, 'fee-refund'));
  const offer = await world.offer(id);
  await world.staffDoes('hana', id, (deps, now) =>
    resolveByPerson(deps, now, { rootCause: 'driver', message: 'We spoke with the driver.' }),
  );

  const told = toldOf((await world.file(id)).facts);
  expect(withdrawals(told)).toEqual([{ caseId: id, offerId: offer.id, why: 'settled' }]);
});

test('other systems hear of an offer that a person takes the case from before the customer was told of it', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.breakTask('MakeOffer');
  const id = await world.customerComplains();
  await world.hoursPass(2);
  expect((await world.offer(id)).status).toBe('withdrawn');

  const told = toldOf((await world.file(id)).facts);
  expect(withdrawals(told)).toEqual([
    { caseId: id, offerId: (await world.offer(id)).id, why: 'with-person' },
  ]);
});
