import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as z from 'zod';
import { ClockMove } from './advance.ts';
import { readBody } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { EventLog } from './event-bus.ts';
import type { LocalState } from './local-state.ts';
import type { Mailbox } from './mail-out.ts';
import { mailboxPage } from './mailbox-page.ts';
import { TokenRequest, type StaffTokens } from './staff-tokens.ts';

interface Surroundings {
  readonly mailbox: Mailbox;
  readonly events: EventLog;
  readonly tokens: StaffTokens;
  readonly clock: Clock;
  readonly advance: (move: ClockMove) => Promise<string>;
  readonly state: () => LocalState;
  /** Where tools find what AWS has a console and a command line for. */
  readonly services: {
    readonly endpoint: string;
    readonly region: string;
    readonly mailIntake: string | null;
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** Mails listed at once to a person. */
const LISTED_MAILS = 200;
/** Mails answered at once to a program; `next` in the answer is the `after` of the next page, or null. */
const MAILS_OF_A_PAGE = 1000;

/** `/local/*`: what a laptop has and a real stage has not. */
export function localRoutes(
  around: Surroundings,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { status, type, body } = await answerTo(request, url, around);
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(body);
  };
}

async function answerTo(request: IncomingMessage, url: URL, around: Surroundings): Promise<Answer> {
  const { mailbox, events, tokens, clock, advance, state, services } = around;
  const call = `${request.method ?? 'GET'} ${url.pathname.replace(/\/$/, '')}`;
  switch (call) {
    case 'GET /local/state':
      return json(200, state());
    case 'GET /local/services':
      return json(200, services);
    case 'GET /local/clock':
      return json(200, { now: clock.iso() });
    case 'POST /local/clock': {
      const move = await bodyAs(ClockMove, request);
      if (!move.ok) return problem(`Send {"advance":"P1D"} or {"to":"2026-12-24T09:00:00Z"}: ${move.detail}`);
      try {
        return json(200, { now: await advance(move.value) });
      } catch (error) {
        if (error instanceof RangeError) return problem(error.message);
        throw error;
      }
    }
    case 'POST /local/token': {
      const asked = await bodyAs(TokenRequest, request);
      if (!asked.ok) return problem(`Send {"group":"handler","user":"…"}, user optional: ${asked.detail}`);
      const issued = await tokens.issue(asked.value);
      if (issued.kind === 'refused') return problem(issued.detail);
      const { token, user, expiresAt } = issued;
      return json(200, { token, user, expiresAt });
    }
    case 'GET /local/events':
      return json(200, { events: events.events(url.searchParams.get('type') ?? undefined) });
    case 'GET /local/mailbox': {
      const to = url.searchParams.get('to') ?? undefined;
      const toAll = to === undefined || to === '';
      if (prefersHtml(request)) {
        const mails = toAll ? mailbox.latest(LISTED_MAILS) : mailbox.mails(to).toReversed();
        const open = mailbox.find(url.searchParams.get('mail') ?? '');
        return html(mailboxPage({ mails, count: toAll ? mailbox.count() : mails.length, to, open }));
      }
      const after = url.searchParams.get('after') ?? undefined;
      const found = toAll ? mailbox.page(MAILS_OF_A_PAGE, after) : mailbox.mails(to);
      const mails = found.map(({ raw: _raw, ...mail }) => mail);
      const last = toAll && mails.length === MAILS_OF_A_PAGE ? mails.at(-1) : undefined;
      return json(200, { mails, next: last?.id ?? null });
    }
    default: {
      const raw = /^GET \/local\/mailbox\/([\w-]+)\.eml$/.exec(call)?.[1];
      const mail = raw === undefined ? undefined : mailbox.find(raw);
      if (mail) return { status: 200, type: 'message/rfc822', body: Buffer.from(mail.raw, 'base64') };
      return json(404, {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        detail: `No ${call} on the laptop`,
      });
    }
  }
}

async function bodyAs<T>(
  schema: z.ZodType<T>,
  request: IncomingMessage,
): Promise<{ ok: true; value: T } | { ok: false; detail: string }> {
  const text = (await readBody(request, 64 * 1024)).toString('utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, detail: 'the body is not JSON.' };
    throw error;
  }
  const parsed = schema.safeParse(given);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : {
        ok: false,
        detail: parsed.error.issues
          .map(({ path, message }) => `${path.join('.')} ${message}`.trim())
          .join('; '),
      };
}

/** A browser asks for HTML first; curl and programs do not. */
function prefersHtml({ headers }: IncomingMessage): boolean {
  const accept = headers.accept ?? '';
  const place = (type: string): number => {
    const index = accept.indexOf(type);
    return index < 0 ? Infinity : index;
  };
  return place('text/html') < place('application/json');
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: status === 200 ? 'application/json' : 'application/problem+json',
  body: JSON.stringify(body),
});
const problem = (detail: string): Answer =>
  json(400, { type: 'about:blank', title: 'Bad request', status: 400, detail });
const html = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });
