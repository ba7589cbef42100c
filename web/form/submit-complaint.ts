import * as z from 'zod/mini';
import { callApi, type Refusal } from '../shared/call-api.ts';

/** A complaint on its way: the same key as long as nobody knows whether an earlier try arrived. */
export const Draft = z.object({
  values: z.record(z.string(), z.string()),
  key: z.string(),
  /** Files that were sent before the complaint. */
  files: z.optional(z.array(z.object({ id: z.string(), name: z.string(), size: z.number() }))),
  /** The JSON texts of tries whose fate is unknown, oldest first. */
  sent: z.array(z.string()),
});
export type Draft = z.infer<typeof Draft>;

const Received = z.object({ caseNumber: z.string(), statusUrl: z.string(), answerBy: z.string() });
type Received = z.infer<typeof Received>;

export type Submission =
  | { readonly kind: 'received'; readonly receipt: Received; readonly byEarlierTry: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const sameKeyTries = 5;
const longestWaitSeconds = 10;

/**
 * Sends `body` under the draft's key. While the server is still busy with a first try it waits and asks again;
 * when an earlier try turns out to be recorded with other words, its receipt is fetched, so that a complaint never
 * becomes two cases and a case never stays unknown to its customer.
 */
export async function submitComplaint(
  draft: Draft,
  body: string,
  wait: (seconds: number) => Promise<void>,
): Promise<Submission> {
  const first = await post(body, draft.key, wait);
  if (first.ok) return { kind: 'received', receipt: first.value, byEarlierTry: false };
  if (first.status !== 422) return { kind: 'refused', refusal: first };
  for (const sent of draft.sent) {
    const earlier = await post(sent, draft.key, wait);
    if (earlier.ok) return { kind: 'received', receipt: earlier.value, byEarlierTry: true };
    if (earlier.status !== 422) return { kind: 'refused', refusal: earlier };
  }
  return { kind: 'refused', refusal: first };
}

async function post(body: string, key: string, wait: (seconds: number) => Promise<void>) {
  const call = { path: '/api/complaints', body, key, answer: Received };
  let answer = await callApi(call);
  for (let tried = 1; tried < sameKeyTries && !answer.ok && answer.status === 409; tried++) {
    await wait(Math.min(answer.retryAfterSeconds, longestWaitSeconds));
    answer = await callApi(call);
  }
  return answer;
}

/** Whether a refusal proves that this very try was not recorded. */
export const surelyNotRecorded = (refusal: Refusal): boolean =>
  refusal.status === 400 || refusal.status === 413 || refusal.status === 429;
