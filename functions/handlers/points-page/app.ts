import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { renderPoints, renderPointsNotOpen, type PointsPageResult } from '../../domain/page/points.ts';
import { localeFor } from '../../domain/language.ts';
import { loggable, logger } from '../../runtime/logger.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { problem, unexpected, type Problem } from '../../runtime/problem.ts';
import { formOrJsonBody } from '../../runtime/request-body.ts';
import { languageWanted, wantsPage } from '../../runtime/wants-page.ts';
import type { RewardAnswer } from '../../use-cases/take-reward.ts';
import {
  mailOfLink,
  showPoints,
  type ShownPoints,
  type ShowPointsDeps,
} from '../../use-cases/show-points.ts';
import { spendByLink, type SpendByLinkDeps } from '../../use-cases/spend-by-link.ts';

export type PointsPageDeps = ShowPointsDeps & Omit<SpendByLinkDeps, 'leftOut'>;

/** A reward, and the account as it was seen when it was chosen. */
export const SpendRequest = z.object({
  reward: z.string().min(1).max(60),
  /** A number, or its digits as a form sends them. */
  seen: z.union([z.string().regex(/^\d{1,15}$/), z.int().nonnegative()]),
});

const unknownLink: Problem = {
  status: 404,
  title: 'We do not know this link',
  detail: 'Please use the newest mail from us, or write to us for a new one.',
};

/**
 * A customer's points: GET shows them, because link scanners open links, and POST spends them. A browser gets a page that
 * works without a script, a program JSON.
 */
export function pointsPage(deps: PointsPageDeps): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
  });

  app.get('/api/points/:token', async (context) => {
    const mail = await mailOfLink(deps, context.req.param('token'));
    const shown = mail && (await showPoints(deps, mail, context.req.query('lang')));
    if (!shown) return notOpen(context);
    return wantsPage(context) ? page(context, shown) : context.json(shown, 200, unkept);
  });

  app.post('/api/points/:token', async (context) => {
    const mail = await mailOfLink(deps, context.req.param('token'));
    if (!mail) return notOpen(context);
    const body = await formOrJsonBody(context);
    if (!body.ok) return body.answer;
    const { wish, language } = wishIn(body.value);
    const spent = wish && (await spendByLink({ ...deps, leftOut }, mail, wish));
    const shown = await showPoints(deps, mail, language);
    if (!shown) return notOpen(context);
    const result = resultOf(spent, shown);
    const status = 'voucher' in result ? 200 : result.kind === 'unclear' ? 400 : 409;
    if (wantsPage(context)) return page(context, shown, status, result);
    if (!('voucher' in result)) return problem(context, { status, ...refusals[result.kind] });
    const { points, title, voucher } = result;
    return context.json({ status: result.kind, points, title, voucher, balance: shown.balance }, 200, unkept);
  });

  app.notFound((context) => problem(context, { status: 404, title: 'There is nothing here' }));
  app.onError((error, context) => unexpected(context, error));
  return app;

  function notOpen(context: Context): Response {
    if (!wantsPage(context)) return problem(context, unknownLink);
    const html = renderPointsNotOpen(localeFor(languageWanted(context), 'und', 'en'), deps.firm.settings);
    return context.body(html, 404, { ...pageHeaders, ...unkept });
  }

  function page(
    context: Context,
    shown: ShownPoints,
    status: 200 | 400 | 409 = 200,
    result?: PointsPageResult,
  ): Response {
    const { settings } = deps.firm;
    return context.body(renderPoints({ ...shown, settings, ...(result && { result }) }), status, {
      ...pageHeaders,
      ...unkept,
    });
  }
}

const unkept = { 'cache-control': 'no-store' };

const refusals = {
  short: { title: 'There are not enough points', detail: 'GET the same address for what there is.' },
  byTeam: { title: 'The team gives this reward', detail: 'Write to us, and we arrange it.' },
  gone: { title: 'There is no such reward', detail: 'GET the same address for those there are.' },
  unclear: { title: 'No reward was named', detail: 'Send {"reward":"…","seen":…} as GET shows them.' },
} as const;

const leftOut = (error: unknown): void => {
  logger.error('points were spent and nobody was told by mail', loggable(error));
};

/** What is wished for; undefined when that cannot be told. */
function wishIn(given: unknown) {
  const language = z.object({ lang: z.string() }).safeParse(given).data?.lang;
  const wish = SpendRequest.safeParse(given).data;
  return { wish: wish && { ...wish, seen: Number(wish.seen) }, language };
}

function resultOf(
  spent: { readonly answer: RewardAnswer; readonly told: boolean } | undefined,
  { locale }: ShownPoints,
): PointsPageResult {
  if (!spent) return { kind: 'unclear' };
  const { answer, told } = spent;
  switch (answer.kind) {
    case 'taken':
    case 'known': {
      const { points, reward } = answer.posting;
      const title = reward?.titles[locale] ?? '';
      return { kind: answer.kind, points: -points, title, voucher: reward?.voucher ?? null, told };
    }
    case 'short':
      return { kind: 'short', missing: answer.needed - answer.balance };
    case 'by-team':
      return { kind: 'byTeam' };
    case 'no-such-reward':
      return { kind: 'gone' };
    case 'other':
      return { kind: 'unclear' };
  }
}
