import type { Usage } from './metered-journey.ts';
import { prices } from './prices.ts';

/** Dollars for one complaint, by what they are paid for. */
interface Cost {
  readonly mail: number;
  readonly orchestration: number;
  readonly store: number;
  readonly compute: number;
  readonly api: number;
  readonly logs: number;
}

/** Memory of a function as `infra/constructs/service-function.ts` sets it. */
const GIGABYTES = 0.5;
/**
 * What a laptop cannot tell, set on the high side: billed time of a warm invocation, which is mostly waiting for the
 * store; the share of invocations that start a new environment, and what its initialisation adds.
 */
const WARM_SECONDS = 0.06;
const COLD_SHARE = 0.02;
const INIT_SECONDS = 0.5;
/** Two lines that Lambda writes of every invocation, one of the functions', and one of the API for every request. */
const LOG_BYTES_OF_INVOCATION = 1_500;
const LOG_BYTES_OF_REQUEST = 400;
/** X-Ray keeps the first request of a second and one in twenty after it. */
const TRACED = 0.05;
const GIGABYTE = 1e9;

/**
 * What usage costs at list prices. What costs the same without any complaint (alarms, the secret, stored data) is no
 * part of it.
 */
export function costOf(used: Usage): Cost {
  const seconds = used.invocations * (WARM_SECONDS + COLD_SHARE * INIT_SECONDS);
  const logBytes = used.invocations * LOG_BYTES_OF_INVOCATION + used.apiRequests * LOG_BYTES_OF_REQUEST;
  return {
    mail: used.mails * prices.mail,
    orchestration: used.transitions * prices.transition,
    store: used.writeUnits * prices.writeUnit + used.readUnits * prices.readUnit,
    compute:
      used.invocations * prices.invocation +
      seconds * GIGABYTES * prices.gigabyteSecond +
      used.invocations * COLD_SHARE * prices.secretCall +
      used.invocations * TRACED * prices.trace,
    api: used.apiRequests * prices.apiRequest,
    logs: (logBytes / GIGABYTE) * prices.logGigabyte,
  };
}

export const total = ({ mail, orchestration, store, compute, api, logs }: Cost): number =>
  mail + orchestration + store + compute + api + logs;
