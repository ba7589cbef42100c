import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Stopped } from '../explain-failure.ts';
import { reach, type Reached } from './reach.ts';

/** Nothing listens at the address. */
export class NoAnswer extends Stopped {}

const tokenSchema = z.object({ token: z.string() });
const problemSchema = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export interface Answered {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: unknown;
}

/** One call to Amends; whatever it answers is returned, and only silence is an error. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  let reached: Reached;
  try {
    reached = await reach(url, init);
  } catch {
    throw new NoAnswer(
      `nothing answers at ${new URL(url).origin}; start Amends with "npm start", or name its address with --url`,
    );
  }
  const { status, etag, text } = reached;
  if (status === 503) throw new NoAnswer(`${new URL(url).origin} is not ready (503); try again in a moment`);
  return { status, etag, body: jsonIn(text) };
}

/** Who watches a laptop that is stopped and started again need not start watching again. */
const PATIENCE_MS = 5 * 60_000;
const RETRY_MS = 1000;

/** Asks again while nothing answers, for five minutes, and shows that it waits. */
export async function patiently<T>(
  line: { readonly show: (line: string) => void },
  work: () => Promise<T>,
  retryMs = RETRY_MS,
): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoAnswer) || performance.now() - since > PATIENCE_MS) throw error;
      line.show('nothing answers; it goes on when Amends is started again');
      await pause(retryMs);
    }
  }
}

/** What a gateway answers is not always JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A refusal as lines for the terminal: what, and for each field where. */
export function refusal(path: string, { status, body }: Answered): Stopped {
  const { title, detail, errors } = problemSchema.safeParse(body).data ?? {};
  const hint =
    status === 401 || status === 403 ? ' (is AMENDS_TOKEN a valid token of the group this needs?)' : '';
  const says = [title, detail].filter((one) => one !== undefined).join('. ');
  const fields = (errors ?? []).map((error) => `\n  ${error.path}: ${error.message}`).join('');
  return new Stopped(`${path} answered ${status}${says === '' ? '' : `: ${says}`}${hint}${fields}`);
}

const isLaptop = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** The token of a member of `group`: from `AMENDS_TOKEN`, or on the laptop one made for this. */
export async function tokenFor(
  url: string,
  group: 'marketer' | 'lead' | 'handler' | 'auditor',
): Promise<string> {
  const given = process.env['AMENDS_TOKEN'];
  if (given !== undefined && given !== '') return given;
  if (!isLaptop(url))
    throw new Stopped(
      `set AMENDS_TOKEN to a staff token of the group ${group}; "npm run -s sign-in -- --help" says how to get one`,
    );
  const issued = await ask(`${url}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ group }),
  });
  if (issued.status !== 200) throw refusal('/local/token', issued);
  return tokenSchema.parse(issued.body).token;
}
