/** Crockford base 32: no I, L, O, U, so a number can be read out and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PAYLOAD_LENGTH = 5;

/**
 * `AM-YYYY-XXXXXX`: five random characters and one check character that finds any single wrong character and any
 * swap of neighbours. There is no counter: a number tells nobody how many complaints a firm gets. 33.5 million a
 * year; the store refuses one that is taken and the caller draws again.
 * @param random at least five bytes
 */
export function caseNumber(year: number, random: Uint8Array): string {
  const payload = Array.from(random.slice(0, PAYLOAD_LENGTH), (byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `AM-${year}-${payload}${checkCharacter(payload)}`;
}

/** As typed by a person: lower case, O for 0, I or L for 1 are forgiven; anything else that is not a number is undefined. */
export function readCaseNumber(typed: string): string | undefined {
  const tidy = typed.trim().toUpperCase();
  const found = /^AM-(\d{4})-([0-9A-Z]{6})$/.exec(tidy);
  if (!found) return undefined;
  const code = (found[2] ?? '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const payload = code.slice(0, PAYLOAD_LENGTH);
  return checkCharacter(payload) === code.slice(PAYLOAD_LENGTH) ? `AM-${found[1] ?? ''}-${code}` : undefined;
}

/**
 * Σ (position-weighted values) mod 31 would lose one symbol; odd weights in a field of 32 elements need GF(32), where
 * multiplying by powers of a generator makes every single error and neighbour swap change the sum.
 */
function checkCharacter(payload: string): string {
  let sum = 0;
  for (const char of payload) sum = timesGenerator(sum ^ Math.max(0, ALPHABET.indexOf(char)));
  return ALPHABET[sum] ?? '0';
}

/** Multiplication by x in GF(2^5) with x^5 + x^2 + 1. */
const timesGenerator = (value: number): number => {
  const shifted = value << 1;
  return shifted & 32 ? (shifted ^ 0b100101) & 31 : shifted;
};
