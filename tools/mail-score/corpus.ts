import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import type { ParsedMail } from '../../functions/domain/mail/parsed-mail.ts';

/** A message file of a corpus, by its path from the corpora's folder. */
export interface MailFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface ReadMail {
  readonly path: string;
  readonly mail: ParsedMail;
}

/** Licences, notes and expected results are no messages. */
const noMessage =
  /(?:^|\/)(?:[A-Z-]*LICENSE[^/]*|NOTICE|README.*|EXPECTED\.json|\.git\w*|.*\.(?:xml|out|json|mbox|rb)|.*_decoded[^/]*)$/;

/** Every message under a folder, whatever its extension, in the order of names. */
export async function mailFiles(root: string, folder: string): Promise<MailFile[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !noMessage.test(path))
    .sort();
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(root, path)) })));
}

/** A body alone, as some corpora keep it, as the mail of a person. */
export function asMail(body: Uint8Array | string, type = 'text/plain; charset=utf-8'): Uint8Array {
  const head = [
    'From: Ann <ann@example.org>',
    'To: care@example.com',
    'Subject: Re: my order',
    'Date: Thu, 03 Dec 2026 10:00:00 +0000',
    'Message-ID: <1@example.org>',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: 8bit',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** Reads one after the other, as a mailbox would. */
export async function readAll(files: readonly MailFile[]): Promise<ReadMail[]> {
  const read: ReadMail[] = [];
  for (const { path, bytes } of files) read.push({ path, mail: await parseMail(bytes) });
  return read;
}

export const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();
