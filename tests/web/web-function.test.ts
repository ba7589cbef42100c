import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { buildWeb } from '../../infra/bundling/web-assets.ts';

interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

const request = (path: string, headers: Record<string, string> = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: { host: 'care.example.com', ...headers },
  isBase64Encoded: false,
  requestContext: { domainName: 'care.example.com', stage: '$default', http: { method: 'GET', path } },
});

test('the bundled function serves pages and files out of itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-web-'));
  const outfile = join(folder, 'index.mjs');
  const web = await buildWeb();
  await build({
    entryPoints: ['functions/handlers/web/handler.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    define: web.define,
    logLevel: 'error',
  });
  process.env['SETTINGS'] = '{}';
  process.env['ATTACHMENT_BUCKET'] = 'files-of-the-form';
  const { handler } = (await import(pathToFileURL(outfile).href)) as {
    handler: (event: object) => Promise<Answer>;
  };

  const page = await handler(request('/'));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Tell us what went wrong');

  const script = await handler(request(web.assets.entries.form, { 'accept-encoding': 'br' }));
  expect(script.isBase64Encoded).toBe(true);
  expect(script.headers['content-encoding']).toBe('br');
  rmSync(folder, { recursive: true });
});
