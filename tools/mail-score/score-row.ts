/** One line of the scorecard: how many answers of a corpus were right. */
export interface ScoreRow {
  readonly corpus: string;
  readonly question: string;
  readonly right: number;
  readonly of: number;
  /** Least share that is good enough, null where there is no bar. */
  readonly bar: number | null;
  /** What went wrong, one line each. */
  readonly misses: readonly string[];
}

/** Counts the cases without a miss. */
export function rowOf(
  corpus: string,
  question: string,
  bar: number | null,
  answers: readonly (string | null)[],
): ScoreRow {
  const misses = answers.filter((miss) => miss !== null);
  return { corpus, question, right: answers.length - misses.length, of: answers.length, bar, misses };
}

export const holds = ({ right, of, bar }: ScoreRow): boolean => bar === null || right >= bar * of;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** As a Markdown table, which is what the docs keep. */
export function tableOf(rows: readonly ScoreRow[]): string {
  const cells = rows.map((row) => [
    row.corpus,
    row.question,
    `${String(row.right)} of ${String(row.of)}`,
    row.of === 0 ? '' : percent(row.right / row.of),
    row.bar === null ? '' : `≥ ${percent(row.bar)}`,
    row.bar === null ? '' : holds(row) ? 'yes' : '**no**',
  ]);
  const lines = [
    ['corpus', 'asked', 'right', 'share', 'bar', 'held'],
    ['---', '---', '---:', '---:', '---:', '---'],
    ...cells,
  ];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}
