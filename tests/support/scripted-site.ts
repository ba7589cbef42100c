import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSite } from '../../functions/handlers/web/site.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { buildWeb } from '../../infra/bundling/web-assets.ts';
import { pageHeaders } from '../../functions/runtime/page-headers.ts';

/** A call the pages made to the API. */
interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the scripted API answers: JSON, or a page, or nothing at all (the connection is cut). */
export type ApiAnswer =
  | { readonly status: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly page: string }
  | 'cut';

type Script = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

export interface ScriptedSite {
  readonly url: string;
  /** Another origin, for files: below /api/ it is scripted alike, and open to the pages. */
  readonly filesUrl: string;
  /** Calls of the API so far, oldest first. */
  readonly calls: ApiCall[];
  /** From now on `route`, such as `POST /api/complaints`, is answered so. */
  readonly on: (route: string, script: Script | ApiAnswer) => void;
  /** Forgets every script and call. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export const siteSettings = RuntimeSettings.parse({ firmName: 'Northwind Energy' });

/** The real pages on a free port, beside an API that answers what the test says and 404 otherwise. */
export async function startScriptedSite(): Promise<ScriptedSite> {
  const { assets } = await buildWeb();
  const scripts = new Map<string, Script>();
  const calls: ApiCall[] = [];

  const answerApi = async (request: IncomingMessage, path: string): Promise<ApiAnswer> => {
    const call = {
      method: request.method ?? 'GET',
      path,
      headers: request.headers,
      body: await textOf(request),
    };
    calls.push(call);
    const script = scripts.get(`${call.method} ${path}`);
    return script === undefined ? { status: 404, json: { title: 'Not found', status: 404 } } : script(call);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.headers.host?.startsWith('127.0.0.1') === true) {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-methods', 'PUT');
      response.setHeader('access-control-allow-headers', 'content-type');
      if (request.method === 'OPTIONS') {
        response.end();
        return;
      }
    }
    const work = url.pathname.startsWith('/api/')
      ? answerApi(request, url.pathname).then((answer) => writeApi(response, answer))
      : Promise.resolve(site.fetch(new Request(url, requestInit(request)))).then((answer) =>
          writePage(response, answer),
        );
    work.catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const filesUrl = `http://127.0.0.1:${port}`;
  const site = createSite(assets, siteSettings, filesUrl);
  return {
    url: `http://localhost:${port}`,
    filesUrl,
    calls,
    on: (route, script) => {
      scripts.set(route, typeof script === 'function' ? script : () => script);
    },
    reset: () => {
      scripts.clear();
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function requestInit(request: IncomingMessage): RequestInit {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
  );
  return { method: request.method ?? 'GET', headers };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function writeApi(response: ServerResponse, answer: ApiAnswer): void {
  if (answer === 'cut') {
    response.destroy();
  } else if ('page' in answer) {
    response.writeHead(answer.status, pageHeaders).end(answer.page);
  } else {
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
    response
      .writeHead(answer.status, { 'content-type': type, ...answer.headers })
      .end(JSON.stringify(answer.json));
  }
}

async function writePage(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, [...answer.headers].flat());
  response.end(Buffer.from(await answer.arrayBuffer()));
}
