import type { Context } from 'hono';

/** Whether who asks is a person with a browser, for whom an answer is a page, and not a program. */
export const wantsPage = (context: Context): boolean =>
  (context.req.header('accept') ?? '').includes('text/html');

/** The languages that a browser prefers, or the one that its person picked on the page. */
export const languageWanted = (context: Context): string | undefined =>
  context.req.query('lang') ?? context.req.header('accept-language');
