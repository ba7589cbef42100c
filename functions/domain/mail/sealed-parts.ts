import type { Attachment } from 'postal-mime';
import { readTnef, type Tnef } from './tnef.ts';
import type { Warn } from './warn.ts';

const isTnef = ({ mimeType, filename }: Attachment): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(mimeType) || /^winmail.{0,20}\.dat$/i.test(filename ?? '');

/** Outlook's container by its type or name; one that cannot be read stays an attachment like any other. */
export function tnefOf(attachments: readonly Attachment[]): Tnef | null {
  for (const { content } of attachments.filter(isTnef)) {
    const opened = typeof content === 'string' ? null : readTnef(new Uint8Array(content));
    if (opened) return opened;
  }
  return null;
}

const covers: Readonly<Record<string, string>> = {
  'application/pkcs7-mime': 'A part is S/MIME and was not opened.',
  'application/x-pkcs7-mime': 'A part is S/MIME and was not opened.',
  'application/pgp-encrypted': 'The mail is PGP-encrypted and was not opened.',
  'application/pkcs7-signature': 'The mail is signed (S/MIME); the signature was not checked.',
  'application/x-pkcs7-signature': 'The mail is signed (S/MIME); the signature was not checked.',
  'application/pgp-signature': 'The mail is signed (PGP); the signature was not checked.',
  'application/rtf': 'A part is in RTF and was not opened.',
};

/** Says what of a mail stayed closed, or was opened in another way than the rest. @param opened what Outlook's container held */
export function warnOfSealedParts(attachments: readonly Attachment[], opened: Tnef | null, warn: Warn): void {
  for (const { mimeType } of attachments) {
    const cover = covers[mimeType];
    if (cover !== undefined) warn(cover);
  }
  if (opened)
    warn('A part is in Outlook format (TNEF); its text and the names of its attachments were read.');
  else if (attachments.some(isTnef)) warn('A part is in Outlook format (TNEF) and was not opened.');
}
