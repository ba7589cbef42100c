import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Proof that somebody knows a password, without sending it: SRP-6a (RFC 5054) with SHA-256 as Amazon Cognito's
 * `USER_SRP_AUTH` speaks it. Numbers travel as hexadecimal text; what is hashed are their bytes, with a zero in front
 * where the first bit is set.
 */

/** The 3072-bit group of RFC 3526, section 4. */
const PRIME = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD',
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F',
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510',
    '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
);
const GENERATOR = 2n;
const KEY_BYTES = 16;
const KEY_LABEL = 'Caldera Derived Key';

/** A secret of this sign-in alone, and the number that goes to the server for it. */
interface Opening {
  readonly secret: bigint;
  /** `SRP_A`. */
  readonly sent: string;
}

/** What the server answers to the opening: `ChallengeParameters` of `PASSWORD_VERIFIER`. */
interface Challenge {
  readonly USER_ID_FOR_SRP: string;
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
}

/** Begins a sign-in. @param secret given only by tests; 1024 random bits otherwise */
export function openSignIn(secret = numberIn(randomBytes(128).toString('hex'))): Opening {
  return { secret, sent: power(GENERATOR, secret).toString(16) };
}

/**
 * `PASSWORD_CLAIM_SIGNATURE`, in base 64.
 * @param poolId `eu-west-1_abcDEF`; the part behind the underscore is what is hashed
 * @param timestamp as `timestampOf` writes it
 */
export function proofOf(
  opening: Opening,
  challenge: Challenge,
  { poolId, password, timestamp }: { poolId: string; password: string; timestamp: string },
): string {
  const pool = poolId.slice(poolId.indexOf('_') + 1);
  const user = challenge.USER_ID_FOR_SRP;
  const theirs = numberIn(challenge.SRP_B);
  if (theirs % PRIME === 0n) throw new Error('the server sent a number that would give the password away');
  const mixed = hash(bytesOf(numberIn(opening.sent)), bytesOf(theirs));
  const scrambler = numberIn(mixed.toString('hex'));
  const login = hash(Buffer.from(`${pool}${user}:${password}`));
  const exponent = numberIn(hash(bytesOf(numberIn(challenge.SALT)), login).toString('hex'));
  const multiplier = numberIn(hash(bytesOf(PRIME), bytesOf(GENERATOR)).toString('hex'));
  const base = positive(theirs - multiplier * power(GENERATOR, exponent));
  const shared = power(base, opening.secret + scrambler * exponent);
  const key = hkdfSync('sha256', bytesOf(shared), bytesOf(scrambler), KEY_LABEL, KEY_BYTES);
  return createHmac('sha256', Buffer.from(key))
    .update(pool)
    .update(user)
    .update(Buffer.from(challenge.SECRET_BLOCK, 'base64'))
    .update(timestamp)
    .digest('base64');
}

/** `Fri Mar 6 09:05:00 UTC 2026`: the one form that Cognito takes, with no zero before the day. */
export function timestampOf(at: Date): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = at
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

const numberIn = (hex: string): bigint => BigInt(`0x${hex}`);

const positive = (value: bigint): bigint => ((value % PRIME) + PRIME) % PRIME;

const hash = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** Big-endian bytes, as a signed number would be written: a set first bit gets a zero byte in front. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

/** `base` to the `exponent`, modulo the prime, by squaring. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = positive(base);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
