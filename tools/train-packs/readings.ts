import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { languageSchema } from '../../functions/domain/language.ts';
import { askSchema, kindSchema } from '../../functions/domain/triage/judgement.ts';

const folder = fileURLToPath(new URL('../../tests/domain/triage/readings', import.meta.url));

/** What a complaint manager would say about a text that was written for this project. */
const readingSchema = z.object({
  kind: kindSchema,
  /** Remedies that are right; the first is the one that is named most plainly. */
  asks: z.array(askSchema).min(1),
  severity: z.object({ least: z.int().min(1), most: z.int().max(4) }),
  /** `-` unhappy, `0` neither, `+` happy: several where a reader may hear either. */
  moods: z.array(z.enum(['-', '0', '+'])).min(1),
  text: z.string().min(1),
});
export type OwnReading = z.infer<typeof readingSchema>;

const linesOf = (name: string): string[] =>
  readFileSync(join(folder, `${name}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** One text a line: kind, asks by `/`, severity `from-to`, moods, text, with `|` between. */
export const readingsOf = (round: string, language: 'english' | 'chinese'): OwnReading[] =>
  linesOf(`${language}-${round}`).map((line) => {
    const [kind = '', asks = '', severity = '', moods = '', ...text] = line
      .split('|')
      .map((cell) => cell.trim());
    const [least = '', most = least] = severity.split('-');
    return readingSchema.parse({
      kind,
      asks: asks.split('/'),
      severity: { least: Number(least), most: Number(most) },
      moods: Array.from(moods),
      text: text.join('|'),
    });
  });

/** One text a line: its languages by `/`, `|`, the text, which may be empty. */
export const languagesOf = (round: string) =>
  linesOf(`languages-${round}`).map((line) => {
    const bar = line.indexOf('|');
    return {
      languages: z.array(languageSchema).parse(line.slice(0, bar).trim().split('/')),
      text: line.slice(bar + 1).trim(),
    };
  });
