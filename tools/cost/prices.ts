/**
 * List prices in US dollars, region us-east-1, on demand, before free tiers and volume steps. Each names where and when
 * it was read; prices change, so `npm run -s cost` says which of them a figure rests on.
 */
export const prices = {
  /** Per recipient: SES Essentials, the plan of a new account since 2026-07-21 (AWS Price List, 2026-07-22). */
  mail: 0.16 / 1_000,
  /** Per state transition of a Standard workflow, retries included (aws.amazon.com/step-functions/pricing). */
  transition: 0.025 / 1_000,
  /** Per execution of an Express workflow, and per GB-second of it, in chunks of 64 MB (AWS price page, 2026). */
  expressRequest: 1 / 1e6,
  expressGigabyteSecond: 0.00001667,
  /** Per write request unit; a transaction takes two for each KiB begun (AWS Price List, 2026-08-24). */
  writeUnit: 0.625 / 1e6,
  /** Per read request unit (AWS Price List, 2026-08-24). Reads of a stream by Lambda cost nothing. */
  readUnit: 0.125 / 1e6,
  /** Per invocation (AWS Price List, 2026-09-11). */
  invocation: 0.2 / 1e6,
  /** Per GB-second on arm64, initialisation included (AWS Price List, 2026-09-11). */
  gigabyteSecond: 0.0000133334,
  /** Per request to an HTTP API (AWS Price List, 2026-09-11). */
  apiRequest: 1 / 1e6,
  /** Per GB of logs taken in, standard class (AWS Price List, 2026-08-24). */
  logGigabyte: 0.5,
  /** Per trace recorded by X-Ray (AWS price page as quoted by several users, 2026). */
  trace: 5 / 1e6,
  /** Per call to Secrets Manager (AWS Price List, 2026-09-11). */
  secretCall: 0.05 / 10_000,
} as const;
