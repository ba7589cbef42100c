import { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '@smithy/types';
import { objectsUrl } from './objects-url.ts';

/** What signs for AWS; the resolved configuration of any SDK client fits. */
export type AwsSigner = Pick<
  ConstructorParameters<typeof SignatureV4>[0],
  'credentials' | 'region' | 'sha256'
>;

/** A call of S3 on one object. Header names in lower case. */
interface ObjectCall {
  readonly method: 'GET' | 'PUT' | 'HEAD';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

interface SignedRequests {
  send(call: ObjectCall): Promise<Response>;
  /** An address that anyone may use; `headers` of the call are part of what is signed, and must be sent as they are. */
  presign(call: ObjectCall, expiresIn: number): Promise<string>;
}

/** S3 knows the hash of no body that a browser is yet to send. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/**
 * Calls of S3 signed by the SDK's own signer and sent by `fetch`. The S3 client would bring 140 KiB into a function
 * that needs three calls (docs/adr/043).
 */
export function signedRequests(bucket: string, aws: AwsSigner): SignedRequests {
  const signer = new SignatureV4({
    service: 's3',
    credentials: aws.credentials,
    region: aws.region,
    sha256: aws.sha256,
    // S3 is the one service whose paths are escaped once.
    uriEscapePath: false,
    applyChecksum: true,
  });
  const region = typeof aws.region === 'string' ? () => Promise.resolve(String(aws.region)) : aws.region;

  const requestOf = async ({ method, key, query = {}, headers = {} }: ObjectCall): Promise<HttpRequest> => {
    const url = new URL(`${objectsUrl(bucket, await region())}/${key}`);
    return {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
      path: url.pathname,
      query: { ...query },
      headers: { ...headers, host: url.host },
    };
  };

  return {
    async send(call) {
      const request = await requestOf(call);
      request.headers['x-amz-content-sha256'] = UNSIGNED;
      const signed = await signer.sign(request);
      const { host: _, ...headers } = signed.headers;
      return fetch(addressOf(signed), {
        method: call.method,
        headers,
        ...(call.body && { body: call.body }),
      });
    },

    async presign(call, expiresIn) {
      const request = await requestOf(call);
      request.headers['x-amz-content-sha256'] = UNSIGNED;
      return addressOf(
        await signer.presign(request, {
          expiresIn,
          unhoistableHeaders: new Set(Object.keys(call.headers ?? {})),
        }),
      );
    },
  };
}

function addressOf({ protocol, hostname, port, path, query = {} }: HttpRequest): string {
  const escaped = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${escaped(name)}=${escaped(one)}`),
  );
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}
