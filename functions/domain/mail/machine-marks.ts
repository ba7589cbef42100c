import type { Email } from 'postal-mime';
import { ownMarkerHeader } from './own-marks.ts';
import type { MachineMarks } from './parsed-mail.ts';

/** What the header says of being written by a machine. */
export function marksOf(email: Email): MachineMarks {
  const value = (key: string) => email.headers.find((field) => field.key === key)?.value;
  const word = (key: string) => value(key)?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
  const returnPath = value('return-path')?.trim();
  return {
    autoSubmitted: word('auto-submitted'),
    precedence: word('precedence'),
    list: email.headers.some(({ key }) =>
      /^list-(?:id|post|help|unsubscribe|subscribe|owner|archive)$/.test(key),
    ),
    autoResponseSuppress: /all|oof|autoreply|dr\b/i.test(value('x-auto-response-suppress') ?? ''),
    returnPath: returnPath === undefined ? null : returnPath.replace(/^<|>$/g, '').trim(),
    ownMarker: value(ownMarkerHeader.toLowerCase())?.trim() ?? null,
  };
}
