import type { TextModelArtifact } from '../model.ts';

type Tables = Pick<
  TextModelArtifact,
  'grams' | 'bits' | 'buckets' | 'checks' | 'rarities' | 'rarityStep' | 'weights'
>;

const FEWEST_BITS = 4;
/** More than the 16 bits that `checks` leaves out, and a gram is known by its whole hash. */
const MOST_BITS = 20;
const FULLEST_BUCKET = 255;
/** Neighbours in a bucket are read together; a larger table of buckets would not stay in the cache. */
const GRAMS_PER_BUCKET = 3;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Lays the grams of a model out in buckets, in the order in which they are looked up. */
export function packGrams(
  hashes: Uint32Array,
  { rarities, rarityStep }: { readonly rarities: Uint8Array; readonly rarityStep: number },
  weights: readonly Int8Array[],
): Tables {
  const grams = hashes.length;
  let bits = FEWEST_BITS;
  while (GRAMS_PER_BUCKET * 2 ** bits < grams && bits < MOST_BITS) bits += 1;
  const mask = 2 ** bits - 1;
  const bucketOf = (gram: number): number => (hashes[gram] ?? 0) & mask;
  const order = Uint32Array.from({ length: grams }, (_, gram) => gram).sort(
    (a, b) => bucketOf(a) - bucketOf(b) || (hashes[a] ?? 0) - (hashes[b] ?? 0),
  );
  const buckets = new Uint8Array(2 ** bits);
  const checks = new Uint8Array(2 * grams);
  const table = new Int8Array(grams * weights.length);
  for (const [place, gram] of order.entries()) {
    const bucket = bucketOf(gram);
    const inBucket = buckets[bucket] ?? 0;
    if (inBucket === FULLEST_BUCKET) throw new RangeError('the hash of grams does not spread');
    buckets[bucket] = inBucket + 1;
    const check = (hashes[gram] ?? 0) >>> 16;
    checks[2 * place] = check & 0xff;
    checks[2 * place + 1] = check >>> 8;
    for (const [score, own] of weights.entries()) table[place * weights.length + score] = own[gram] ?? 0;
  }
  return {
    grams,
    bits,
    buckets: base64(buckets),
    checks: base64(checks),
    rarities: base64(Uint8Array.from(order, (gram) => rarities[gram] ?? 0)),
    rarityStep,
    weights: base64(new Uint8Array(table.buffer)),
  };
}
