/** Crockford base 32, the alphabet of ULIDs; case does not matter, so it survives mail servers that fold it. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The 128 bits that a ULID spells. */
export function bytesOfUlid(ulid: string): Buffer {
  let value = 0n;
  for (const char of ulid) value = value * 32n + BigInt(ALPHABET.indexOf(char));
  return Buffer.from(value.toString(16).padStart(32, '0').slice(-32), 'hex');
}

/** The ULID that spells 128 bits. */
export function ulidOfBytes(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let ulid = '';
  for (let place = 0; place < 26; place += 1) {
    ulid = (ALPHABET[Number(value % 32n)] ?? '0') + ulid;
    value /= 32n;
  }
  return ulid;
}
