import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';

const folder = fileURLToPath(new URL('../../tests/domain/triage/sentences', import.meta.url));

/** One sentence a line: its flags by comma, or `-`, then `|`, then the sentence. */
const parseSentences = (text: string): MarkedText[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const bar = line.indexOf('|');
      const marks = line.slice(0, bar).trim();
      return { text: line.slice(bar + 1).trim(), marks: marks === '-' ? [] : marks.split(',') };
    });

const names = { en: 'english', zh: 'chinese' };

/** The project's own sentences of one round (`a`, `b`, `c`: in the order they were written), of one language or both. */
export const sentencesOf = (round: string, language?: keyof typeof names): MarkedText[] =>
  Object.entries(names)
    .filter(([known]) => language === undefined || known === language)
    .flatMap(([, name]) => parseSentences(readFileSync(join(folder, `${name}-${round}.txt`), 'utf8')));
