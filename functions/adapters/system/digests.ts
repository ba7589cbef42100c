import { createHash, createHmac } from 'node:crypto';
import type { Digests } from '../../ports/world.ts';
import type { PseudonymKey } from '../secrets/pseudonym-key.ts';

/** 48 bits of a hash as a fraction: finer than any holdout share, exact in a double. */
const DRAW_BYTES = 6;

/** SHA-256 for natural keys, HMAC for draws and seals: under a key of its own that is never rotated (ADR 013). */
export function secretDigests(key: PseudonymKey): Digests {
  return {
    hash: (...parts) => hashOf(parts),
    async seals(purpose, text) {
      return [
        createHmac('sha256', await key())
          .update(`seal\n${purpose}\n${text}`)
          .digest('hex'),
      ];
    },
    async draw(experiment, subject) {
      const mac = createHmac('sha256', await key())
        .update(`draw\n${experiment}\n${subject}`)
        .digest();
      return mac.readUIntBE(0, DRAW_BYTES) / 2 ** (DRAW_BYTES * 8);
    },
  };
}

/** Hex SHA-256 over the parts, each with its length, so that moving a border between parts changes it. */
export const hashOf = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex');
};
