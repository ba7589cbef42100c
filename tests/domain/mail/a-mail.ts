import iconv from 'iconv-lite';

interface RawMail {
  readonly headers?: Readonly<Record<string, string | Buffer | null>>;
  readonly body?: string | Buffer;
}

const usual = {
  From: 'Jane Smith <jane@example.org>',
  To: 'complaints@amends.localhost',
  Subject: 'My parcel',
  Date: 'Thu, 03 Dec 2026 10:00:00 +0000',
  'Message-ID': '<1@example.org>',
};

/** The bytes of a mail; a header given as null is left out. */
export function aMail({ headers = {}, body = 'It never came.' }: RawMail = {}): Buffer {
  const given: Record<string, string | Buffer | null> = { ...usual, ...headers };
  const fields = Object.entries(given).filter(([, value]) => value !== null);
  return Buffer.concat([
    ...fields.flatMap(([name, value]) => [
      Buffer.from(`${name}: `),
      Buffer.from(value ?? ''),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('\r\n'),
    Buffer.from(body),
  ]);
}

interface Part {
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: string;
}

/** A mail of several parts. */
export function aMultipart(
  parts: readonly Part[],
  kind = 'multipart/mixed',
  headers: RawMail['headers'] = {},
): Buffer {
  const body = parts.flatMap((part) => [
    Buffer.from(`--cut\r\nContent-Type: ${part.type}\r\n${part.headers ?? ''}\r\n`),
    Buffer.from(part.body),
    Buffer.from('\r\n'),
  ]);
  return aMail({
    headers: { 'MIME-Version': '1.0', 'Content-Type': `${kind}; boundary="cut"`, ...headers },
    body: Buffer.concat([...body, Buffer.from('--cut--\r\n')]),
  });
}

/** RFC 1843, which no library here writes. */
function inHz(text: string): Buffer {
  const out: string[] = [];
  for (const run of text.match(/\P{ASCII}+|\p{ASCII}+/gu) ?? []) {
    if (/^\p{ASCII}/u.test(run)) out.push(run.replaceAll('~', '~~'));
    else
      out.push(`~{${Buffer.from(iconv.encode(run, 'gbk').map((byte) => byte & 0x7f)).toString('latin1')}~}`);
  }
  return Buffer.from(out.join(''), 'latin1');
}

export function encoded(text: string, charset: string): Buffer {
  return charset === 'hz-gb-2312' ? inHz(text) : iconv.encode(text, charset);
}
