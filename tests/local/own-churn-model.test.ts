import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededDice } from '../../functions/domain/churn/learning/dice.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { newFolder } from './support/fixture-template.ts';

/** A firm's history: customers on the old tariff leave, the others stay, with some chance in it. */
function firmsHistory(): string {
  const dice = seededDice(4);
  const lines = Array.from({ length: 400 }, (_, row) => {
    const old = dice.next() < 0.5;
    const left = dice.next() < (old ? 0.9 : 0.05);
    return `${row},${old ? 'old' : 'new'},${dice.below(60)},${left ? 'yes' : 'no'}`;
  });
  return ['customer,tariff,tenureMonths,left', ...lines, ''].join('\n');
}

const dataDir = newFolder();
let cloud: LocalCloud;

async function asStaff(group: 'handler' | 'marketer') {
  const issued = await cloud.tokens.issue({ group });
  if (issued.kind !== 'issued') throw new Error(`no token for a ${group}`);
  return { authorization: `Bearer ${issued.token}`, 'content-type': 'application/json' };
}

async function importCustomers(csv: string): Promise<void> {
  const headers = await asStaff('marketer');
  const base = `${cloud.url}/api/staff`;
  const asked = await fetch(`${base}/customers/import`, { method: 'POST', headers });
  const { importId, uploadUrl } = (await asked.json()) as { importId: string; uploadUrl: string };
  await fetch(uploadUrl, { method: 'PUT', body: csv });
  await fetch(`${base}/imports/${importId}/start`, { method: 'POST', headers });
  await cloud.whenQuiet();
}

/** What a handler reads of the risk of the customer who complains from this address. */
async function riskOf(email: string) {
  const complained = await fetch(`${cloud.url}/api/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${email}-complains-once` },
    body: JSON.stringify({
      name: 'Ann Archer',
      email,
      subject: 'Parcel two weeks late',
      body: 'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
      consent: { privacy: true },
    }),
  });
  const { caseId } = (await complained.json()) as { caseId: string };
  await cloud.whenQuiet();
  const seen = await fetch(`${cloud.url}/api/staff/cases/${caseId}`, { headers: await asStaff('handler') });
  return (await seen.json()) as {
    risk: { probability: number };
    riskReasons: { feature: string; value: unknown; text: string }[];
  };
}

describe.skipIf(findDynoxide() === undefined)('a firm that trained a churn model on its own history', () => {
  beforeAll(async () => {
    const folder = newFolder();
    const [data, model] = [join(folder, 'history.csv'), join(folder, 'own.json')];
    writeFileSync(data, firmsHistory());
    const train = ['--data', data, '--label', 'left', '--id', 'customer', '--learner', 'ebm', '--out', model];
    expect(spawnSync(process.execPath, ['tools/train.ts', ...train]).status).toBe(0);
    cloud = await startLocalCloud({
      dataDir,
      // Half an hour before the daily look at the base.
      clock: '2026-03-02T04:00:00Z',
      speed: 0,
      churnModel: model,
      churnColumns: 'tariff',
    });
    const customers = Array.from(
      { length: 300 },
      (_, place) => `${place},Ann Archer,ann${place}@example.org,2024-03-01,${place === 0 ? 'new' : 'old'}`,
    );
    await importCustomers(['customerId,name,email,since,Tariff', ...customers, ''].join('\n'));
  });
  afterAll(() => cloud.stop());

  test('sees on each case the risk by that model, with its reasons', async () => {
    const onOld = await riskOf('ann7@example.org');
    expect(onOld.risk.probability).toBeGreaterThan(0.7);
    expect(onOld.riskReasons[0]).toMatchObject({ feature: 'tariff', value: 'old' });
    const onNew = await riskOf('ann0@example.org');
    expect(onNew.risk.probability).toBeLessThan(0.3);
  });

  test('is told the next night that its customers are no longer like those of the history', async () => {
    await cloud.advance('PT45M');
    const log = readFileSync(join(dataDir, 'logs', 'watch-drift.log'), 'utf8');
    const [watched] = log.split('\n').filter((line) => line.includes('drift watched'));
    expect(JSON.parse(watched!)).toMatchObject({ model: 'own 1.0.0', customers: 300 });
    expect(watched).toContain('"of":"tariff"');
    const [metric] = log.split('\n').filter((line) => line.includes('"_aws"'));
    // What the alarm churn-model-drifted adds up: one for each feature that moved, and for the score.
    expect(JSON.parse(metric!)).toMatchObject({ service: 'watch-drift', stage: 'dev' });
    expect(JSON.parse(metric!).DriftedFeatures).toBeGreaterThanOrEqual(2);
  });
});
