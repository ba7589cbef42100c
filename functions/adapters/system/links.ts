import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkPurpose, Links } from '../../ports/world.ts';
import type { LinkKeys } from '../secrets/link-keys.ts';
import type { PseudonymKey } from '../secrets/pseudonym-key.ts';
import { ALPHABET, bytesOfUlid, ulidOfBytes } from './ulid-bytes.ts';

const TOKEN = /^v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;
const REPLY = /^reply\+([0-9a-hjkmnp-tv-z]{26})\.([0-9a-hjkmnp-tv-z]{20})@/i;
/** 100 bits: beyond guessing, and the local part stays below the 64 characters of RFC 5321. */
const REPLY_MAC_CHARACTERS = 20;

/**
 * HMAC-SHA-256 links and reply addresses.
 * @param lasting key of the links that must work for ever, whatever is rotated: those to hear nothing more
 */
export function hmacLinks(keys: LinkKeys, lasting?: PseudonymKey): Links {
  const keysOf = async (purpose: LinkPurpose): Promise<readonly string[]> =>
    purpose === 'unsubscribe' && lasting ? [await lasting()] : keys();
  const mac = (key: string, ...parts: readonly string[]): Buffer =>
    createHmac('sha256', key).update(parts.join('\n')).digest();
  const current = async (purpose?: LinkPurpose): Promise<string> => {
    const [first] = purpose === undefined ? await keys() : await keysOf(purpose);
    if (first === undefined) throw new Error('the link secret has no key');
    return first;
  };

  return {
    async token(purpose, ulid, expiresAt) {
      return `v1.${bytesOfUlid(ulid).toString('base64url')}.${mac(await current(purpose), purpose, ulid, expiresAt).toString('base64url')}`;
    },

    idIn,

    async isGenuine(token, purpose, ulid, expiresAt) {
      const found = TOKEN.exec(token);
      if (!found || idIn(token) !== ulid) return false;
      const given = Buffer.from(found[2] ?? '', 'base64url');
      const genuine = await keysOf(purpose);
      return genuine.some((key) => {
        const expected = mac(key, purpose, ulid, expiresAt);
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },

    async replyLocalPart(caseUlid) {
      return `reply+${caseUlid.toLowerCase()}.${replyMac(mac(await current(), 'reply', caseUlid))}`;
    },

    async caseInReplyAddress(address) {
      const found = REPLY.exec(address);
      if (!found) return undefined;
      const caseUlid = (found[1] ?? '').toUpperCase();
      const given = Buffer.from((found[2] ?? '').toLowerCase());
      const genuine = await keys();
      const match = genuine.some((key) =>
        timingSafeEqual(given, Buffer.from(replyMac(mac(key, 'reply', caseUlid)))),
      );
      return match ? caseUlid : undefined;
    },
  };
}

function idIn(token: string): string | undefined {
  const id = TOKEN.exec(token)?.[1];
  return id === undefined ? undefined : ulidOfBytes(Buffer.from(id, 'base64url'));
}

const replyMac = (mac: Buffer): string =>
  Array.from(mac.subarray(0, REPLY_MAC_CHARACTERS), (byte) => ALPHABET[byte & 31] ?? '0')
    .join('')
    .toLowerCase();
