import { Hono, type Context } from 'hono';
import { formValues, complaintFromForm } from '../../domain/page/complaint-from-form.ts';
import { fieldErrors, type ComplaintFormValues } from '../../domain/page/complaint-fields.ts';
import { renderComplaintForm } from '../../domain/page/complaint-form.ts';
import { renderReceipt } from '../../domain/page/receipt.ts';
import { localeFor, type Locale } from '../../domain/language.ts';
import type { AttachmentRefusal } from '../../domain/case/attachment.ts';
import { plusSeconds } from '../../domain/instant.ts';
import { fieldProblems, problem, type Problem } from '../../runtime/problem.ts';
import { jsonBody, parsed, textBody } from '../../runtime/request-body.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import {
  openComplaint,
  type OpenComplaintDeps,
  type ReceivedReceipt,
  type RefusedReceipt,
} from '../../use-cases/open-complaint.ts';
import { takeAttachments, type TakeAttachmentsDeps } from '../../use-cases/take-attachments.ts';
import { statusUrl } from '../../use-cases/links-to.ts';
import type { Digests, Links } from '../../ports/world.ts';
import { sourceAddress } from '../../runtime/source-address.ts';
import { ComplaintReceipt, ComplaintRequest, IdempotencyKey } from './complaint-request.ts';

export interface ComplaintRoutesDeps extends OpenComplaintDeps, TakeAttachmentsDeps {
  readonly links: Links;
  readonly digests: Pick<Digests, 'hash'>;
}

/** Without a key the same words by the same person within ten minutes are one complaint; a key holds for a day. */
const SAME_WORDS_SECONDS = 600;
const KEY_SECONDS = 86_400;
/** One address complains at most so often in an hour; one network address, behind which an office may sit, in a minute. */
const PER_ADDRESS = { windowSeconds: 3600, limit: 30 };
const PER_NETWORK_ADDRESS = { windowSeconds: 60, limit: 600 };

/** The way in for the form, with and without JavaScript, and for other channels. */
export function complaintRoutes(deps: ComplaintRoutesDeps): Hono {
  const routes = new Hono();

  routes.post('/api/complaints', async (context) => {
    const type = context.req.header('content-type') ?? '';
    if (/^application\/x-www-form-urlencoded\b/i.test(type)) return formComplaint(deps, context);
    if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
      return problem(context, {
        status: 415,
        title: 'Send application/json or application/x-www-form-urlencoded',
      });
    }
    const body = await jsonBody(context, ComplaintRequest);
    if (!body.ok) return body.answer;
    const receipt = await open(deps, context, body.value);
    if (isReceived(receipt)) {
      return context.json(
        ComplaintReceipt.parse({
          caseId: receipt.caseId,
          caseNumber: receipt.number,
          statusUrl: await receiptStatusUrl(deps, receipt),
          answerBy: receipt.answerBy,
        }),
        201,
      );
    }
    return problem(context, refusal(receipt));
  });

  return routes;
}

const isReceived = (receipt: ReceivedReceipt | Unopened): receipt is ReceivedReceipt =>
  receipt.kind === 'received' || receipt.kind === 'repeated';

type Unopened =
  | Exclude<RefusedReceipt, { readonly kind: 'attachment-taken' }>
  | { readonly kind: 'bad-key' }
  | { readonly kind: 'bad-attachments'; readonly problems: readonly AttachmentProblem[] };

interface AttachmentProblem {
  readonly index: number;
  readonly why: AttachmentRefusal;
}

async function open(
  deps: ComplaintRoutesDeps,
  context: Context,
  request: ComplaintRequest,
): Promise<ReceivedReceipt | Unopened> {
  const given = context.req.header('idempotency-key');
  const key = IdempotencyKey.optional().safeParse(given);
  if (!key.success) return { kind: 'bad-key' };
  const email = request.email.toLowerCase();
  const { hash } = deps.digests;
  const named = request.attachments ?? [];
  const files = await takeAttachments(deps, named);
  if (!files.ok) return { kind: 'bad-attachments', problems: files.problems };
  const receipt = await openComplaint(deps, {
    channel: 'form',
    kind: request.website === undefined || request.website === '' ? 'complaint' : 'spam',
    name: request.name,
    email,
    phone: orAbsent(request.phone),
    claimedCustomer: orAbsent(request.customerId),
    orderRef: orAbsent(request.orderRef),
    subject: request.subject,
    body: request.body,
    remedySought: orAbsent(request.remedySought),
    locale: request.locale,
    marketingConsent: request.consent.marketing ?? false,
    sentinel: {
      hash:
        key.data === undefined ? hash('said', email, request.subject, request.body) : hash('key', key.data),
      requestHash:
        key.data === undefined
          ? hash('said', email, request.subject, request.body)
          : hash('request', JSON.stringify(request)),
      expiresAt: plusSeconds(deps.clock.now(), key.data === undefined ? SAME_WORDS_SECONDS : KEY_SECONDS),
    },
    rate: [
      { hash: hash('form', email), ...PER_ADDRESS },
      { hash: hash('network', sourceAddress(context)), ...PER_NETWORK_ADDRESS },
    ],
    attachments: files.attachments,
  });
  return receipt.kind === 'attachment-taken'
    ? { kind: 'bad-attachments', problems: [{ index: named.indexOf(receipt.id), why: 'taken' }] }
    : receipt;
}

const orAbsent = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The link needs the time of receipt, which the receipt's own promise does not carry; the id does (ULID time). */
const receiptStatusUrl = (deps: ComplaintRoutesDeps, receipt: ReceivedReceipt): Promise<string> =>
  statusUrl(deps, { id: receipt.caseId, receivedAt: receipt.receivedAt });

const whyNotTaken = {
  unknown: 'is not known; announce it by POST /api/attachments first',
  expired: 'waited for more than a day; send it again',
  'not-uploaded': 'was announced but not uploaded; PUT its bytes first',
  'other-size': 'is not what was announced; send it again',
  taken: 'belongs to another complaint; send it again',
} as const satisfies Record<AttachmentRefusal, string>;

function refusal(receipt: Unopened): Problem {
  switch (receipt.kind) {
    case 'bad-key':
      return {
        status: 400,
        title: 'The Idempotency-Key does not fit',
        errors: [{ path: 'Idempotency-Key', message: '1 to 255 printable ASCII characters' }],
      };
    case 'bad-attachments':
      return {
        status: 400,
        title: 'A file cannot be taken with this complaint',
        errors: receipt.problems.map(({ index, why }) => ({
          path: `attachments.${index}`,
          message: whyNotTaken[why],
        })),
      };
    case 'key-reused':
      return {
        status: 422,
        title: 'This Idempotency-Key came with another request',
        detail: 'Use a new key for a new complaint.',
      };
    case 'in-progress':
      return { status: 409, title: 'The same request is being handled', headers: { 'retry-after': '1' } };
    case 'too-many':
      return {
        status: 429,
        title: 'Too many complaints from here',
        detail: 'Nothing of this one was kept. Please send it again later.',
        headers: { 'retry-after': String(receipt.retryAfterSeconds) },
      };
    case 'ledgered':
    case 'threaded':
      throw new Error('a form complaint met a ledger row or a thread of its own new id');
  }
}

/** The form without JavaScript: the receipt, or the form with its errors, as a page. */
async function formComplaint(deps: ComplaintRoutesDeps, context: Context): Promise<Response> {
  const text = await textBody(context);
  if (!text.ok) return text.answer;
  const values = formValues(new URLSearchParams(text.value));
  const { settings } = deps.firm;
  const request = parsed(context, ComplaintRequest, complaintFromForm(values));
  const locale = localeOf(values['locale']);
  if (!request.ok) {
    const result = ComplaintRequest.safeParse(complaintFromForm(values));
    const paths = result.success ? [] : fieldProblems(result.error).map((one) => one.path);
    return page(
      context,
      400,
      renderComplaintForm({
        locale,
        values,
        errors: fieldErrors(paths, values),
        settings,
        ...unshown(paths, values, locale),
      }),
    );
  }
  const receipt = await open(deps, context, request.value);
  if (isReceived(receipt)) {
    return page(
      context,
      201,
      renderReceipt({
        locale,
        caseNumber: receipt.number,
        answerBy: receipt.answerBy,
        statusUrl: await receiptStatusUrl(deps, receipt),
        timeZone: settings.timeZone,
        settings,
      }),
    );
  }
  const { status, title, detail = '', headers } = refusal(receipt);
  return page(
    context,
    status,
    renderComplaintForm({ locale, values, errors: [], settings, notice: `${title}. ${detail}`.trim() }),
    headers,
  );
}

const localeOf = (given: string | undefined): Locale => localeFor(given, 'und', 'en');

/** Something that no field of the form shows was refused, such as a field the form does not have. */
function unshown(paths: readonly string[], values: ComplaintFormValues, locale: Locale): { notice?: string } {
  if (fieldErrors(paths, values).length > 0) return {};
  return {
    notice:
      locale === 'en'
        ? 'Something in the form did not fit. Please open it anew and try again.'
        : '表单内容有误，请重新打开后再试。',
  };
}

function page(
  context: Context,
  status: Problem['status'],
  html: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.body(html, status, {
    ...pageHeaders,
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
}
