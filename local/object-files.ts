import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';

const StoredObject = z.object({
  bucket: z.string(),
  key: z.string(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** Virtual milliseconds since the epoch. */
  at: z.number(),
});
export type StoredObject = z.infer<typeof StoredObject>;

/** What the buckets hold, one file an object. */
export interface ObjectFiles {
  /** Durable when it returns. */
  readonly put: (
    bucket: string,
    key: string,
    body: Uint8Array,
    contentType?: string,
    metadata?: Record<string, string>,
  ) => StoredObject;
  find(bucket: string, key: string): StoredObject | undefined;
  readonly inBucket: (bucket: string) => readonly StoredObject[];
  readonly read: (stored: StoredObject) => Buffer;
  /** An import reads its file piece by piece, however large it is. */
  readonly readPiece: (stored: StoredObject, from: number, length: number) => Buffer;
  remove(bucket: string, key: string): void;
}

/** Ours, as S3 doubles that one can install (fauxqs) keep all in memory, and a mail that was accepted must survive. */
export function openObjectFiles(folder: string, disk: Disk, clock: Clock): ObjectFiles {
  mkdirSync(folder, { recursive: true });
  const shelf = disk.shelf('object', StoredObject);
  const objects = new Map(shelf.all().map((stored) => [idOf(stored.bucket, stored.key), stored]));
  return {
    put(bucket, key, body, contentType = 'application/octet-stream', metadata = {}) {
      const id = idOf(bucket, key);
      const file = createHash('sha256').update(id).digest('hex');
      writeDurably(join(folder, file), body);
      const etag = `"${createHash('md5').update(body).digest('hex')}"`;
      const stored = { bucket, key, file, size: body.length, etag, contentType, metadata, at: clock.now() };
      objects.set(id, stored);
      shelf.put(id, stored);
      return stored;
    },
    find: (bucket, key) => objects.get(idOf(bucket, key)),
    inBucket: (bucket) => [...objects.values()].filter((stored) => stored.bucket === bucket),
    read: ({ file }) => readFileSync(join(folder, file)),
    readPiece: ({ file }, from, length) => pieceOf(join(folder, file), from, length),
    remove(bucket, key) {
      const id = idOf(bucket, key);
      const stored = objects.get(id);
      if (!stored) return;
      objects.delete(id);
      shelf.delete(id);
      rmSync(join(folder, stored.file), { force: true });
    },
  };
}

const idOf = (bucket: string, key: string): string => `${bucket}/${key}`;

function writeDurably(path: string, body: Uint8Array): void {
  const handle = openSync(path, 'w');
  try {
    writeSync(handle, body);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function pieceOf(path: string, from: number, length: number): Buffer {
  const handle = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(length);
    return piece.subarray(0, readSync(handle, piece, 0, length, from));
  } finally {
    closeSync(handle);
  }
}
