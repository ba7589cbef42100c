import { boostedFileSchema, type BoostedFile } from '../../functions/domain/churn/boosted-file.ts';
import { defaultBands } from '../../functions/domain/churn/default-bands.ts';
import type { Trained } from '../../functions/domain/churn/learning/train-model.ts';

interface Stamp {
  readonly name: string;
  readonly version: string;
  readonly fittedOn: string;
  readonly seed: number;
  readonly provenance: BoostedFile['provenance'][number];
}

const figure = (value: number): number => Number(value.toFixed(5));

/** The whole file of a trained model. */
export const modelFile = ({ weights, validation, judgedRows, choice }: Trained, stamp: Stamp): BoostedFile =>
  boostedFileSchema.parse({
    format: 'amends-boosted/1',
    name: stamp.name,
    version: stamp.version,
    fittedOn: stamp.fittedOn,
    seed: stamp.seed,
    bands: defaultBands,
    ...weights,
    choice,
    quality: {
      protocol:
        `5 folds, identical rows in one fold, seed ${stamp.seed}` +
        (judgedRows < stamp.provenance.rows ? `, on a sample of ${judgedRows} rows` : ''),
      rows: stamp.provenance.rows,
      positives: stamp.provenance.positives,
      auc: {
        mean: figure(validation.auc.mean),
        sd: figure(validation.auc.sd),
        folds: validation.auc.folds.map(figure),
      },
      logloss: figure(validation.logloss),
      ece: figure(validation.ece),
      calibration: validation.calibration.map((bin) => ({
        ...bin,
        predicted: figure(bin.predicted),
        observed: figure(bin.observed),
      })),
      scores: validation.scores.map(figure),
    },
    provenance: [stamp.provenance],
  });
