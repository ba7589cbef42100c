import { expect, test } from 'vitest';
import { acknowledgeCase, claimCase } from '../../functions/use-cases/take-case.ts';
import { resolveByPerson } from '../../functions/use-cases/resolve-by-person.ts';
import { aComplaint, aCustomer, aDiamondCustomer } from '../support/case-builders.ts';
import { aWorld, type World, type WorldOptions } from '../support/world.ts';

const ann = 'ann@example.org';
const hana = 'hana@amends.localhost';
const lena = 'lena@amends.localhost';
const duty = 'duty@amends.localhost';

/** Ann, a silver customer, was told what she is owed and offered something. */
async function anOpenOffer(options: WorldOptions = {}): Promise<{ world: World; id: string }> {
  const world = aWorld({ customers: [aCustomer()], ...options });
  const id = await world.customerComplains();
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
  return { world, id };
}

async function anEscalation(options: WorldOptions = {}): Promise<{ world: World; id: string }> {
  const world = aWorld({ customers: [aDiamondCustomer()], ...options });
  const id = await world.customerComplains();
  expect(await world.case(id)).toMatchObject({ status: 'with-person' });
  return { world, id };
}

const heldFor = async (world: World): Promise<number> =>
  (await world.work.offers.standing('cus_7', '2026-03')).held;

test('an accepted offer closes the case by rule, with what was owed on record', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerAnswers(id, 'accept');

  expect(await world.case(id)).toMatchObject({
    status: 'closed',
    rootCause: 'by rule',
    remedy: { rule: 'delivery.late', kind: 'refund-fee', amount: 499 },
  });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'closing']);
  expect(await heldFor(world)).toBe((await world.offer(id)).cost);
});

test('from complaint to close takes at most ten steps of the machine', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerAnswers(id, 'accept');

  const [recovery] = world.runner.executions('recovery');
  expect(recovery).toMatchObject({ status: 'SUCCEEDED' });
  expect(recovery?.transitions).toBeLessThanOrEqual(10);
});

test('what is owed is told before anything is offered', async () => {
  const { world, id } = await anOpenOffer();

  const types = await world.facts(id);
  expect(types.indexOf('RemedyGranted')).toBeLessThan(types.indexOf('OfferMade'));
  const decision = (await world.lettersTo(ann))[1];
  const { remedy } = await world.case(id);
  const offered = (await world.offer(id)).validUntil;
  expect(decision?.text.replaceAll(/\s+/g, ' ')).toContain(remedy?.text.en);
  expect(offered).toBe('2026-03-16T09:00:00.000Z');
});

test.each<[string, WorldOptions, string]>([
  ['is held out', { customers: [aCustomer()], draw: 0.05 }, 'holdout'],
  ['is a stranger for whom no offer pays', {}, 'nothing-pays'],
  [
    'complains when the budget of the month is spent',
    { customers: [aCustomer()], settings: { offerBudget: 100 } },
    'budget-spent',
  ],
])('who %s gets what is owed and no offer', async (_, options, reason) => {
  const world = aWorld(options);

  const id = await world.customerComplains();

  const file = await world.file(id);
  expect(file.case).toMatchObject({
    status: 'resolved',
    rootCause: 'by rule',
    remedy: { kind: 'refund-fee', amount: 499 },
    closeAt: '2026-03-16T09:00:00.000Z',
  });
  expect(file.case.offerId).toBeUndefined();
  const decided = file.facts.map(({ happened }) => happened).find(({ type }) => type === 'OfferDecided');
  expect(decided).toMatchObject({ decision: { action: 'none', reasons: [reason] } });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);

  await world.daysPass(13);
  expect(await world.case(id)).toMatchObject({ status: 'resolved' });
  await world.daysPass(2);
  expect(await world.case(id)).toMatchObject({ status: 'closed' });
  expect(await world.mailsTo(ann)).toHaveLength(2);
});

test('a declined offer brings the case to a person with a due time, and frees the budget', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerAnswers(id, 'decline');

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { queue: 'complaints', reasons: ['offer-declined'], owner: 'hana' },
  });
  expect((await world.case(id)).person?.dueAt).toBe('2026-03-05T17:30:00.000Z');
  expect(await heldFor(world)).toBe(0);
  expect(await world.mailsTo(hana)).toEqual(['owner-notice']);
});

test('a customer who asks to be called is called by a person', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerAnswers(id, 'call-me');

  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { reasons: ['call-me'] } });
});

test('an offer that nobody answers is reminded of once and then goes to a person', async () => {
  const { world, id } = await anOpenOffer();

  await world.daysPass(8);
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'offer-reminder']);
  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });

  await world.daysPass(7);
  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['offer-unanswered'] },
  });
  expect(await world.offer(id)).toMatchObject({ status: 'expired' });
  expect(await heldFor(world)).toBe(0);
  expect(await world.mailsTo(ann)).toHaveLength(3);
});

test('a reminded customer can still accept', async () => {
  const { world, id } = await anOpenOffer();
  await world.daysPass(8);

  await world.customerAnswers(id, 'accept');

  expect(await world.case(id)).toMatchObject({ status: 'closed' });
});

test('a message that it is not settled brings the case to a person and leaves the offer open', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerWrites(id, 'It is still broken and nobody called.');

  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { reasons: ['not-settled'] } });
  expect(await world.offer(id)).toMatchObject({ status: 'open' });
  await world.daysPass(15);
  expect(await world.offer(id)).toMatchObject({ status: 'expired' });
  expect(await heldFor(world)).toBe(0);
});

test('a message that only thanks leaves the offer as it is', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerWrites(id, 'Thank you very much, wonderful!');

  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer', messageCount: 2 });
});

test('who ends the contract by the link is confirmed at once and reaches a person', async () => {
  const { world, id } = await anOpenOffer();

  await world.customerAnswers(id, 'cancel-contract');

  const record = await world.case(id);
  expect(record).toMatchObject({
    status: 'with-person',
    person: { queue: 'cancellations' },
    cancellationAt: '2026-03-02T09:00:00.000Z',
  });
  expect(record.person?.reasons).toContain('contract-cancelled');
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'cancellation-confirmed']);
});

test('a customer who writes to cancel is confirmed at once, without an offer, and reaches a person', async () => {
  const world = aWorld({ customers: [aCustomer()] });

  const id = await world.customerComplains(aComplaint({ about: 'leaving' }));

  expect(await world.case(id)).toMatchObject({
    kind: 'cancellation',
    status: 'with-person',
    person: { queue: 'cancellations', reasons: ['cancellation'] },
  });
  expect(await world.mailsTo(ann)).toEqual(['cancellation-confirmed']);
  expect(await world.facts(id)).not.toContain('OfferDecided');
  expect(await world.facts(id)).not.toContain('RemedyGranted');
});

test('an enquiry goes to its own queue, by its own clock', async () => {
  const world = aWorld({ customers: [aCustomer()] });

  const id = await world.customerComplains(aComplaint({ about: 'question' }));

  const record = await world.case(id);
  expect(record).toMatchObject({
    kind: 'enquiry',
    status: 'with-person',
    person: { queue: 'enquiries', reasons: ['enquiry'], dueAt: '2026-03-04T17:30:00.000Z' },
  });
  expect(record.remedy).toBeUndefined();
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement']);
});

test('a suggestion is recorded, thanked and closed', async () => {
  const world = aWorld();

  const id = await world.customerComplains(aComplaint({ about: 'idea' }));

  expect(await world.case(id)).toMatchObject({ kind: 'suggestion', status: 'closed' });
  expect(await world.mailsTo(ann)).toEqual(['thanks']);
  expect(await world.mailsTo('team@amends.localhost')).toEqual([]);
});

test('praise is thanked, and the team hears of it', async () => {
  const world = aWorld();

  const id = await world.customerComplains(aComplaint({ about: 'praise' }));

  expect(await world.case(id)).toMatchObject({ kind: 'praise', status: 'closed' });
  expect(await world.mailsTo(ann)).toEqual(['thanks']);
  expect(await world.mailsTo('team@amends.localhost')).toEqual(['team-praise']);
});

test('spam is answered by nobody and waits in quarantine', async () => {
  const world = aWorld();

  const id = await world.customerComplains(aComplaint({ about: 'spam' }));

  expect(await world.case(id)).toMatchObject({ kind: 'spam', status: 'closed' });
  expect(world.work.postOffice.posted).toEqual([]);
  expect((await world.work.cases.queue('quarantine')).items.map((record) => record.id)).toEqual([id]);
});

test('who falls into the trap of the form starts no machine', async () => {
  const world = aWorld();

  await world.customerComplains(aComplaint({ kind: 'spam' }));

  expect(world.runner.executions()).toEqual([]);
  expect((await world.work.cases.queue('quarantine')).items).toHaveLength(1);
});

test('what we are not sure of goes to a person', async () => {
  const world = aWorld();

  const id = await world.customerComplains(aComplaint({ about: 'something unclear' }));

  const record = await world.case(id);
  expect(record).toMatchObject({ kind: 'complaint', status: 'with-person' });
  expect(record.person?.reasons).toContain('low-confidence');
});

test('a diamond customer is told the standard remedy at once, without an offer, and reaches a person', async () => {
  const { world, id } = await anEscalation();

  const record = await world.case(id);
  expect(record.person?.reasons).toContain('tier-diamond');
  expect(record.remedy).toMatchObject({ kind: 'refund-fee', amount: 499 });
  expect(record.offerId).toBeUndefined();
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);
  const decision = (await world.lettersTo(ann))[1];
  expect(decision?.text).not.toContain('/offer/#');
});

test('a complaint about safety from a stranger reaches a person at once', async () => {
  const world = aWorld();

  const id = await world.customerComplains(aComplaint({ about: 'fire' }));

  expect((await world.case(id)).person?.reasons).toContain('flag-safety');
  expect(await world.mailsTo(hana)).toEqual(['owner-notice']);
});

test('an escalation that nobody acknowledges climbs to the lead and then to the duty mailbox', async () => {
  const { world, id } = await anEscalation();

  expect((await world.case(id)).person?.acknowledgeBy).toBe('2026-03-02T10:00:00.000Z');

  await world.hoursPass(1);
  expect(await world.mailsTo(lena)).toEqual(['lead-notice']);
  expect(await world.mailsTo(duty)).toEqual([]);

  await world.hoursPass(1);
  expect(await world.mailsTo(duty)).toEqual(['duty-notice']);
  expect((await world.case(id)).person?.level).toBe(3);
});

test('an acknowledged case that is not resolved in time climbs too', async () => {
  const { world, id } = await anEscalation();
  await world.staffDoes('hana', id, acknowledgeCase);

  await world.hoursPass(5);
  expect(await world.mailsTo(lena)).toEqual([]);

  await world.daysPass(2);
  expect(await world.mailsTo(lena)).toEqual(['lead-notice']);
  expect(await world.facts(id)).toContain('LadderClimbed');
});

test('a case whose ladder never began is given an owner by the sweeper, who hears of it', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()] });
  world.breakTask('AssignOwner');
  const id = await world.customerComplains();
  expect((await world.case(id)).person?.owner).toBeUndefined();

  await world.hoursPass(1);

  const { owner } = (await world.case(id)).person ?? {};
  expect(await world.mailsTo(`${owner}@amends.localhost`)).toContain('owner-notice');
});

test('a ladder that lost its machine climbs all the same, to the last rung and again there', async () => {
  const world = aWorld({ customers: [aDiamondCustomer()] });
  world.breakTask('ClimbLadder');
  const id = await world.customerComplains();

  await world.hoursPass(6);

  expect(await world.mailsTo(lena)).toEqual(['lead-notice']);
  expect(await world.mailsTo(duty)).toEqual(['duty-notice']);
  expect(world.runner.executions('escalation').map(({ status }) => status)).toEqual(['FAILED']);
  await world.daysPass(2);
  expect((await world.mailsTo(duty)).length).toBeGreaterThan(1);
  expect((await world.case(id)).person?.level).toBe(3);
});

test('a ladder that lost its machine is no louder than one that did not', async () => {
  const heard = async (broken: boolean): Promise<string[]> => {
    const world = aWorld({ customers: [aDiamondCustomer()] });
    const id = await world.customerComplains();
    if (broken) world.breakTask('ClimbLadder');
    await world.staffDoes('hana', id, acknowledgeCase);
    await world.daysPass(3);
    return [...(await world.mailsTo(lena)), ...(await world.mailsTo(duty))];
  };

  expect(await heard(true)).toEqual(await heard(false));
});

test('a case that a person resolves in time climbs no further', async () => {
  const { world, id } = await anEscalation();
  await world.staffDoes('hana', id, claimCase);

  await world.staffDoes('hana', id, (deps, command) =>
    resolveByPerson(deps, command, { rootCause: 'carrier', message: 'We found your parcel.' }),
  );
  await world.daysPass(15);

  expect(await world.case(id)).toMatchObject({ status: 'closed', rootCause: 'carrier' });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision', 'closing']);
  expect(await world.mailsTo(lena)).toEqual([]);
  expect(await world.mailsTo(duty)).toEqual([]);
  expect(world.runner.executions('escalation').map(({ status }) => status)).toEqual(['SUCCEEDED']);
});

test('a customer who writes after the close gets a person, not a new case', async () => {
  const { world, id } = await anOpenOffer();
  await world.customerAnswers(id, 'accept');

  await world.customerWrites(id, 'It is still broken and nobody called.');

  expect(await world.case(id)).toMatchObject({ status: 'with-person', person: { reasons: ['not-settled'] } });
  expect(await world.facts(id)).toContain('CaseReopened');
  expect(world.runner.executions('escalation')).toHaveLength(1);
});

test('a case that lost its machine is started again by the sweeper', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.faults.streamIsDown = true;
  const id = await world.customerComplains();
  expect(await world.case(id)).toMatchObject({ status: 'received' });
  world.faults.streamIsDown = false;

  await world.hoursPass(2);

  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);
});

test('a case that no machine can carry goes to a person after three more tries', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.breakTask('TriageCase');
  const id = await world.customerComplains();

  await world.hoursPass(8);

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['recovery-failed'] },
  });
  expect((await world.facts(id)).filter((type) => type === 'RecoveryRestarted')).toHaveLength(3);
});

test('a case that cannot be planned is not lost: a person gets it', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.breakTask('PlanRecovery');

  const id = await world.customerComplains();
  await world.hoursPass(1);

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    person: { reasons: ['recovery-failed'] },
  });
});

test('a short outage of the mail service delays a mail and loses none', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.faults.mailIsDown = true;
  const id = await world.customerComplains();
  world.faults.mailIsDown = false;

  await world.hoursPass(3);

  expect(await world.case(id)).toMatchObject({ status: 'awaiting-customer' });
  expect(await world.mailsTo(ann)).toEqual(['acknowledgement', 'decision']);
});

test('a customer whose address takes no mail reaches a person, who is told to call', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  world.faults.refusedAddress = ann;

  const id = await world.customerComplains();
  await world.hoursPass(1);

  expect(await world.case(id)).toMatchObject({
    status: 'with-person',
    unreachable: true,
    person: { reasons: ['customer-unreachable'] },
  });
  expect(await world.mailsTo(hana)).toEqual(['owner-notice']);
});
