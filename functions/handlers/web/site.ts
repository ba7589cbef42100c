import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { etag } from 'hono/etag';
import type { Context } from 'hono';
import { localeSchema, type Locale } from '../../domain/language.ts';
import { languageCookie } from '../../domain/page/language-cookie.ts';
import { stableAssets, type PageSettings } from '../../domain/page/layout.ts';
import { pageHeaders, pagePolicy } from '../../runtime/page-headers.ts';
import { problem } from '../../runtime/problem.ts';
import { pageLanguage } from './page-language.ts';
import { renderNotFound, renderPage, type PageName } from './render-page.ts';
import type { WebAsset, WebAssets } from './web-assets.ts';

const pages: Readonly<Record<string, PageName>> = {
  '/': 'form',
  '/case/': 'case',
  '/offer/': 'offer',
  '/unsubscribe/': 'unsubscribe',
  '/console/': 'console',
  '/privacy/': 'privacy',
};

const forEver = 'public, max-age=31536000, immutable';
const oneYearSeconds = 31_536_000;

/**
 * The pages as a web app: HTML that is asked for anew each time (and mostly answered 304), files that never change.
 * It keeps no data and calls nothing; what a page shows, its script asks from the API.
 * @param uploadOrigin where the form may send files to
 */
export function createSite(assets: WebAssets, settings: PageSettings, uploadOrigin: string): Hono {
  const site = new Hono();
  site.use(etag());

  site.get('/assets/*', (context) => {
    const stable = stableName(context.req.path, assets);
    const file = assets.files[stable ?? context.req.path];
    if (file === undefined) return notFound(context, settings, assets);
    return fileAnswer(context, file, stable === undefined ? forEver : 'no-cache');
  });

  for (const [path, name] of Object.entries(pages)) {
    const answer = (context: Context): Response =>
      context.html(renderPage(name, languageOf(context), settings, assets), 200, {
        ...varied,
        ...(name === 'form' && { 'content-security-policy': pagePolicy([uploadOrigin]) }),
      });
    site.get(path, answer);
    if (path !== '/') site.get(path.slice(0, -1), answer);
  }

  site.notFound((context) => notFound(context, settings, assets));
  return site;
}

const varied = { ...pageHeaders, vary: 'accept-language, cookie' };

function notFound(context: Context, settings: PageSettings, assets: WebAssets): Response {
  // A program asked, so a program is answered.
  if (context.req.path.startsWith('/api/'))
    return problem(context, { status: 404, title: 'There is no such call' });
  if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
    return problem(context, {
      status: 405,
      title: 'Only GET and HEAD are answered here',
      headers: { allow: 'GET, HEAD' },
    });
  }
  return context.html(renderNotFound(languageOf(context), settings, assets), 404, varied);
}

/** The hashed path behind a name that stays the same over deployments, or undefined for any other path. */
function stableName(path: string, assets: WebAssets): string | undefined {
  if (path === stableAssets.styles) return assets.entries.styles;
  return path === stableAssets.icon ? assets.entries.icon : undefined;
}

function fileAnswer(context: Context, file: WebAsset, cacheControl: string): Response {
  const headers = {
    'content-type': file.contentType,
    'cache-control': cacheControl,
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  };
  if (/\bbr\b/.test(context.req.header('accept-encoding') ?? '')) {
    return context.body(Buffer.from(file.brotli, 'base64'), 200, { ...headers, 'content-encoding': 'br' });
  }
  return context.body(file.text, 200, headers);
}

/** Reads the wishes of a request, and remembers a language that was asked for by name. */
function languageOf(context: Context): Locale {
  const asked = context.req.query('lang');
  const language = pageLanguage({
    asked,
    remembered: getCookie(context, languageCookie),
    accepted: context.req.header('accept-language'),
  });
  if (localeSchema.safeParse(asked).success) {
    setCookie(context, languageCookie, language, { path: '/', maxAge: oneYearSeconds, sameSite: 'Lax' });
  }
  return language;
}
