import { attachmentName } from './attachment-name.ts';
import type { MailAttachment } from './parsed-mail.ts';

export interface Tnef {
  /** The plain body, "" when there is none or only one in RTF. */
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
}

const SIGNATURE = 0x22_3e_9f_78;
/** Attributes of MS-OXTNEF §2.1.3 that name what a person sent; the rest is Outlook's own. */
const BODY = 0x00_02_80_0c;
const ATTACHMENT_STARTS = 0x00_06_90_02;
const ATTACHMENT_TITLE = 0x00_01_80_10;
const ATTACHMENT_DATA = 0x00_06_80_0f;
const ATTACHMENT_PROPERTIES = 0x00_06_90_05;
/** PR_ATTACH_LONG_FILENAME as text of two bytes, and of one. */
const LONG_NAMES: Readonly<Record<number, 'utf-16le' | 'windows-1252'>> = {
  0x37_07_00_1f: 'utf-16le',
  0x37_07_00_1e: 'windows-1252',
};
const mostAttributes = 10_000;

/**
 * The plain body and the names of the attachments of an Outlook container (winmail.dat). Nothing in it is opened:
 * bodies in RTF stay closed, attachments stay in the stored message. Null when the bytes are no such container.
 */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 6 || view.getUint32(0, true) !== SIGNATURE) return null;
  const attachments: { filename: string; contentType: string; size: number }[] = [];
  let text = '';
  let at = 6;
  // Level (1), id (4), length (4), data, checksum (2).
  for (let read = 0; read < mostAttributes && at + 9 <= view.byteLength; read += 1) {
    const id = view.getUint32(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const data = bytes.subarray(at + 9, Math.min(at + 9 + length, bytes.length));
    const last = attachments.at(-1);
    if (id === BODY) text = words(data, 'windows-1252');
    else if (id === ATTACHMENT_STARTS)
      attachments.push({ filename: '', contentType: 'application/octet-stream', size: 0 });
    else if (last && id === ATTACHMENT_TITLE && last.filename === '')
      last.filename = attachmentName(words(data, 'windows-1252'));
    else if (last && id === ATTACHMENT_DATA) last.size = length;
    else if (last && id === ATTACHMENT_PROPERTIES) {
      const name = longName(data);
      if (name !== '') last.filename = attachmentName(name);
    }
    at += 9 + length + 2;
  }
  return { text, attachments };
}

function words(data: Uint8Array, charset: string): string {
  const text = new TextDecoder(charset).decode(data);
  return (text.split('\0', 1)[0] ?? '').replace(/\r\n?/g, '\n');
}

/** MAPI properties are found by their tag: count (4), length (4), then the text. */
function longName(data: Uint8Array): string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 4; at + 12 <= view.byteLength && at < 20_000; at += 4) {
    const charset = LONG_NAMES[view.getUint32(at, true)];
    if (charset === undefined) continue;
    const length = view.getUint32(at + 8, true);
    return words(data.subarray(at + 12, at + 12 + Math.min(length, 1_024)), charset);
  }
  return '';
}
