import type { BoostedFeature, BoostedFile } from '../../functions/domain/churn/boosted-file.ts';
import { shapeEffects, type FeatureEffect } from './mean-shapes.ts';
import { markdownTable, percent, signed, withFigures } from './model-card.ts';

const START = '<!-- figures: written by tools/fit-shipped-models.ts, do not edit -->';

/** The card with the part between its figure marks replaced by what `file` says of itself. */
export const withBoostedFigures = (card: string, file: BoostedFile): string =>
  withFigures(card, START, boostedFigures(file));

/** All figures of a learned model, in Markdown; `effects` are what its features add. */
export function boostedFigures(file: BoostedFile, effects = shapeEffects(file)): string {
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
    shapes
      ? 'Mean size of the contribution over the training data, in log-odds, pairs not counted.'
      : 'Mean size of the contribution over the training data, in log-odds, and the values at which it is lowest and highest on the average: in trees the same value adds more to one customer than to another.',
    markdownTable(
      ['feature', 'mean size', 'from', 'to', 'sense'],
      features
        .map((feature, place) => featureRow(feature, effects[place] ?? { size: 0, shape: [] }))
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

function featureRow(
  feature: BoostedFeature,
  { size, shape }: FeatureEffect,
): { size: number; cells: string[] } {
  const seen = shape.map((value, bin) => ({ value, bin })).slice(1);
  const known = seen.filter(({ value }) => !Number.isNaN(value));
  const end = (compare: (a: number, b: number) => number): string => {
    const [first] = [...known].sort((a, b) => compare(a.value, b.value) || a.bin - b.bin);
    if (first === undefined) return '';
    const { value, bin } = first;
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
      end((a, b) => a - b),
      end((a, b) => b - a),
      sense === 'rising' ? 'never falls' : sense === 'falling' ? 'never rises' : '',
    ],
  };
}
