import { readdir } from 'node:fs/promises';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { mailFiles } from './corpus.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

const SLOW_MS = 2_000;

/** Every message of every corpus is read, quickly and without characters that mean "could not be decoded". */
export async function soundRows(root: string): Promise<ScoreRow[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const read: (string | null)[] = [];
  const legible: (string | null)[] = [];
  for (const folder of folders) {
    for (const { path, bytes } of await mailFiles(root, folder.name)) {
      const started = performance.now();
      const mail = await parseMail(bytes);
      const took = performance.now() - started;
      read.push(mail.ok && took < SLOW_MS ? null : `${path}: ${took.toFixed(0)} ms`);
      const said = [mail.subject, mail.text, mail.html, mail.from?.name ?? ''].join('\n');
      legible.push(said.includes('\uFFFD') ? path : null);
    }
  }
  return [
    rowOf('all of them', `read without an error within ${String(SLOW_MS / 1000)} s`, 1, read),
    rowOf('all of them', 'no character lost to a wrong charset', null, legible),
  ];
}
