import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { createSite } from '../../functions/handlers/web/site.ts';
import { buildWeb, type BuiltWeb } from '../../infra/bundling/web-assets.ts';

let built: BuiltWeb;
let ask: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(async () => {
  built = await buildWeb();
  const site = createSite(
    built.assets,
    RuntimeSettings.parse({ firmName: 'Northwind <Energy>' }),
    'https://files.example',
  );
  ask = async (path, init) => site.request(path, init);
});

test.each(['/', '/case/', '/case', '/offer/', '/unsubscribe/', '/console/', '/privacy'])(
  '%s is a page',
  async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toContain('Northwind &lt;Energy&gt;');
  },
);

test('a page runs nothing but our own files, and nothing inline', async () => {
  const response = await ask('/');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|<style| on\w+="| style="/);
});

test('files that a page names exist and may be kept for ever', async () => {
  const page = await (await ask('/case/')).text();
  const paths = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect(paths).toHaveLength(3);
  for (const path of paths) {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  }
});

test('the names without a hash that other functions use are asked for anew each time', async () => {
  const response = await ask('/assets/site.css');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(await response.text()).toContain('--accent');
  expect((await ask('/assets/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
});

test('a browser that reads Brotli gets the same bytes in fewer', async () => {
  const path = built.assets.entries.form;
  const packed = await ask(path, { headers: { 'accept-encoding': 'gzip, br' } });
  const plain = await ask(path);
  expect(packed.headers.get('content-encoding')).toBe('br');
  const bytes = Buffer.from(await packed.arrayBuffer());
  expect(brotliDecompressSync(bytes).toString()).toBe(await plain.text());
});

test('a page that has not changed is not sent again', async () => {
  const first = await ask('/');
  const again = await ask('/', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});

test('HEAD answers like GET, without the page', async () => {
  const response = await ask('/', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test('an unknown address is a page that says so, and another method is refused', async () => {
  const lost = await ask('/nowhere');
  expect(lost.status).toBe(404);
  expect(await lost.text()).toContain('There is no page here');
  expect((await ask('/assets/old-ABC.js')).status).toBe(404);
  const post = await ask('/', { method: 'POST' });
  expect(post.status).toBe(405);
  expect(post.headers.get('allow')).toBe('GET, HEAD');
});

const languageOf = async (path: string, headers: Record<string, string>): Promise<string | undefined> =>
  /<html\s+lang="([^"]+)"/.exec(await (await ask(path, { headers })).text())?.[1];

test('the language is the one asked for, else the one chosen before, else what the browser prefers', async () => {
  const chinese = { 'accept-language': 'fr;q=0.9, zh-CN;q=0.8, en;q=0.5' };
  expect(await languageOf('/', {})).toBe('en');
  expect(await languageOf('/', chinese)).toBe('zh-Hans');
  expect(await languageOf('/', { ...chinese, cookie: 'amends-language=en' })).toBe('en');
  expect(await languageOf('/?lang=zh-Hans', { cookie: 'amends-language=en' })).toBe('zh-Hans');
});

test('only a language asked for by name is remembered', async () => {
  expect((await ask('/?lang=zh-Hans')).headers.get('set-cookie')).toContain('amends-language=zh-Hans');
  expect((await ask('/', { headers: { 'accept-language': 'zh' } })).headers.get('set-cookie')).toBeNull();
  expect((await ask('/?lang=%0d%0aX: y')).headers.get('set-cookie')).toBeNull();
});

test('our style sheet stays within 15 KiB', () => {
  const styles = built.assets.files[built.assets.entries.styles];
  expect(styles?.text.length).toBeLessThan(15 * 1024);
});
