import { expect, test } from 'vitest';
import type { CampaignStep } from '../../functions/domain/campaign/definition.ts';
import { recordOutcome } from '../../functions/use-cases/record-outcome.ts';
import { reportWorth } from '../../functions/use-cases/report-worth.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, subjectsIn } from '../support/campaign-firm.ts';

const twoWays: CampaignStep = {
  id: 'letter',
  do: 'mail',
  variants: ['plain', 'warm'].map((name) => ({
    name,
    share: 0.5,
    texts: {
      en: { subject: name, point: 'hello.', text: 'words' },
      'zh-Hans': { subject: name, point: '您好。', text: '内容' },
    },
  })),
};

async function aSeason(holdoutShare: number, steps: readonly CampaignStep[]) {
  const firm = aCampaignFirm();
  for (let n = 0; n < 60; n += 1) await firm.hasCustomer(String(n));
  const id = await firm.begins(steps, { holdoutShare });
  const world = {
    ...firm,
    offers: { byId: () => Promise.resolve(undefined) },
    beliefs: { learn: () => Promise.resolve('known' as const) },
  };
  for (let n = 0; n < 60; n += 1)
    await recordOutcome(world, {
      id: `o${n}`,
      customerId: `cus_${n}`,
      kind: n % 3 === 0 ? 'left' : 'stayed',
      on: '2026-03-20',
      source: 'test',
    });
  const ask = (recounted: boolean) =>
    reportWorth(
      { ...firm, currency: 'GBP' },
      { report: 'variants', experiment: id, from: '2026-03-01', to: '2026-03-31', recounted },
    );
  return { firm, ask };
}

test('each variant of a mail is measured against those held out of it, and against the first variant', async () => {
  const { firm, ask } = await aSeason(0.4, [twoWays]);
  const { rows } = await ask(false);
  const sent = Object.groupBy(subjectsIn(firm.outbox), (subject) => subject);

  expect(rows.map(({ group, against }) => [group, against])).toEqual([
    ['letter: plain', undefined],
    ['letter: warm', undefined],
    ['letter: warm', 'plain'],
  ]);
  const [plain, warm, between] = rows;
  expect(plain?.worth.treated.customers).toBe(sent['plain']?.length);
  expect(warm?.worth.treated.customers).toBe(sent['warm']?.length);
  expect((plain?.worth.holdout.customers ?? 0) + (warm?.worth.holdout.customers ?? 0)).toBe(
    60 - firm.outbox.length,
  );
  expect(between?.worth.treated.customers).toBe(sent['warm']?.length);
  expect(between?.worth.holdout.customers).toBe(sent['plain']?.length);
  expect((await ask(true)).rows).toEqual(rows);
});

test('variants are compared with each other where nobody is held out', async () => {
  const { rows } = await (await aSeason(0, [twoWays])).ask(false);
  expect(rows[0]?.sentences.en).toMatch(/^Cannot be known/);
  expect(rows[2]).toMatchObject({ against: 'plain' });
  expect(rows[2]?.worth.saved.estimate).not.toBeNull();
});

test('a campaign that tries nothing has no such rows', async () => {
  const { rows } = await (await aSeason(0.2, [aMail('only')])).ask(false);
  expect(rows).toEqual([]);
});
