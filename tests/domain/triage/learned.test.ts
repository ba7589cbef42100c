import { describe, expect, test } from 'vitest';
import { LOW_CONFIDENCE } from '../../../functions/domain/triage/judgement.ts';
import { flagChances } from '../../../functions/domain/triage/learned.ts';
import { passagesOf } from '../../../functions/domain/triage/passages.ts';
import { findPairs } from '../../../functions/domain/triage/concepts.ts';
import { read } from '../../../functions/domain/triage/reading.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

describe('two halves of a flag in one sentence', () => {
  test.each([
    ['There was a staple in it, I nearly swallowed it while eating.', 'safety'],
    ['The steering on the mobility cart simply locked up.', 'safety'],
    ['Those veiled women were told to leave.', 'discrimination'],
    ['My passport scan was left lying on the counter for a stranger to read.', 'data-breach'],
    ['The licensing board has been informed, I reported you.', 'regulator'],
    ['米饭里嚼到一块玻璃', 'safety'],
    ['病历被你们丢在垃圾桶里，让陌生人捡到', 'data-breach'],
    ['店員嘲笑我的口音', 'discrimination'],
  ])('raise it: %s', (text, flag) => {
    expect(triage({ text }).flags).toContain(flag);
  });

  test('do not when they stand in different sentences', () => {
    expect(findPairs(read('The brakes are fine. The colour of the frame failed to please me.'))).toEqual([]);
  });

  test('do not when one of them is denied', () => {
    expect(triage({ text: 'My finger was not bruised.' }).flags).not.toContain('safety');
  });
});

describe('what is learned from examples', () => {
  const unlisted = 'A hot wheel of the grinder hurled itself against his goggles.';

  test('catches what reads like a flag although no rule knows its words', () => {
    const { flags, reasons } = triage({ text: 'The swing frame bent and my boy landed on concrete.' });
    expect(flags).toContain('safety');
    expect(reasons.map(({ code }) => code)).toContain('flag-likely.safety');
    const chances = [...flagChances(passagesOf(read(unlisted), unlisted)).values()];
    expect(chances.every((chance) => chance > 0 && chance <= 1)).toBe(true);
  });

  test('never takes back what a rule raised, and not what a rule explained away', () => {
    expect(triage({ text: 'Great product, five stars, love it, it exploded.' }).flags).toContain('safety');
    expect(triage({ text: 'I am not going to sue.' }).flags).toEqual([]);
    expect(triage({ text: '这不是安全问题' }).flags).toEqual([]);
  });

  test('a cause that is only guessed goes to a person', () => {
    const { confidence, reasons } = triage({ text: '钱到现在都没个影子' });
    expect(reasons.some(({ code }) => code.startsWith('category-likely.'))).toBe(true);
    expect(confidence).toBeLessThan(LOW_CONFIDENCE);
  });

  test('a text in another language is left to the rules and to a person', () => {
    const { language, confidence, reasons } = triage({
      text: 'Meine Rechnung ist falsch und niemand hilft mir.',
    });
    expect(language).toBe('und');
    expect(confidence).toBeLessThan(LOW_CONFIDENCE);
    expect(reasons.some(({ code }) => code.includes('likely'))).toBe(false);
  });
});
