import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { additiveModelSchema } from '../../../functions/domain/churn/model.ts';
import { generalModel } from '../../../functions/domain/churn/shipped.ts';
import { figures } from '../../../tools/churn/model-card.ts';

const file = readFileSync('functions/domain/churn/general.model.json', 'utf8');
const artifact = additiveModelSchema.parse(JSON.parse(file));
const data = process.env['AMENDS_DATA'];

describe('the shipped model "general"', () => {
  test('says where each data set came from, under which licence, how large and which version', () => {
    expect(artifact.provenance.map(({ name }) => name)).toEqual(['telecom-ibm', 'ecommerce']);
    for (const set of artifact.provenance) {
      expect(set.source).not.toBe('');
      expect(set.licence).not.toBe('');
      expect(set.rows).toBeGreaterThan(1000);
      expect(set.positives).toBeLessThan(set.rows);
      expect(set.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(artifact.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('holds weights and figures, never the rows it was fitted on', () => {
    expect(file.length).toBeLessThan(20_000);
  });

  test('ranks clearly better than chance and is calibrated on both populations', () => {
    for (const { auc, ece } of artifact.quality.sets) {
      expect(auc.mean).toBeGreaterThan(0.8);
      expect(ece).toBeLessThan(0.03);
    }
  });

  test('never lowers the risk for one more complaint', () => {
    const model = generalModel();
    const risks = Array.from(
      { length: 12 },
      (_, complaints90d) => model.score({ complaints90d }).probability,
    );
    expect(risks).toEqual(risks.toSorted((a, b) => a - b));
    expect(risks[1]).toBeGreaterThan(risks[0] ?? 1);
  });

  test('never raises the risk for one more month together', () => {
    const model = generalModel();
    const risks = Array.from({ length: 100 }, (_, tenureMonths) => model.score({ tenureMonths }).probability);
    expect(risks).toEqual(risks.toSorted((a, b) => b - a));
  });

  test('leaves the average risk at the base rate when one feature of everybody becomes known', () => {
    const { base } = artifact;
    for (const feature of artifact.features) {
      const contributions = Object.values(feature.contributions);
      const shares = Object.values(feature.shares ?? {});
      const average = contributions.reduce(
        (sum, c, bin) => sum + (shares[bin] ?? 0) / (1 + Math.exp(-base.logOdds - c)),
        0,
      );
      expect(average, feature.name).toBeCloseTo(base.rate, 3);
    }
  });

  test('has a card that shows the figures of this very file', () => {
    expect(readFileSync('docs/models/general.md', 'utf8')).toContain(figures(artifact));
  });

  test.skipIf(data === undefined)(
    'is what the command fits on the data sets (needs AMENDS_DATA, the folder of the sets)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'scorecard-'));
      const out = join(folder, 'model.json');
      const sets = [
        '--telecom',
        `${data}/churn/telecom-ibm.csv`,
        '--ecommerce',
        `${data}/churn/ecommerce.csv`,
      ];
      execFileSync(process.execPath, [
        'tools/fit-scorecard.ts',
        ...sets,
        '--fitted-on',
        artifact.fittedOn,
        '--out',
        out,
      ]);
      const refitted = readFileSync(out, 'utf8');
      rmSync(folder, { recursive: true });
      expect(refitted).toBe(file);
    },
    120_000,
  );
});
