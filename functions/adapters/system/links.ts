import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Links } from '../../ports/world.ts';
import type { LinkKeys } from '../secrets/link-keys.ts';

/** Crockford base 32, the alphabet of ULIDs; case does not matter, so it survives mail servers that fold it. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TOKEN = /^v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;
const REPLY = /^reply\+([0-9a-hjkmnp-tv-z]{26})\.([0-9a-hjkmnp-tv-z]{20})@/i;
/** 100 bits: beyond guessing, and the local part stays below the 64 characters of RFC 5321. */
const REPLY_MAC_CHARACTERS = 20;

/** HMAC-SHA-256 links and reply addresses. */
export function hmacLinks(keys: LinkKeys): Links {
  const mac = (key: string, ...parts: readonly string[]): Buffer =>
    createHmac('sha256', key).update(parts.join('\n')).digest();
  const current = async (): Promise<string> => {
    const [first] = await keys();
    if (first === undefined) throw new Error('the link secret has no key');
    return first;
  };

  return {
    async token(purpose, ulid, expiresAt) {
      return `v1.${bytesOf(ulid).toString('base64url')}.${mac(await current(), purpose, ulid, expiresAt).toString('base64url')}`;
    },

    idIn,

    async isGenuine(token, purpose, ulid, expiresAt) {
      const found = TOKEN.exec(token);
      if (!found || idIn(token) !== ulid) return false;
      const given = Buffer.from(found[2] ?? '', 'base64url');
      const genuine = await keys();
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

function bytesOf(ulid: string): Buffer {
  let value = 0n;
  for (const char of ulid) value = value * 32n + BigInt(ALPHABET.indexOf(char));
  return Buffer.from(value.toString(16).padStart(32, '0').slice(-32), 'hex');
}

function ulidOfBytes(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let ulid = '';
  for (let place = 0; place < 26; place += 1) {
    ulid = (ALPHABET[Number(value % 32n)] ?? '0') + ulid;
    value /= 32n;
  }
  return ulid;
}
