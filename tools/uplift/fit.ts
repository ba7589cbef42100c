import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { learnEffect } from '../../functions/domain/uplift/learn.ts';
import type { UpliftModel } from '../../functions/domain/uplift/model.ts';
import { qiniChart } from './qini-chart.ts';
import { readTrial, type TrialOptions } from './read-trial.ts';

export interface FitOptions extends TrialOptions {
  readonly seed: number;
  /** Folder for the Qini curve and the figures. */
  readonly report: string | undefined;
}

/** Fits and measures. Notes tell what was inferred, left out and found. */
export async function fitFile(
  file: string,
  options: FitOptions,
  note: (text: string) => void,
): Promise<UpliftModel> {
  const { treatment, treated, control, outcome } = options;
  const { trial, wanted } = await readTrial(file, options, note);
  const learned = learnEffect(trial, options.seed);
  const model: UpliftModel = {
    format: 'amends-uplift/3',
    treatment: { column: treatment, treated, control },
    outcome: { column: outcome, wanted },
    ...learned.weights,
    sure: [...learned.sure],
    figures: learned.figures,
  };
  note(
    model.sure.length > 0
      ? `the effect depends on: ${model.sure.join(', ')}`
      : 'no single column changes the effect by more than chance',
  );
  note(
    `of all other columns together ${Math.round(100 * model.apart)} % of what they say of the effect is more than chance`,
  );
  if (options.report !== undefined) writeReport(options.report, model, learned.curve);
  return model;
}

function writeReport(folder: string, model: UpliftModel, curve: Parameters<typeof qiniChart>[0]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'qini.svg'), qiniChart(curve, model.figures));
  writeFileSync(
    join(folder, 'figures.json'),
    `${JSON.stringify({ ...model.figures, sure: model.sure, apart: model.apart }, null, 1)}\n`,
  );
}
