import { afterAll, describe, expect, test } from 'vitest';
import { startLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/local-cloud.ts';
import { findDynoxide } from '../../local/dynamodb.ts';
import { newFolder } from './support/fixture-template.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const cloud =
  findDynoxide() === undefined
    ? undefined
    : await startLocalCloud({ dataDir: newFolder(), clock: '2026-03-02T09:00:00Z', speed: 0 });

afterAll(() => cloud?.stop());

const laptop = (): LocalCloud => {
  if (!cloud) throw new Error('no cloud');
  return cloud;
};

const call = (path: string, body: unknown): Promise<Response> =>
  fetch(`${laptop().url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Announced {
  readonly attachmentId: string;
  readonly uploadUrl: string;
  readonly headers: Record<string, string>;
  readonly expiresAt: string;
}

const page = '<script>alert(1)</script>';
async function announce(over: Record<string, unknown> = {}): Promise<Announced> {
  const answer = await call('/api/attachments', {
    filename: 'C:\\photos\\label \u202Egnp.html',
    contentType: 'text/html',
    size: page.length,
    ...over,
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Announced;
}

const put = ({ uploadUrl, headers }: Announced, body: string, over: Record<string, string> = {}) =>
  fetch(uploadUrl, { method: 'PUT', headers: { ...headers, ...over }, body });

let complaints = 0;
const complain = (attachments: readonly string[]): Promise<Response> =>
  call('/api/complaints', {
    name: 'Ann Archer',
    email: 'ann@example.org',
    subject: `Late parcel ${(complaints += 1)}`,
    body: 'See the photo.',
    consent: { privacy: true },
    attachments,
  });

const errorsOf = async (answer: Response): Promise<unknown> => {
  expect(answer.status).toBe(400);
  return ((await answer.json()) as { errors: unknown }).errors;
};

async function staff(path: string): Promise<Response> {
  const issued = await laptop().tokens.issue({ group: 'handler', user: 'hana' });
  const token = issued.kind === 'issued' ? issued.token : '';
  return fetch(`${laptop().url}/api/staff${path}`, { headers: { authorization: `Bearer ${token}` } });
}

describe.skipIf(cloud === undefined)('a customer whose mail comes back', () => {
  test.each(['bounce', 'complaint', 'suppressionlist'])(
    'as mail to %s@ of the simulator does, is given to a person by the event of the mail service',
    async (name) => {
      const answer = await call('/api/complaints', {
        name: 'Ann Archer',
        email: `${name}+${Date.now()}@simulator.amends.localhost`,
        subject: 'Late parcel',
        body: 'My parcel is two weeks late.',
        consent: { privacy: true },
      });
      const { caseId } = (await answer.json()) as { caseId: string };
      await laptop().whenQuiet();

      expect(await (await staff(`/cases/${caseId}`)).json()).toMatchObject({
        status: 'with-person',
        person: { reasons: expect.arrayContaining(['customer-unreachable']) as string[] },
      });
      expect(laptop().state().deadLetters).toEqual([]);
    },
  );
});

describe.skipIf(cloud === undefined)('a file of the form', () => {
  test('goes from announcement over the bucket and the complaint to staff, who can only save it', async () => {
    const announced = await announce();
    expect(announced).toMatchObject({ headers: { 'content-type': 'text/html' } });
    expect(announced.expiresAt).toBe('2026-03-02T10:00:00.000Z');
    expect((await put(announced, page)).status).toBe(200);

    const receipt = await complain([announced.attachmentId]);
    expect(receipt.status).toBe(201);
    const { caseId, statusUrl } = (await receipt.json()) as { caseId: string; statusUrl: string };

    const view = await fetch(`${laptop().url}/api/cases/${statusUrl.split('#')[1]}`);
    expect(await view.json()).toMatchObject({
      messages: [{ attachments: [{ filename: 'label gnp.html', size: page.length }] }],
    });
    const detail = await staff(`/cases/${caseId}`);
    expect(await detail.json()).toMatchObject({
      messages: [{ attachments: [{ id: announced.attachmentId, contentType: 'text/html' }] }],
    });
    const link = (await (await staff(`/cases/${caseId}/attachments/${announced.attachmentId}`)).json()) as {
      url: string;
    };
    const download = await fetch(link.url);
    expect(await download.text()).toBe(page);
    expect(download.headers.get('content-type')).toBe('application/octet-stream');
    expect(download.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''label%20gnp.html");
    expect(new URL(link.url).origin).not.toBe(new URL(laptop().url).origin);
    // What was checked is what is kept: the upload's address writes elsewhere.
    expect((await put(announced, page.replace('1', '2'))).status).toBe(200);
    expect(await (await fetch(link.url)).text()).toBe(page);
    expect((await fetch(link.url.replace('octet-stream', 'html'))).status).toBe(403);
    expect((await staff(`/cases/${caseId}/attachments/att_00000000000000000000000001`)).status).toBe(404);
  });

  test('is taken as it was announced only: size, type, method and place are part of the address', async () => {
    const announced = await announce();

    expect((await put(announced, `${page}!`)).status).toBe(403);
    expect((await put(announced, page, { 'content-type': 'image/png' })).status).toBe(403);
    expect((await fetch(announced.uploadUrl, { method: 'GET' })).status).toBe(403);
    const other = announced.uploadUrl.replace('/uploads/', '/attachments/');
    expect((await put({ ...announced, uploadUrl: other }, page)).status).toBe(403);
  });

  test('that was not sent, is unknown, or belongs to another complaint is named', async () => {
    const [mine, unsent] = [await announce(), await announce()];
    await put(mine, page);
    const unknown = 'att_00000000000000000000000009';

    expect(await errorsOf(await complain([mine.attachmentId, unsent.attachmentId, unknown]))).toEqual([
      { path: 'attachments.1', message: expect.stringContaining('not uploaded') as string },
      { path: 'attachments.2', message: expect.stringContaining('not known') as string },
    ]);
    expect((await complain([mine.attachmentId])).status).toBe(201);
    expect(await errorsOf(await complain([mine.attachmentId]))).toEqual([
      { path: 'attachments.0', message: expect.stringContaining('another complaint') as string },
    ]);
  });

  test('the same complaint with its file, sent twice, is one case', async () => {
    const announced = await announce();
    await put(announced, page);
    const body = {
      name: 'Ann Archer',
      email: 'ann@example.org',
      subject: 'Twice',
      body: 'Twice.',
      consent: { privacy: true },
      attachments: [announced.attachmentId],
    };
    const [first, second] = [await call('/api/complaints', body), await call('/api/complaints', body)];

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
  });

  test.each([
    ['larger than 10 MB', { size: 10 * 1024 * 1024 + 1 }, 'size'],
    ['empty', { size: 0 }, 'size'],
    ['without a name', { filename: '\u202e/' }, 'filename'],
    ['of a type that is none', { contentType: 'text/html\r\nx-evil: 1' }, 'contentType'],
  ])('%s is refused by field', async (_, over, path) => {
    const answer = await call('/api/attachments', {
      filename: 'a.png',
      contentType: 'image/png',
      size: 1,
      ...over,
    });

    expect(await errorsOf(answer)).toEqual([expect.objectContaining({ path })]);
  });

  test('a page may PUT it and nothing else, as the bucket of the template says', async () => {
    const { uploadUrl } = await announce();
    const preflight = (method: string, header: string): Promise<Response> =>
      fetch(uploadUrl, {
        method: 'OPTIONS',
        headers: {
          origin: laptop().url,
          'access-control-request-method': method,
          'access-control-request-headers': header,
        },
      });

    expect((await preflight('PUT', 'content-type')).headers.get('access-control-allow-origin')).toBe('*');
    expect((await preflight('DELETE', 'content-type')).status).toBe(403);
    expect((await preflight('PUT', 'x-amz-acl')).status).toBe(403);
    const form = await fetch(`${laptop().url}/`);
    expect(form.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${new URL(uploadUrl).origin};`,
    );
    const status = await fetch(`${laptop().url}/case/`);
    expect(status.headers.get('content-security-policy')).toContain("connect-src 'self';");
  });
});
