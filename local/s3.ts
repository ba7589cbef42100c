import type { AwsRequest, AwsResponse } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import { corsHeaders, type CorsRules } from './cors.ts';
import type { Disk } from './disk.ts';
import { openObjectFiles, type ObjectFiles, type StoredObject } from './object-files.ts';
import { presignedRefusal } from './presigned.ts';
import { unxml, xml } from './xml.ts';

/** Buckets on disk; what was put is durable when `put` returns. */
export interface ObjectStore {
  readonly put: ObjectFiles['put'];
  serve(request: AwsRequest): Promise<AwsResponse>;
}

/**
 * The S3 calls of the product: put, copy, get (with a range), head, delete, list and presigned forms of them. A
 * presigned address holds only for what was signed, and a page may call what the bucket's CORS rules let it.
 */
export function openObjectStore(
  folder: string,
  buckets: ReadonlyMap<string, CorsRules>,
  disk: Disk,
  clock: Clock,
): ObjectStore {
  const files = openObjectFiles(folder, disk, clock);

  function handle(request: AwsRequest): AwsResponse {
    const { pathname, searchParams } = new URL(request.url, 'http://s3');
    const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    const key = rest.join('/');
    if (!buckets.has(bucket))
      return s3Error(404, 'NoSuchBucket', `The specified bucket does not exist: ${bucket}`);
    return key === ''
      ? callOfBucket(files, bucket, request, searchParams)
      : callOfObject(files, { bucket, key }, request, searchParams);
  }

  return {
    put: files.put,
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

interface Place {
  readonly bucket: string;
  readonly key: string;
}

function callOfBucket(
  files: ObjectFiles,
  bucket: string,
  request: AwsRequest,
  query: URLSearchParams,
): AwsResponse {
  if (request.method === 'GET') return list(files, bucket, query);
  if (request.method !== 'POST' || !query.has('delete'))
    return { status: request.method === 'HEAD' ? 200 : 501 };
  for (const [, name = ''] of request.body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g))
    files.remove(bucket, unxml(name));
  return xmlAnswer('<DeleteResult/>');
}

function callOfObject(
  files: ObjectFiles,
  place: Place,
  request: AwsRequest,
  query: URLSearchParams,
): AwsResponse {
  const { bucket, key } = place;
  const stored = files.find(bucket, key);
  switch (request.method) {
    case 'PUT': {
      if (request.headers['if-none-match'] === '*' && stored)
        return s3Error(412, 'PreconditionFailed', 'The object is there already');
      const source = request.headers['x-amz-copy-source'];
      if (typeof source === 'string') return copy(files, source, place, request);
      const metadata = metadataOf(request, query);
      const { etag } = files.put(bucket, key, bodyOf(request), request.headers['content-type'], metadata);
      return { status: 200, headers: { etag } };
    }
    case 'GET':
    case 'HEAD':
      return stored ? get(files, stored, request) : noSuchKey();
    case 'DELETE':
      files.remove(bucket, key);
      return { status: 204 };
    default:
      return { status: 405 };
  }
}

function get(files: ObjectFiles, stored: StoredObject, request: AwsRequest): AwsResponse {
  const headers = headersOf(stored, new URL(request.url, 'http://s3').searchParams);
  if (request.method === 'HEAD')
    return { status: 200, headers: { ...headers, 'content-length': String(stored.size) } };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) return { status: 200, headers, body: files.read(stored) };
  const from = Number(range[1]);
  const to = range[2] ? Math.min(Number(range[2]), stored.size - 1) : stored.size - 1;
  if (from >= stored.size) return s3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${stored.size}` },
    body: files.readPiece(stored, from, to + 1 - from),
  };
}

/** @param asked what a presigned address wants the answer to say of itself */
function headersOf(
  { contentType, etag, at, metadata }: StoredObject,
  asked: URLSearchParams,
): Readonly<Record<string, string>> {
  const disposition = asked.get('response-content-disposition');
  return {
    'content-type': asked.get('response-content-type') ?? contentType,
    ...(disposition !== null && { 'content-disposition': disposition }),
    etag,
    'last-modified': new Date(at).toUTCString(),
    'accept-ranges': 'bytes',
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

function list(files: ObjectFiles, bucket: string, query: URLSearchParams): AwsResponse {
  const prefix = query.get('prefix') ?? '';
  const most = Number(query.get('max-keys') ?? 1000);
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const found = files
    .inBucket(bucket)
    .filter(({ key }) => key.startsWith(prefix) && key > after)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const page = found.slice(0, most);
  const cut = found.length > page.length;
  const next = cut ? `<NextContinuationToken>${xml(page.at(-1)?.key ?? '')}</NextContinuationToken>` : '';
  const contents = page.map(
    ({ key, at, etag, size }) =>
      `<Contents><Key>${xml(key)}</Key><LastModified>${new Date(at).toISOString()}</LastModified><ETag>${xml(etag)}</ETag><Size>${size}</Size></Contents>`,
  );
  return xmlAnswer(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${xml(bucket)}</Name><Prefix>${xml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${cut}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  );
}

/** @param source bucket and key as the header has them, `/bucket/key` */
function copy(files: ObjectFiles, source: string, to: Place, request: AwsRequest): AwsResponse {
  const [bucket = '', ...rest] = decodeURIComponent(source).replace(/^\//, '').split('/');
  const from = files.find(bucket, rest.join('/'));
  if (!from) return noSuchKey();
  const wanted = request.headers['x-amz-copy-source-if-match'];
  if (wanted !== undefined && wanted !== from.etag)
    return s3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const { etag, at } = files.put(
    to.bucket,
    to.key,
    files.read(from),
    replaces ? request.headers['content-type'] : from.contentType,
    replaces ? metadataOf(request, new URLSearchParams()) : from.metadata,
  );
  return xmlAnswer(
    `<?xml version="1.0" encoding="UTF-8"?><CopyObjectResult><LastModified>${new Date(at).toISOString()}</LastModified><ETag>${xml(etag)}</ETag></CopyObjectResult>`,
  );
}

const refusals = {
  AccessDenied: 'Request has expired',
  SignatureDoesNotMatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
} as const;

function metadataOf({ headers }: AwsRequest, query: URLSearchParams): Record<string, string> {
  const given = [...Object.entries(headers), ...query.entries()];
  return Object.fromEntries(
    given.flatMap(([name, value]) => {
      const key = /^x-amz-meta-(.+)$/i.exec(name)?.[1];
      return key !== undefined && typeof value === 'string' ? [[key.toLowerCase(), value]] : [];
    }),
  );
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

const xmlAnswer = (body: string, status = 200): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body,
});

const s3Error = (status: number, code: string, message: string): AwsResponse =>
  xmlAnswer(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${xml(message)}</Message></Error>`,
    status,
  );

const noSuchKey = (): AwsResponse => s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
