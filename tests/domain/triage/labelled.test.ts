import { describe, expect, test } from 'vitest';
import { flagSchema } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';
import { LEARNED_ROUNDS, ROUNDS_OF_RULES } from '../../../tools/train-packs/flag-rows.ts';
import { sentencesOf } from '../../../tools/train-packs/flag-sentences.ts';
import { labelledChinese, labelledEnglish } from './labelled.ts';
import type { Labelled } from './labelled.ts';

const share = (hits: number, of: number) => hits / of;

function measure(rows: readonly Labelled[]) {
  const judged = rows.map((row) => ({ row, judgement: triage({ text: row.text }) }));
  const raised = judged.flatMap(({ row, judgement }) =>
    judgement.flags.map((flag) => row.flags.includes(flag)),
  );
  const wanted = judged.flatMap(({ row, judgement }) =>
    row.flags.map((flag) => judgement.flags.includes(flag)),
  );
  const withCause = judged.filter(({ row }) => row.causes.length > 0);
  return {
    flagRecall: share(wanted.filter(Boolean).length, wanted.length),
    flagPrecision: share(raised.filter(Boolean).length, raised.length),
    kinds: share(judged.filter(({ row, judgement }) => judgement.kind === row.kind).length, judged.length),
    causes: share(
      withCause.filter(({ row, judgement }) => row.causes.includes(judgement.category)).length,
      withCause.length,
    ),
  };
}

describe.each([
  ['English', labelledEnglish],
  ['Chinese', labelledChinese],
])('our own labelled sentences in %s', (_language, rows) => {
  test('there are enough of them, and every flag is among them', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(new Set(rows.flatMap(({ flags }) => flags))).toEqual(new Set(flagSchema.options));
  });

  test('hardly a flag is missed, and most that are raised are right', () => {
    const { flagRecall, flagPrecision } = measure(rows);
    expect(flagRecall).toBeGreaterThanOrEqual(0.95);
    expect(flagPrecision).toBeGreaterThanOrEqual(0.85);
  });

  test('what the customer wants and why is read right nine times in ten', () => {
    const { kinds, causes } = measure(rows);
    expect(kinds).toBeGreaterThanOrEqual(0.9);
    expect(causes).toBeGreaterThanOrEqual(0.9);
  });
});

/**
 * All rounds but f were each written before the rules of their day were looked at; what rules and the learned net made
 * of each when it was new stands in docs/models/triage.md. Here they keep what was reached from being lost.
 */
describe.each([
  ['English', 'en', labelledEnglish],
  ['Chinese', 'zh', labelledChinese],
] as const)('all sentences with flags in %s', (_language, language, labelled) => {
  const rows = [
    ...[...LEARNED_ROUNDS, ...ROUNDS_OF_RULES].flatMap((round) => sentencesOf(round, language)),
    ...labelled.map(({ text, flags }) => ({ text, marks: flags })),
  ];
  const judged = rows.map(({ text, marks }) => ({ marks, flags: triage({ text }).flags }));
  const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length;

  test('there are three hundred or more', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
  });

  test.each(flagSchema.options)('hardly a %s is missed', (flag) => {
    const wanted = judged.filter(({ marks }) => marks.includes(flag));
    expect(share(wanted.map(({ flags }) => flags.includes(flag)))).toBeGreaterThanOrEqual(0.95);
  });

  test('most that are raised are right', () => {
    const raised = judged.flatMap(({ marks, flags }) => flags.map((flag) => marks.includes(flag)));
    expect(share(raised)).toBeGreaterThanOrEqual(0.85);
  });
});

/**
 * Round r has shaped no rule and no net, and it stays so. Its floors below did have a say when thresholds were chosen, so
 * its figures are a little kind. Half of it bears no flag and tells of harmless things in the words of the other half.
 */
describe.each(['en', 'zh'] as const)('sentences that shaped no rule and no net (%s)', (language) => {
  const round = 'r';
  const judged = sentencesOf(round, language).map(({ text, marks }) => ({
    marks,
    flags: triage({ text }).flags,
  }));

  test('are not among those that are learned from', () => {
    expect(LEARNED_ROUNDS).not.toContain(round);
  });

  test('are heard five times in six', () => {
    const wanted = judged.flatMap(({ marks, flags }) =>
      marks.map((mark) => flags.some((flag) => flag === mark)),
    );
    expect(wanted.filter(Boolean).length / wanted.length).toBeGreaterThanOrEqual(5 / 6);
  });

  test('are right two times in three where they are heard', () => {
    const raised = judged.flatMap(({ marks, flags }) => flags.map((flag) => marks.includes(flag)));
    expect(raised.filter(Boolean).length / raised.length).toBeGreaterThanOrEqual(2 / 3);
  });
});
