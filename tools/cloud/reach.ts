import { request, type IncomingMessage } from 'node:http';

export interface Reached {
  readonly status: number;
  readonly etag: string | undefined;
  readonly text: string;
}

/**
 * Asks an address. Names below `localhost` are this machine (RFC 6761, section 6.3), which browsers and curl know and
 * the resolver that Node asks need not: emulators call the API `http://<id>.execute-api.localhost:4566`.
 * @throws whatever says that nothing answers
 */
export async function reach(url: string, init: RequestInit = {}): Promise<Reached> {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && hostname.endsWith('.localhost')) return await reachThisMachine(url, init);
  const response = await fetch(url, init);
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? undefined,
    text: await response.text(),
  };
}

async function reachThisMachine(url: string, init: RequestInit): Promise<Reached> {
  // The name stays in the Host header: by it an emulator tells its APIs apart.
  const { host, port, pathname, search } = new URL(url);
  const body = init.body === undefined ? undefined : Buffer.from(await new Response(init.body).arrayBuffer());
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(
      {
        hostname: '127.0.0.1',
        port: port === '' ? 80 : port,
        path: `${pathname}${search}`,
        method: init.method ?? 'GET',
        headers: { ...Object.fromEntries(new Headers(init.headers)), host },
      },
      resolve,
    );
    asked.on('error', reject);
    asked.end(body);
  });
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += String(chunk);
  return { status: answer.statusCode ?? 0, etag: answer.headers.etag, text };
}
