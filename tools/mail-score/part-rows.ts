import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { mailFiles } from './corpus.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

/**
 * The parts of a message by Apache James: each decoded body is in our text, or is an attachment of that many bytes.
 */
export async function partRows(root: string): Promise<ScoreRow[]> {
  const files = (await mailFiles(root, 'james-mime4j')).filter(({ path }) =>
    existsSync(join(root, path.replace(/\.msg$/, '_decoded.xml'))),
  );
  const answers = await Promise.all(
    files.map(async ({ path, bytes }) => {
      const tree = await readFile(join(root, path.replace(/\.msg$/, '_decoded.xml')), 'latin1');
      const mail = await parseMail(bytes);
      const sizes = new Set(mail.attachments.map(({ size }) => size));
      const text = letters(`${mail.text}\n${mail.html}`);
      const lost: string[] = [];
      for (const [, name = ''] of tree.matchAll(/<(?:text|binary)-body name="([^"]+)"/g)) {
        const body = await readFile(join(root, dirname(path), name));
        const said = letters(body.toString('latin1'));
        // Text that is attached has bare line ends here; what a broken base64 ends in is up to the reader.
        const bare = body.toString('latin1').replace(/\r\n/g, '\n').length;
        const attached = [-3, -2, -1, 0, 1, 2].some(
          (off) => sizes.has(body.length + off) || sizes.has(bare + off),
        );
        if (!attached && !text.includes(said)) lost.push(name);
      }
      return lost.length === 0 ? null : `${path}: ${lost.join(', ')}`;
    }),
  );
  return [rowOf('james-mime4j', 'every decoded body is found', null, answers)];
}

/** Decoded bodies are kept there as bytes of their own charset, so only ASCII can be compared. */
const letters = (text: string): string => text.replace(/[^!-~]/g, '');
