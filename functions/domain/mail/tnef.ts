import { attachmentName } from './attachment-name.ts';
import { decodeText } from './charset.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { mapiProperties, mapiTypes, type MapiProperty } from './mapi-properties.ts';
import type { MailAttachment } from './parsed-mail.ts';
import { rtfToText } from './rtf-text.ts';

export interface Tnef {
  /** The plain body, or else the words of one in RTF; "" when there is neither. */
  readonly text: string;
  /** The body as HTML, "" when there is none. */
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
}

const SIGNATURE = 0x22_3e_9f_78;
/**
 * Attributes of MS-OXTNEF §2.1.3 that tell what a person sent; the rest is Outlook's own. The upper half of an attribute's
 * id is its type, which some writers leave out.
 */
const attributes = {
  body: 0x80_0c,
  codePage: 0x90_07,
  properties: 0x90_03,
  attachmentStarts: 0x90_02,
  attachmentTitle: 0x80_10,
  attachmentData: 0x80_0f,
  attachmentProperties: 0x90_05,
} as const;
/** Properties of MS-OXPROPS. */
const properties = {
  body: 0x10_00,
  rtf: 0x10_09,
  html: 0x10_13,
  htmlCodePage: 0x3f_de,
  longFilename: 0x37_07,
  filename: 0x37_04,
  displayName: 0x30_01,
  data: 0x37_01,
  contentType: 0x37_0e,
} as const;
const mostAttributes = 10_000;
const longestName = 1_024;
/** A body in RTF is mostly fonts and styles: this holds some 100,000 characters of words. */
const longestRtf = 2_000_000;
/** An object begins with the id of its interface. */
const INTERFACE_ID = 16;

/**
 * The body and the names of the attachments of an Outlook container (winmail.dat). Attachments are not
 * opened; they stay in the stored message. Null when the bytes are no such container.
 */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 6 || view.getUint32(0, true) !== SIGNATURE) return null;
  const attachments: { filename: string; contentType: string; size: number }[] = [];
  let [text, html, charset] = ['', '', 'windows-1252'];
  let at = 6;
  // Level (1), id (4), length (4), data, checksum (2).
  for (let read = 0; read < mostAttributes && at + 9 <= view.byteLength; read += 1) {
    const attribute = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const data = bytes.subarray(at + 9, Math.min(at + 9 + length, bytes.length));
    const last = attachments.at(-1);
    if (attribute === attributes.codePage && data.length >= 4) charset = charsetOf(data);
    else if (attribute === attributes.body) text = words(data, charset);
    else if (attribute === attributes.properties) {
      const found = mapiProperties(data);
      text = textOf(found, properties.body, charset) || text;
      html = htmlOf(found, charset) || html;
      if (text === '' && html === '') text = rtfOf(found, charset);
    } else if (attribute === attributes.attachmentStarts)
      attachments.push({ filename: '', contentType: 'application/octet-stream', size: 0 });
    else if (last && attribute === attributes.attachmentTitle && last.filename === '')
      last.filename = attachmentName(words(data.subarray(0, longestName), charset));
    else if (last && attribute === attributes.attachmentData) last.size = length;
    else if (last && attribute === attributes.attachmentProperties)
      Object.assign(last, describedBy(mapiProperties(data), charset));
    at += 9 + length + 2;
  }
  return { text, html, attachments };
}

/** What the properties of an attachment know better than its attributes. */
function describedBy(found: readonly MapiProperty[], charset: string): Partial<MailAttachment> {
  const name = [properties.longFilename, properties.filename, properties.displayName]
    .map((id) => textOf(found, id, charset).slice(0, longestName))
    .find((one) => one !== '');
  const data = found.find(({ id }) => id === properties.data);
  const isObject = data?.type === mapiTypes.object;
  const type = textOf(found, properties.contentType, charset);
  return {
    ...(name !== undefined && { filename: attachmentName(name) }),
    ...(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) && { contentType: type.toLowerCase() }),
    ...(data && { size: Math.max(0, data.data.length - (isObject ? INTERFACE_ID : 0)) }),
  };
}

function htmlOf(found: readonly MapiProperty[], charset: string): string {
  const page = found.find(({ id, type }) => id === properties.htmlCodePage && type === mapiTypes.integer);
  return textOf(found, properties.html, page ? charsetOf(page.data) : charset);
}

function rtfOf(found: readonly MapiProperty[], charset: string): string {
  const packed = found.find(({ id }) => id === properties.rtf);
  return packed ? rtfToText(unpackRtf(packed.data, longestRtf), charset) : '';
}

function textOf(found: readonly MapiProperty[], wanted: number, charset: string): string {
  const property = found.find(({ id }) => id === wanted);
  if (!property) return '';
  return words(property.data, property.type === mapiTypes.unicode ? 'utf-16le' : charset);
}

/** Windows code pages that are not named by their number. */
const codePages: Readonly<Record<number, string>> = {
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  932: 'shift_jis',
  20_866: 'koi8-r',
  21_866: 'koi8-u',
  28_591: 'iso-8859-1',
  28_592: 'iso-8859-2',
  28_595: 'iso-8859-5',
  28_605: 'iso-8859-15',
  50_220: 'iso-2022-jp',
  51_932: 'euc-jp',
  54_936: 'gb18030',
  65_001: 'utf-8',
};

function charsetOf(data: Uint8Array): string {
  const page = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint16(0, true);
  return (
    codePages[page] ?? (page === 874 || (page >= 1250 && page <= 1258) ? `windows-${page}` : 'windows-1252')
  );
}

function words(data: Uint8Array, charset: string): string {
  const text =
    charset === 'utf-16le' ? new TextDecoder(charset).decode(data) : decodeText(data, charset).text;
  return (text.split('\0', 1)[0] ?? '').replace(/\r\n?/g, '\n');
}
