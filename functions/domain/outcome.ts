/** An answer that may be a refusal. A refusal is a value for the caller to show; exceptions are for defects and outages. */
export type Outcome<Value, Reason extends string = string> = Accepted<Value> | Refused<Reason>;

interface Accepted<Value> {
  readonly ok: true;
  readonly value: Value;
}

interface Refused<Reason extends string = string> {
  readonly ok: false;
  readonly reason: Reason;
  /** What a person needs to know beyond the reason; never personal data. */
  readonly detail?: string;
}

/** It is done, or may be: with what came of it. */
export const accept = <Value>(value: Value): Accepted<Value> => ({ ok: true, value });

/** It is not done, and why. A refusal is an answer, and no error. */
export const refuse = <Reason extends string>(reason: Reason, detail?: string): Refused<Reason> =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail };
