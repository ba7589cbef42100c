import { attachmentName } from './attachment-name.ts';
import type { MailAttachment } from './parsed-mail.ts';

/** More files than that in one text are none. */
const mostFiles = 200;

/**
 * Files that old programs write into the text itself: uuencode (`begin 644 name`) and yEnc (`=ybegin … name=`). They
 * are named with their size and left where they are; nothing is decoded.
 */
export function filesInText(text: string): MailAttachment[] {
  if (!text.includes('begin ')) return [];
  return [...uuencoded(text), ...yEncoded(text)].slice(0, mostFiles);
}

function uuencoded(text: string): MailAttachment[] {
  const files: MailAttachment[] = [];
  const starts = [...text.matchAll(/^begin [0-7]{3,4} ([^\n]{1,255})\n/gm)].slice(0, mostFiles);
  for (const start of starts) {
    const from = start.index + start[0].length;
    const end = /^end[ \t]*$/m.exec(text.slice(from));
    const lines = text.slice(from, end ? from + end.index : undefined).split('\n');
    // The first character of a line is the number of bytes in it.
    const size = lines.reduce(
      (sum, line) => sum + (/^[ -`]/.test(line) ? (line.charCodeAt(0) - 32) & 63 : 0),
      0,
    );
    if (lines.every((line) => line.length <= 62))
      files.push({ filename: attachmentName(start[1] ?? ''), contentType: 'application/x-uuencode', size });
  }
  return files;
}

function yEncoded(text: string): MailAttachment[] {
  return [...text.matchAll(/^=ybegin [^\n]{0,80}?size=(\d{1,12})[^\n]{0,80}? name=([^\n]{1,255})$/gm)].map(
    ([, size, name = '']) => ({
      filename: attachmentName(name),
      contentType: 'application/x-yencode',
      size: Number(size),
    }),
  );
}

/** The text without the files in it, which nobody reads. */
export function withoutFiles(text: string): string {
  if (!text.includes('begin ')) return text;
  const bare = text.replace(
    /^begin [0-7]{3,4} [^\n]{1,255}\n(?:[ -`][^\n]{0,61}\n)+(?:`?\n)?end[ \t]*$/gm,
    '',
  );
  const kept: string[] = [];
  let from = 0;
  for (let files = 0; files < mostFiles; files += 1) {
    const start = bare.indexOf('\n=ybegin ', from);
    const end = start < 0 ? -1 : bare.indexOf('\n=yend', start);
    if (end < 0) break;
    kept.push(bare.slice(from, start));
    const line = bare.indexOf('\n', end + 1);
    from = line < 0 ? bare.length : line;
  }
  return kept.join('') + bare.slice(from);
}
