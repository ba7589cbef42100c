import { explainFailure } from './explain-failure.ts';
import { readOptions } from './terminal/read-options.ts';
import { measureHalves, type HalfFigures, type QiniFigures } from './uplift/halves.ts';
import { readTrial } from './uplift/read-trial.ts';
import { twiceTheTrial } from './uplift/twice.ts';
import type { Trial } from '../functions/domain/uplift/trial.ts';

const usage = `Measures the offer-effect model on halves of a trial that it has not seen, beside a plain T-learner.

  npx node tools/measure-uplift.ts --data FILE.csv --treatment COL --treated VALUE --control VALUE --outcome COL
                               [--positive VALUE] [--drop A,B] [--halves N] [--twice N]

  --halves N  deals into so many halves, 5 when left out
  --twice N   measures N trials of twice the rows instead, one half of each made up from two logistic regressions: what
              a trial could show of which these rows are half

Prints one JSON line per seeded half, or per trial of twice the rows, then means and standard deviations by the formula of \`uplift\` and by others:
the figures of docs/models/uplift.md, which says what each formula is.`;

const options = {
  data: { type: 'string', default: '' },
  treatment: { type: 'string', default: '' },
  treated: { type: 'string', default: '' },
  control: { type: 'string', default: '' },
  outcome: { type: 'string', default: '' },
  positive: { type: 'string' },
  drop: { type: 'string' },
  halves: { type: 'string', default: '5' },
  twice: { type: 'string', default: '0' },
  help: { type: 'boolean', short: 'h' },
} as const;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

function spread(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean: rounded(mean), sd: rounded(Math.sqrt(squares / Math.max(1, values.length - 1))) };
}

const FORMULAS = ['qini', 'treatedFirst', 'noHarm', 'shares', 'sharesStrict', 'wholeGroups'] as const;

const byFormula = (figures: readonly QiniFigures[]): Record<string, ReturnType<typeof spread>> =>
  Object.fromEntries(FORMULAS.map((name) => [name, spread(figures.map((half) => half[name]))]));

async function main(): Promise<number> {
  const values = readOptions(options, usage);
  const [halves, twice] = [Number(values.halves), Number(values.twice)];
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  if ([values.data, values.treatment, values.outcome].includes('') || !(halves >= 1) || !(twice >= 0)) {
    console.error(usage);
    return 2;
  }
  const { trial } = await readTrial(
    values.data,
    { ...values, positive: values.positive, drop: values.drop?.split(',') ?? [], allowLeak: false },
    (text) => console.error(text),
  );
  if (twice > 0) measureTwice(trial, halves, twice);
  else {
    const figures = halvesOf(trial, halves);
    for (const half of figures) console.log(JSON.stringify(half));
    console.log(JSON.stringify({ halves, ...summary(figures) }));
  }
  return 0;
}

const halvesOf = (trial: Trial, halves: number): HalfFigures[] =>
  Array.from({ length: halves }, (_, index) => measureHalves(trial, index + 1));

const summary = (figures: readonly HalfFigures[]) => ({
  model: byFormula(figures.map(({ model }) => model)),
  tLearner: byFormula(figures.map(({ tLearner }) => tLearner)),
});

/** Of each trial the means over its halves, and then means and standard deviations of those from trial to trial. */
function measureTwice(trial: Trial, halves: number, trials: number): void {
  const measured = Array.from({ length: trials }, (_, index) => {
    const { model, tLearner } = summary(halvesOf(twiceTheTrial(trial, index + 1), halves));
    console.log(JSON.stringify({ trial: index + 1, halves, model, tLearner }));
    return { model, tLearner };
  });
  const among = (who: 'model' | 'tLearner') =>
    Object.fromEntries(
      FORMULAS.map((name) => [
        name,
        {
          ...spread(measured.map((one) => one[who][name]?.mean ?? Number.NaN)),
          sdOfHalves: rounded(
            measured.reduce((sum, one) => sum + (one[who][name]?.sd ?? 0), 0) / measured.length,
          ),
        },
      ]),
    );
  console.log(JSON.stringify({ trials, halves, model: among('model'), tLearner: among('tLearner') }));
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
