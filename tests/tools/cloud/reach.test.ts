import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { reach } from '../../../tools/cloud/reach.ts';

const server = createServer((request, response) => {
  const { method, url, headers } = request;
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    response.setHeader('etag', '"7"');
    response.end(
      JSON.stringify({ method, url, host: headers.host, authorization: headers.authorization, body }),
    );
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => server.close());
const { port } = server.address() as AddressInfo;

test('an API that is told from others by a name below localhost is found on this machine, by its name', async () => {
  const answer = await reach(`http://abc123.execute-api.localhost:${port}/api/staff/offers?edition=1`, {
    method: 'PUT',
    headers: { authorization: 'Bearer x' },
    body: 'é',
  });

  expect(answer).toMatchObject({ status: 200, etag: '"7"' });
  expect(JSON.parse(answer.text)).toEqual({
    method: 'PUT',
    url: '/api/staff/offers?edition=1',
    host: `abc123.execute-api.localhost:${port}`,
    authorization: 'Bearer x',
    body: 'é',
  });
});

test('every other name is looked up', async () => {
  const answer = await reach(`http://localhost:${port}/healthz`).catch(() =>
    reach(`http://127.0.0.1:${port}/healthz`),
  );

  expect(answer).toMatchObject({ status: 200, etag: '"7"' });
});

test('where nothing listens, it says so', async () => {
  await expect(reach('http://abc123.execute-api.localhost:1/')).rejects.toThrow();
});
