import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Server as NetServer } from 'node:net';
import type { CallGate, Refusal } from './call-gate.ts';
import type { Clock } from './clock.ts';

/** One request to an AWS service, as its emulation sees it. */
export interface AwsRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Id of the worker that asks, where it is one. */
  readonly worker?: string | undefined;
  /** From `X-Amz-Target` or `Action=`; for S3 the HTTP method. */
  readonly operation: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export type AwsService = (request: AwsRequest) => Promise<AwsResponse> | AwsResponse;

interface AwsEndpoint {
  /** For every `AWS_ENDPOINT_URL_*`; an IP address, so that S3 never tries `bucket.localhost`. */
  readonly url: string;
  close(): Promise<void>;
}

/** SES allows 40 MB a message, base64 makes it a third more. */
const largestBody = 64 * 1024 * 1024;
/** A file to import is uploaded in one piece, and a million orders are 85 MB; it is in memory until it is on the disk. */
const largestObject = 1024 * 1024 * 1024;

/**
 * One address for all services; which one is meant stands in the credential scope of the signature
 * (`Credential=<worker>/<day>/<region>/<service>/aws4_request`). Signatures are not verified.
 * @param services by signing name
 */
export async function serveAws(
  services: Readonly<Record<string, AwsService>>,
  gate: CallGate,
  clock: Clock,
): Promise<AwsEndpoint> {
  const server = createServer((request, response) => {
    // The SDK corrects its clock by this header; the virtual time keeps its signatures on the virtual clock.
    response.sendDate = false;
    response.setHeader('date', new Date(clock.now()).toUTCString());
    const answer = ({ status, headers, body }: AwsResponse): void => {
      response.writeHead(status, headers);
      response.end(body);
    };
    handle(request).then(
      (result) => {
        if (result === 'hang up') response.destroy();
        else answer(result);
      },
      (error: unknown) => {
        console.error(`${request.method ?? ''} ${request.url ?? ''} failed:`, error);
        answer({ status: 500, body: 'InternalFailure' });
      },
    );
  });

  async function handle(request: IncomingMessage): Promise<AwsResponse | 'hang up'> {
    const url = request.url ?? '/';
    const { worker, service } = signer(request, url);
    const body = await readBody(request, service === 's3' ? largestObject : largestBody);
    const operation = operationOf(request, service, body);
    const perform = services[service];
    if (!perform) return { status: 501, body: `The laptop cloud has no ${service}` };
    const passage = gate.enter(worker, service, operation);
    if (passage.kind === 'killed') return 'hang up';
    if (passage.kind === 'refused') return refusalOf(passage.refusal, service);
    const result = await perform({
      method: request.method ?? 'GET',
      url,
      headers: request.headers,
      body,
      operation,
      worker,
    });
    return passage.leave() ? result : 'hang up';
  }

  const port = await listen(server, 0, '127.0.0.1');
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

/** @returns the port the server listens on */
export function listen(server: NetServer, port: number, host?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'));
      else resolve(address.port);
    });
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Reads a request to its end. @throws when it is larger than `limit` bytes */
export function readBody(request: IncomingMessage, limit = largestBody): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else reject(new BodyTooLarge(`more than ${limit} bytes`));
    });
    request.once('end', () => resolve(Buffer.concat(parts)));
    request.once('error', reject);
  });
}

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

function signer(request: IncomingMessage, url: string): { worker: string | undefined; service: string } {
  const inHeader = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '');
  if (inHeader) return { worker: inHeader[1], service: inHeader[2] ?? '' };
  // A presigned link is used by a browser, not by the worker that signed it; what is unsigned is a browser's
  // preflight for one.
  const inQuery = /X-Amz-Credential=[^&]*?%2F[^%]+%2F[^%]+%2F([^%&]+)%2Faws4_request/i.exec(url);
  return { worker: undefined, service: inQuery?.[1] ?? 's3' };
}

function operationOf(request: IncomingMessage, service: string, body: Buffer): string {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  // A mail is most of the body, and need not be read for this.
  if (service === 'ses') return /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1] ?? '';
  return request.method ?? 'GET';
}

function refusalOf({ status, code }: Refusal, service: string): AwsResponse {
  const message = `${code}, as the test asked`;
  if (service === 's3' || service === 'ses') {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    const body =
      service === 's3' ? error : `<ErrorResponse>${error}<RequestId>local</RequestId></ErrorResponse>`;
    return { status, headers: { 'content-type': 'text/xml' }, body };
  }
  return jsonAnswer(status, { __type: code, message });
}

export function jsonAnswer(status: number, body: unknown): AwsResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
