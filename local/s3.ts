import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { AwsRequest, AwsResponse } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import { corsHeaders, type CorsRules } from './cors.ts';
import type { Disk } from './disk.ts';
import { presignedRefusal } from './presigned.ts';

const Stored = z.object({
  bucket: z.string(),
  key: z.string(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
  /** Virtual milliseconds since the epoch. */
  at: z.number(),
});
type Stored = z.infer<typeof Stored>;

/** Buckets on disk; what was put is durable when `put` returns. */
export interface ObjectStore {
  put(
    bucket: string,
    key: string,
    body: Uint8Array,
    contentType?: string,
    metadata?: Record<string, string>,
  ): Stored;
  serve(request: AwsRequest): Promise<AwsResponse>;
}

/**
 * The S3 calls of the product: put, copy, get (with a range), head, delete, list and presigned forms of them. A
 * presigned address holds only for what was signed, and a page may call what the bucket's CORS rules let it.
 * Ours, as those one can install (fauxqs) keep everything in memory, and a mail that was accepted must survive.
 */
export function openObjectStore(
  folder: string,
  buckets: ReadonlyMap<string, CorsRules>,
  disk: Disk,
  clock: Clock,
): ObjectStore {
  mkdirSync(folder, { recursive: true });
  const shelf = disk.shelf('object', Stored);
  const objects = new Map(shelf.all().map((stored) => [idOf(stored.bucket, stored.key), stored]));

  const put: ObjectStore['put'] = (
    bucket,
    key,
    body,
    contentType = 'application/octet-stream',
    metadata = {},
  ) => {
    const file = createHash('sha256').update(idOf(bucket, key)).digest('hex');
    const handle = openSync(join(folder, file), 'w');
    try {
      writeSync(handle, body);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const stored = { bucket, key, file, size: body.length, etag, contentType, metadata, at: clock.now() };
    objects.set(idOf(bucket, key), stored);
    shelf.put(idOf(bucket, key), stored);
    return stored;
  };

  const get = (stored: Stored, request: AwsRequest): AwsResponse => {
    const asked = new URL(request.url, 'http://s3').searchParams;
    const disposition = asked.get('response-content-disposition');
    const headers = {
      'content-type': asked.get('response-content-type') ?? stored.contentType,
      ...(disposition !== null && { 'content-disposition': disposition }),
      etag: stored.etag,
      'last-modified': new Date(stored.at).toUTCString(),
      'accept-ranges': 'bytes',
      ...Object.fromEntries(
        Object.entries(stored.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      ),
    };
    if (request.method === 'HEAD')
      return { status: 200, headers: { ...headers, 'content-length': String(stored.size) } };
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (!range) return { status: 200, headers, body: readFileSync(join(folder, stored.file)) };
    const from = Number(range[1]);
    const to = range[2] ? Math.min(Number(range[2]), stored.size - 1) : stored.size - 1;
    if (from >= stored.size) return s3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${from}-${to}/${stored.size}` },
      body: pieceOf(join(folder, stored.file), from, to + 1 - from),
    };
  };

  const list = (bucket: string, query: URLSearchParams): AwsResponse => {
    const prefix = query.get('prefix') ?? '';
    const most = Number(query.get('max-keys') ?? 1000);
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const found = [...objects.values()]
      .filter((stored) => stored.bucket === bucket && stored.key.startsWith(prefix) && stored.key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = found.slice(0, most);
    const cut = found.length > page.length;
    const contents = page.map(
      ({ key, at, etag, size }) =>
        `<Contents><Key>${xml(key)}</Key><LastModified>${new Date(at).toISOString()}</LastModified><ETag>${xml(etag)}</ETag><Size>${size}</Size></Contents>`,
    );
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${xml(bucket)}</Name><Prefix>${xml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${cut}</IsTruncated>${cut ? `<NextContinuationToken>${xml(page.at(-1)?.key ?? '')}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
    };
  };

  const copy = (source: string, bucket: string, key: string, request: AwsRequest): AwsResponse => {
    const from = objects.get(decodeURIComponent(source).replace(/^\//, ''));
    if (!from) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    const wanted = request.headers['x-amz-copy-source-if-match'];
    if (wanted !== undefined && wanted !== from.etag)
      return s3Error(
        412,
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
      );
    const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE';
    const { etag, at } = put(
      bucket,
      key,
      readFileSync(join(folder, from.file)),
      replaces ? request.headers['content-type'] : from.contentType,
      replaces ? metadataOf(request, new URLSearchParams()) : from.metadata,
    );
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?><CopyObjectResult><LastModified>${new Date(at).toISOString()}</LastModified><ETag>${xml(etag)}</ETag></CopyObjectResult>`,
    };
  };

  const remove = (bucket: string, key: string): void => {
    const stored = objects.get(idOf(bucket, key));
    if (!stored) return;
    objects.delete(idOf(bucket, key));
    shelf.delete(idOf(bucket, key));
    rmSync(join(folder, stored.file), { force: true });
  };

  function handle(request: AwsRequest): AwsResponse {
    const { pathname, searchParams } = new URL(request.url, 'http://s3');
    const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    if (!buckets.has(bucket))
      return s3Error(404, 'NoSuchBucket', `The specified bucket does not exist: ${bucket}`);
    if (key === '') {
      if (request.method === 'GET') return list(bucket, searchParams);
      if (request.method === 'POST' && searchParams.has('delete')) {
        const text = request.body.toString('utf8');
        for (const [, name = ''] of text.matchAll(/<Key>([^<]*)<\/Key>/g)) remove(bucket, unxml(name));
        return { status: 200, headers: { 'content-type': 'application/xml' }, body: '<DeleteResult/>' };
      }
      return { status: request.method === 'HEAD' ? 200 : 501 };
    }
    const stored = objects.get(idOf(bucket, key));
    switch (request.method) {
      case 'PUT': {
        const condition = request.headers['if-none-match'];
        if (condition === '*' && stored)
          return s3Error(412, 'PreconditionFailed', 'The object is there already');
        const source = request.headers['x-amz-copy-source'];
        if (typeof source === 'string') return copy(source, bucket, key, request);
        const made = put(
          bucket,
          key,
          bodyOf(request),
          request.headers['content-type'],
          metadataOf(request, searchParams),
        );
        return { status: 200, headers: { etag: made.etag } };
      }
      case 'GET':
      case 'HEAD':
        return stored ? get(stored, request) : s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
      case 'DELETE':
        remove(bucket, key);
        return { status: 204 };
      default:
        return { status: 405 };
    }
  }

  return {
    put,
    async serve(request) {
      const bucket = decodeURIComponent(new URL(request.url, 'http://s3').pathname.split('/')[1] ?? '');
      const open = corsHeaders(buckets.get(bucket) ?? [], request);
      if (request.method === 'OPTIONS') {
        return open
          ? { status: 200, headers: open }
          : s3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
      }
      const refusal = await presignedRefusal(request, clock.now());
      const response = refusal ? s3Error(403, refusal, refusals[refusal]) : handle(request);
      return { ...response, headers: { ...open, ...response.headers } };
    },
  };
}

const refusals = {
  AccessDenied: 'Request has expired',
  SignatureDoesNotMatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
} as const;

const idOf = (bucket: string, key: string): string => `${bucket}/${key}`;

function metadataOf({ headers }: AwsRequest, query: URLSearchParams): Record<string, string> {
  const given = [...Object.entries(headers), ...query.entries()];
  return Object.fromEntries(
    given.flatMap(([name, value]) => {
      const key = /^x-amz-meta-(.+)$/i.exec(name)?.[1];
      return key !== undefined && typeof value === 'string' ? [[key.toLowerCase(), value]] : [];
    }),
  );
}

/** Bytes of a file. An import reads its file piece by piece, however large it is. */
function pieceOf(file: string, from: number, length: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const piece = Buffer.alloc(length);
    return piece.subarray(0, readSync(handle, piece, 0, length, from));
  } finally {
    closeSync(handle);
  }
}

/** The SDK streams a body as `aws-chunked`: hex size, optional signature, data, until a chunk of size 0. */
function bodyOf({ headers, body }: AwsRequest): Buffer {
  const streaming = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  if (!streaming && !(headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!size) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

function s3Error(status: number, code: string, message: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${xml(message)}</Message></Error>`,
  };
}

export const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const unxml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
