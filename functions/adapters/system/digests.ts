import { createHash, createHmac } from 'node:crypto';
import type { Digests } from '../../ports/world.ts';
import type { PseudonymKey } from '../secrets/pseudonym-key.ts';
import { ulidOfBytes } from './ulid-bytes.ts';

/** 48 bits of a hash as a fraction: finer than any holdout share, exact in a double. */
const DRAW_BYTES = 6;

/** 128 bits: what an id in a link holds. */
const SEAL_BYTES = 16;

/** SHA-256 for natural keys, HMAC for draws and seals: under a key of its own that is never rotated (ADR 013). */
export function secretDigests(key: PseudonymKey): Digests {
  const mac = async (...parts: readonly string[]): Promise<Buffer> =>
    createHmac('sha256', await key())
      .update(parts.join('\n'))
      .digest();
  return {
    hash: (...parts) => hashOf(parts),
    async seal(purpose, text) {
      return ulidOfBytes((await mac('seal', purpose, text)).subarray(0, SEAL_BYTES));
    },
    async draw(experiment, subject) {
      return (await mac('draw', experiment, subject)).readUIntBE(0, DRAW_BYTES) / 2 ** (DRAW_BYTES * 8);
    },
  };
}

/** Hex SHA-256 over the parts, each with its length, so that moving a border between parts changes it. */
export const hashOf = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex');
};
