import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

const Expected = z.array(
  z.object({
    file: z.string(),
    module: z.string(),
    addresses: z.array(z.string()),
    temporary: z.boolean(),
  }),
);

/** Failing addresses of the bounces that a mailing list manager collected, exactly those and no other. */
export async function bounceRows(root: string): Promise<ScoreRow[]> {
  const folder = join(root, 'flufl.bounce');
  const cases = Expected.parse(JSON.parse(await readFile(join(folder, 'EXPECTED.json'), 'utf8')));
  const answers = await Promise.all(
    cases.map(async ({ file, module, addresses, temporary }) => {
      const { verdict, bounce } = await parseMail(await readFile(join(folder, file)));
      const found = sorted((bounce?.recipients ?? []).map(({ address }) => address));
      const named = `${file} (${module}, ${verdict})`;
      const lasting = bounce?.permanent === true;
      return {
        addresses:
          found === sorted(addresses)
            ? null
            : `${named}\n    got      ${found}\n    expected ${sorted(addresses)}`,
        duration:
          addresses.length === 0 || lasting !== temporary
            ? null
            : `${named}: temporary is ${String(temporary)}`,
      };
    }),
  );
  return [
    rowOf(
      'flufl.bounce',
      'failing addresses, exact',
      0.9,
      answers.map(({ addresses }) => addresses),
    ),
    rowOf(
      'flufl.bounce',
      'permanent or temporary',
      0.9,
      answers.map(({ duration }) => duration),
    ),
  ];
}

const sorted = (addresses: readonly string[]): string =>
  [...new Set(addresses.map((address) => address.toLowerCase()))].sort().join(' ');
