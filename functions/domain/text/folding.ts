import { simplifiedPairs } from '../triage/chinese-script.ts';

const CODES = 0x10000;
const FULL_WIDTH_FROM = 0xff01;
const FULL_WIDTH_TO = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;
/** The last code of Latin, Greek and Cyrillic letters that have two cases. */
const CASED_TO = 0x52f;

let table: Uint16Array | undefined;

/**
 * Which character each UTF-16 code unit counts as: capital letters as small ones, full-width forms as plain ones,
 * traditional Chinese as simplified. One look-up per character, and texts that look alike read alike.
 */
export function foldingTable(): Uint16Array {
  if (table) return table;
  const folded = Uint16Array.from({ length: CODES }, (_, code) => code);
  for (let code = 0; code <= CASED_TO; code += 1) {
    const small = String.fromCharCode(code).toLowerCase();
    if (small.length === 1) folded[code] = small.charCodeAt(0);
  }
  for (let code = FULL_WIDTH_FROM; code <= FULL_WIDTH_TO; code += 1)
    folded[code] = folded[code - FULL_WIDTH_SHIFT] ?? code;
  for (const [traditional, simplified] of simplifiedPairs()) folded[traditional] = simplified;
  table = folded;
  return folded;
}
