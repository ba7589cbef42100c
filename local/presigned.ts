import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ChecksumConstructor } from '@smithy/types';
import type { AwsRequest } from './aws-endpoint.ts';

/** The secret of every worker of the laptop; an address that was signed with it holds only as it was signed. */
export const laptopSecret = 'local';

/** Parameters that the signer makes anew. */
const remade = ['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature', 'content-sha256'];

/**
 * Why S3 would refuse a presigned request, by its error code; undefined when it would not, or when the request is not
 * presigned. The signature is made again over what came: another method, path, size or type makes another one.
 */
export async function presignedRefusal(
  { method, url, headers }: AwsRequest,
  now: number,
): Promise<'AccessDenied' | 'SignatureDoesNotMatch' | undefined> {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const signature = searchParams.get('X-Amz-Signature');
  if (signature === null) return undefined;
  const signedAt = dateOf(searchParams.get('X-Amz-Date') ?? '');
  const expiresIn = Number(searchParams.get('X-Amz-Expires') ?? 0);
  if (signedAt === undefined || now > signedAt.getTime() + expiresIn * 1000) return 'AccessDenied';
  const [accessKeyId = '', , region = ''] = (searchParams.get('X-Amz-Credential') ?? '').split('/');
  const signedNames = (searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const kept = [...searchParams].filter(
    ([name]) => !remade.includes(name.toLowerCase().replace(/^x-amz-/, '')),
  );
  const payload = [...searchParams].filter(([name]) => name.toLowerCase() === 'x-amz-content-sha256');
  const again = await new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey: laptopSecret },
    sha256: Sha256,
    uriEscapePath: false,
  }).presign(
    {
      method,
      protocol: 'http:',
      hostname: 's3',
      path: pathname,
      query: Object.fromEntries(kept),
      headers: {
        ...Object.fromEntries(signedNames.map((name) => [name, String(headers[name] ?? '')])),
        ...Object.fromEntries(payload),
      },
    },
    { expiresIn, signingDate: signedAt, unhoistableHeaders: new Set(signedNames) },
  );
  const expected = Buffer.from(String(again.query?.['X-Amz-Signature'] ?? ''));
  const given = Buffer.from(signature);
  const isSame = expected.length === given.length && timingSafeEqual(expected, given);
  return isSame ? undefined : 'SignatureDoesNotMatch';
}

function dateOf(text: string): Date | undefined {
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!signed) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = signed.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** Node's SHA-256 in the form that the signer asks for. */
const Sha256: ChecksumConstructor = class {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(chunk: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(chunk));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  reset(): void {
    throw new Error('a signature is made once');
  }
};

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array =>
  typeof data === 'string'
    ? new TextEncoder().encode(data)
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
