import type { AdditiveModel, ModelFeature, SetFigures } from '../../functions/domain/churn/model.ts';

const START = '<!-- figures: written by tools/fit-scorecard.ts, do not edit -->';
const END = '<!-- end of figures -->';

/** The card of a scorecard with the part between its figure marks replaced by what `model` says of itself. */
export const withScorecardFigures = (card: string, model: AdditiveModel): string =>
  withFigures(card, START, figures(model));

/** A card with the part after the mark `start` replaced. */
export function withFigures(card: string, mark: string, written: string): string {
  const start = card.indexOf(mark);
  const end = card.indexOf(END);
  if (start === -1 || end < start) throw new Error(`the model card has no "${mark}" … "${END}"`);
  return `${card.slice(0, start + mark.length)}\n\n${written}\n\n${card.slice(end)}`;
}

/** All figures of a model card, in Markdown, from the model file alone. */
export function figures(model: AdditiveModel): string {
  return [
    `Version ${model.version}, fitted on ${model.fittedOn}. Base: ${percent(model.base.rate)} (log-odds ${model.base.logOdds}), ${model.base.meaning}. Calibration slope ${model.calibration.slope}.`,
    '### Data sets',
    markdownTable(
      ['set', 'source', 'licence', 'rows', 'left', 'SHA-256'],
      model.provenance.map((set) => [
        set.name,
        set.source,
        set.licence,
        set.rows,
        set.positives,
        `\`${set.sha256.slice(0, 16)}…\``,
      ]),
    ),
    '### What became which feature',
    markdownTable(
      ['feature', ...model.provenance.map(({ name }) => name)],
      model.features.map(({ name }) => [
        `\`${name}\``,
        ...model.provenance.map(({ columns }) => columns[name] ?? ''),
      ]),
    ),
    '### Quality',
    `${model.quality.protocol}.`,
    markdownTable(
      [
        'set',
        'AUC (sd over folds)',
        'AUC without senses',
        'log-loss',
        "ECE, set's own base",
        'ECE, stated base',
        "set's own base",
      ],
      model.quality.sets.map((set) => [
        set.set,
        `${set.auc.mean.toFixed(3)} (${set.auc.sd.toFixed(3)})`,
        set.aucUnconstrained.toFixed(3),
        set.logloss.toFixed(3),
        set.ece.toFixed(3),
        set.eceStatedBase.toFixed(3),
        set.ownBase.toFixed(2),
      ]),
    ),
    ...model.quality.sets.flatMap(calibrationOf),
    '### Weights',
    'Log-odds after calibration; positive raises the risk. Share: of the training data, each set counting once.',
    ...model.features.flatMap(weightsOf),
  ].join('\n\n');
}

const calibrationOf = ({ set, calibration }: SetFigures): string[] => [
  `Calibration on held-out rows of ${set}, with its own base:`,
  markdownTable(
    ['predicted between', 'rows', 'predicted', 'observed'],
    calibration.map((bin) => [
      `${percent(bin.from)} and ${percent(bin.to)}`,
      bin.rows,
      percent(bin.predicted),
      percent(bin.observed),
    ]),
  ),
];

function weightsOf(feature: ModelFeature): string[] {
  const head = ['value', 'contribution', 'share'];
  if (feature.kind === 'category') {
    return [
      `\`${feature.name}\``,
      markdownTable(
        head,
        Object.entries(feature.contributions).map(([name, weight]) => [
          name,
          signed(weight),
          percent(feature.shares?.[name] ?? 0),
        ]),
      ),
    ];
  }
  const { name, unit, range, median, edges, contributions, shares, sense, withoutSense } = feature;
  const bounds = contributions.map((_, bin) => {
    const from = edges[bin - 1];
    const to = edges[bin];
    if (from === undefined) return `below ${to ?? 'any'}`;
    return to === undefined ? `${from} and more` : `${from} to below ${to}`;
  });
  const direction = sense === undefined ? '' : `; never ${sense === 'rising' ? 'falls' : 'rises'}`;
  return [
    `\`${name}\` (${unit}; seen ${range[0]} to ${range[1]}, median ${median}${direction})`,
    markdownTable(
      withoutSense === undefined ? head : [...head, 'without the sense'],
      contributions.map((weight, bin) => {
        const cells = [bounds[bin] ?? '', signed(weight), percent(shares?.[bin] ?? 0)];
        const free = withoutSense?.[bin];
        return free === undefined ? cells : [...cells, signed(free)];
      }),
    ),
  ];
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export const signed = (value: number): string => (value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2));

/** A cell as Markdown has it in a table: on one line, and without a bar that would end it. */
const inTable = (cell: string): string => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

/** A Markdown table with aligned columns, as the formatter of the project writes it. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => inTable(String(cell))));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const [first = '', ...rest] = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n');
}
