import type { AdditiveModel, ModelFeature, SetFigures } from '../functions/domain/churn/model.ts';

const START = '<!-- figures: written by tools/fit-scorecard.ts, do not edit -->';
const END = '<!-- end of figures -->';

/** The card with the part between its figure marks replaced by what `model` says of itself. */
export function withFigures(card: string, model: AdditiveModel): string {
  const start = card.indexOf(START);
  const end = card.indexOf(END);
  if (start === -1 || end < start) throw new Error(`the model card has no "${START}" … "${END}"`);
  return `${card.slice(0, start + START.length)}\n\n${figures(model)}\n\n${card.slice(end)}`;
}

/** All figures of a model card, in Markdown, from the model file alone. */
export function figures(model: AdditiveModel): string {
  return [
    `Version ${model.version}, fitted on ${model.fittedOn}. Base: ${percent(model.base.rate)} (log-odds ${model.base.logOdds}), ${model.base.meaning}. Calibration slope ${model.calibration.slope}.`,
    '### Data sets',
    table(
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
    table(
      ['feature', ...model.provenance.map(({ name }) => name)],
      model.features.map(({ name }) => [
        `\`${name}\``,
        ...model.provenance.map(({ columns }) => columns[name] ?? ''),
      ]),
    ),
    '### Quality',
    `${model.quality.protocol}.`,
    table(
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
  table(
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
      table(
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
    table(
      withoutSense === undefined ? head : [...head, 'without the sense'],
      contributions.map((weight, bin) => {
        const cells = [bounds[bin] ?? '', signed(weight), percent(shares?.[bin] ?? 0)];
        const free = withoutSense?.[bin];
        return free === undefined ? cells : [...cells, signed(free)];
      }),
    ),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const signed = (value: number): string => (value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2));

/** A Markdown table with aligned columns, as the formatter of the project writes it. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)));
  const [first = '', ...rest] = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n');
}
