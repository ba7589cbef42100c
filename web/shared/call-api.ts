import * as z from 'zod/mini';

/** An RFC 9457 problem, as far as pages use it. */
const Problem = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  /** The answer that was recorded before this one. */
  recorded: z.optional(z.string()),
  errors: z.optional(
    z.array(z.object({ path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]) })),
  ),
});
type Problem = z.infer<typeof Problem>;

export interface Refusal {
  readonly ok: false;
  /** HTTP status, or `null` when no answer came: then nobody knows whether the call arrived. */
  readonly status: number | null;
  readonly problem: Problem;
  readonly retryAfterSeconds: number;
}

export type Answer<Value> = { readonly ok: true; readonly value: Value } | Refusal;

interface Call<Schema extends z.ZodMiniType> {
  readonly path: string;
  /** JSON text to POST; without it the call is a GET. */
  readonly body?: string;
  readonly key?: string;
  readonly answer: Schema;
}

const patienceMs = 20_000;
const defaultRetryAfterSeconds = 60;

/** One call of our API. Every way it can go is a value; it never rejects. */
export async function callApi<Schema extends z.ZodMiniType>(
  call: Call<Schema>,
): Promise<Answer<z.infer<Schema>>> {
  let response: Response;
  let content: unknown;
  try {
    response = await fetch(call.path, {
      method: call.body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(call.key !== undefined && { 'idempotency-key': call.key }),
      },
      ...(call.body !== undefined && { body: call.body }),
      signal: AbortSignal.timeout(patienceMs),
    });
    content = jsonOf(await response.text());
  } catch {
    // Offline, timed out or cut off: fetch says all of them by rejecting.
    return { ok: false, status: null, problem: {}, retryAfterSeconds: defaultRetryAfterSeconds };
  }
  if (response.ok) {
    const read = call.answer.safeParse(content);
    if (read.success) return { ok: true, value: read.data };
    return { ok: false, status: 502, problem: {}, retryAfterSeconds: defaultRetryAfterSeconds };
  }
  const problem = Problem.safeParse(content);
  return {
    ok: false,
    status: response.status,
    problem: problem.success ? problem.data : {},
    retryAfterSeconds: Number(response.headers.get('retry-after')) || defaultRetryAfterSeconds,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway in between may answer in HTML; the schema then refuses it.
    return undefined;
  }
}
