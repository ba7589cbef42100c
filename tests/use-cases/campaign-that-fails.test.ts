import { expect, test } from 'vitest';
import { startDuePasses } from '../../functions/use-cases/due-campaigns.ts';
import { tellApprovers } from '../../functions/use-cases/tell-approvers.ts';
import { subjectsIn } from '../support/campaign-firm.ts';
import { anOfferingFirm, gift, offering } from '../support/offering-firm.ts';

const names = ['First', 'Second'] as const;

/** A firm with two daily campaigns of which offers wait for a lead, whose store has lost the definition of one. */
async function aFirmThatLost(lost: (typeof names)[number]) {
  const firm = await anOfferingFirm({
    ...{ customers: 1, budget: 1_000_000 },
    offers: [gift('gift', { approvalThreshold: 10 })],
  });
  const ids = new Map<string, string>();
  for (const name of names) {
    await firm.hasCustomer(name, { value: 5_000_000, since: '2020-01-01' });
    ids.set(await firm.begins(offering(), { name, trigger: { when: 'daily', at: '10:00' } }), name);
  }
  const definition = firm.campaigns.definition.bind(firm.campaigns);
  firm.campaigns.definition = (id, number) =>
    ids.get(id) === lost ? Promise.reject(new Error('the definition is lost')) : definition(id, number);
  return firm;
}

test.each([
  ['First', 'Second'],
  ['Second', 'First'],
] as const)('where the campaign %s fails, leads hear of %s all the same', async (lost, other) => {
  const firm = await aFirmThatLost(lost);
  await expect(tellApprovers(firm)).rejects.toThrow('1 failed');

  expect(subjectsIn(firm.outbox).map((subject) => subject.split(':')[0])).toEqual([other]);
});

test.each([
  ['First', 'Second'],
  ['Second', 'First'],
] as const)(
  'where the campaign %s fails, %s looks at everybody the next day all the same',
  async (lost, other) => {
    const firm = await aFirmThatLost(lost);
    firm.timePasses(1);
    await expect(startDuePasses(firm)).rejects.toThrow('1 failed');

    const { campaigns } = await firm.campaigns.list('active');
    const looking = campaigns.filter(({ pass }) => pass?.endedAt === undefined);
    expect(looking.map(({ name }) => name)).toEqual([other]);
  },
);
