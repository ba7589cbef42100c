import { expect, test } from 'vitest';
import type { Attachment } from '../../functions/domain/case/attachment.ts';
import { plusDays, plusSeconds } from '../../functions/domain/instant.ts';
import { aCase, anOpening, idOf, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

const anAttachment = (n: number, over: Partial<Attachment> = {}): Attachment => ({
  id: idOf('att_', n),
  filename: 'label.png',
  contentType: 'image/png',
  size: 4,
  expiresAt: plusDays(monday, 1),
  ...over,
});

/** What every record of announced files promises, together with the cases that claim them. */
export function attachmentsSuite(fresh: FreshAdapters): void {
  test('an announced file is known by its id, and others are not', async () => {
    const { attachments } = await fresh(() => monday);
    await attachments.announce(anAttachment(1), []);

    const found = await attachments.byIds([idOf('att_', 1), idOf('att_', 2)]);

    expect([...found.values()]).toEqual([anAttachment(1)]);
    expect(await attachments.byIds([])).toEqual(new Map());
  });

  test('a complaint claims its files for ever, and no other complaint gets them', async () => {
    const { attachments, cases } = await fresh(() => monday);
    await attachments.announce(anAttachment(1), []);
    await attachments.announce(anAttachment(2), []);
    const claims = [idOf('att_', 1)];

    expect(await cases.open(anOpening(aCase(1), { claims }))).toEqual({ kind: 'opened' });
    expect(await cases.open(anOpening(aCase(2), { claims: [idOf('att_', 2), ...claims] }))).toEqual({
      kind: 'attachment-taken',
      id: idOf('att_', 1),
    });

    const found = await attachments.byIds([idOf('att_', 1), idOf('att_', 2)]);
    expect(found.get(idOf('att_', 1))?.caseId).toBe(aCase(1).id);
    expect(found.get(idOf('att_', 2))?.caseId).toBeUndefined();
    expect(await cases.read(aCase(2).id)).toBeUndefined();
  });

  test('a file that waited too long, or that nobody announced, opens no case', async () => {
    const { attachments, cases } = await fresh(() => plusDays(monday, 2));
    await attachments.announce(anAttachment(1), []);

    for (const id of [idOf('att_', 1), idOf('att_', 9)])
      expect(await cases.open(anOpening(aCase(1), { claims: [id] }))).toEqual({
        kind: 'attachment-taken',
        id,
      });
    expect(await cases.read(aCase(1).id)).toBeUndefined();
  });

  test('announcing ends when the window is full, and goes on in the next', async () => {
    const time = { now: plusSeconds(monday, 30) };
    const { attachments } = await fresh(() => time.now);
    const rate = [{ hash: 'somebody', windowSeconds: 60, limit: 1 }];

    expect(await attachments.announce(anAttachment(1), rate)).toEqual({ kind: 'announced' });
    expect(await attachments.announce(anAttachment(2), rate)).toEqual({
      kind: 'too-many',
      retryAfterSeconds: 30,
    });
    time.now = plusSeconds(monday, 61);
    expect(await attachments.announce(anAttachment(2), rate)).toEqual({ kind: 'announced' });
  });
}
