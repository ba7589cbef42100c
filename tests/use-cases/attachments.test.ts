import { expect, test } from 'vitest';
import { announceAttachment } from '../../functions/use-cases/announce-attachment.ts';
import { openComplaint } from '../../functions/use-cases/open-complaint.ts';
import { takeAttachments } from '../../functions/use-cases/take-attachments.ts';
import { safeFilename } from '../../functions/domain/case/attachment.ts';
import { aComplaint } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

async function announced(world: ReturnType<typeof aWorld>, bytes: Uint8Array | undefined): Promise<string> {
  const answer = await announceAttachment(
    world.work,
    { filename: 'label.png', contentType: 'image/png', size: 3 },
    [],
  );
  if (answer.kind !== 'announced') throw new Error(answer.kind);
  if (bytes) world.work.attachmentFiles.put(answer.attachmentId, bytes);
  return answer.attachmentId;
}

const three = new Uint8Array(3);

test('a complaint carries the files that arrived as they were announced', async () => {
  const world = aWorld();
  const id = await announced(world, three);

  const taken = await takeAttachments(world.work, [id]);

  expect(taken).toEqual({
    ok: true,
    attachments: [{ id, filename: 'label.png', contentType: 'image/png', size: 3 }],
  });
  expect([...world.work.attachmentFiles.kept]).toEqual([id]);
});

test('every file that cannot be taken is named with its place and its reason', async () => {
  const world = aWorld();
  const tooLate = await announced(world, three);
  await world.runner.secondsPass(24 * 3600);
  const ids = [
    await announced(world, three),
    await announced(world, undefined),
    await announced(world, new Uint8Array(4)),
    'att_00000000000000000000000099',
    tooLate,
  ];

  expect(await takeAttachments(world.work, ids)).toEqual({
    ok: false,
    problems: [
      { index: 1, why: 'not-uploaded' },
      { index: 2, why: 'other-size' },
      { index: 3, why: 'unknown' },
      { index: 4, why: 'expired' },
    ],
  });
});

test('of two complaints at the same moment that name one file, one gets it and the other is told', async () => {
  const world = aWorld();
  const id = await announced(world, three);
  const complaint = (email: string) => ({
    ...aComplaint(),
    email,
    attachments: [{ id, filename: 'label.png', contentType: 'image/png', size: 3 }],
  });

  const ends = await Promise.all(
    ['ann@example.org', 'bob@example.org'].map((email) => openComplaint(world.work, complaint(email))),
  );

  expect(ends.map(({ kind }) => kind)).toEqual(['received', 'attachment-taken']);
});

test.each([
  ['C:\\Users\\ann\\photo.jpg', 'photo.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['a\r\nb\u0000.png', 'ab.png'],
  ['发票 1.pdf', '发票 1.pdf'],
  ['\ud83d', '\ufffd'],
])('a file named %j is shown as %j', (given, shown) => {
  expect(safeFilename(given)).toBe(shown);
});
