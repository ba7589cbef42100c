import type { BoostedFeature, BoostedFile } from '../functions/domain/churn/boosted-file.ts';
import { markdownTable, percent, signed, withFigures } from './model-card.ts';

const START = '<!-- figures: written by tools/fit-shipped-models.ts, do not edit -->';

/** The card with the part between its figure marks replaced by what `file` says of itself. */
export const withBoostedFigures = (card: string, file: BoostedFile): string =>
  withFigures(card, START, boostedFigures(file));

/** All figures of a learned model, in Markdown, from the model file alone. */
export function boostedFigures(file: BoostedFile): string {
  const { quality, base, calibration, features, shapes, provenance } = file;
  return [
    `Version ${file.version}, fitted on ${file.fittedOn}, seed ${file.seed}. Base: ${percent(base.rate)} (log-odds ${base.logOdds.toFixed(4)}), ${base.meaning}. Calibration: ${calibration.method}, slope ${calibration.slope}. Learner: ${file.choice}.`,
    '### Data',
    markdownTable(
      ['set', 'source', 'licence', 'label', 'rows', 'left', 'SHA-256'],
      provenance.map((set) => [
        set.name,
        set.source,
        set.licence,
        set.label,
        set.rows,
        set.positives,
        `\`${set.sha256.slice(0, 16)}…\``,
      ]),
    ),
    '### Quality',
    `${quality.protocol}. AUC ${quality.auc.mean.toFixed(3)} (sd over folds ${quality.auc.sd.toFixed(3)}), log-loss ${quality.logloss.toFixed(3)}, expected calibration error ${quality.ece.toFixed(3)}.`,
    markdownTable(
      ['predicted between', 'rows', 'predicted', 'observed'],
      quality.calibration.map((bin) => [
        `${percent(bin.from)} and ${percent(bin.to)}`,
        bin.rows,
        percent(bin.predicted),
        percent(bin.observed),
      ]),
    ),
    '### Features, by how much they move a score',
    'Mean size of the contribution over the training data, in log-odds, pairs not counted.',
    markdownTable(
      ['feature', 'mean size', 'from', 'to', 'sense'],
      features
        .map((feature, place) => featureRow(feature, shapes?.main[place] ?? []))
        .sort((a, b) => b.size - a.size)
        .map(({ cells }) => cells),
    ),
    ...((shapes?.pairs.length ?? 0) === 0
      ? []
      : [
          `Pairs: ${(shapes?.pairs ?? []).map(({ features: [first, second] }) => `${features[first]?.name ?? ''} × ${features[second]?.name ?? ''}`).join(', ')}.`,
        ]),
  ].join('\n\n');
}

function featureRow(feature: BoostedFeature, shape: readonly number[]): { size: number; cells: string[] } {
  const size = shape.reduce((sum, value, bin) => sum + Math.abs(value) * (feature.shares[bin] ?? 0), 0);
  const known = shape.slice(1);
  const end = (value: number): string => {
    const bin = 1 + known.indexOf(value);
    const at =
      feature.kind === 'category'
        ? (feature.categories[bin - 2] ?? 'other')
        : bin === 1
          ? `below ${feature.edges[0] ?? 'any'}`
          : `from ${feature.edges[bin - 2] ?? ''}`;
    return `${signed(value)} (${at})`;
  };
  const sense = feature.kind === 'number' ? (feature.sense ?? '') : '';
  return {
    size,
    cells: [
      `\`${feature.name}\``,
      size.toFixed(3),
      end(Math.min(...known)),
      end(Math.max(...known)),
      sense === 'rising' ? 'never falls' : sense === 'falling' ? 'never rises' : '',
    ],
  };
}
