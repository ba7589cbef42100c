import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { received } from '../support/page-samples.ts';
import { usePages } from '../support/pages.ts';
import type { ApiAnswer } from '../support/scripted-site.ts';

const { site, open } = usePages();
const idOf = (n: number): string => `att_${String(n).padStart(26, '0')}`;

/** An API that announces files one after the other, and a place that takes them. */
function takesFiles(
  upload: ApiAnswer | (() => ApiAnswer | Promise<ApiAnswer>) = { status: 200, json: '' },
): void {
  let count = 0;
  site().on('POST /api/attachments', () => {
    count += 1;
    return {
      status: 201,
      json: {
        attachmentId: idOf(count),
        uploadUrl: `${site().filesUrl}/api/uploads`,
        headers: { 'content-type': 'image/png' },
        expiresAt: '2026-03-02T10:00:00.000Z',
      },
    };
  });
  site().on('PUT /api/uploads', upload);
  site().on('POST /api/complaints', { status: 201, json: received });
}

const image = (name: string, size = 4) => ({ name, mimeType: 'image/png', buffer: Buffer.alloc(size, 1) });
const choose = (page: Page, ...files: ReturnType<typeof image>[]): Promise<void> =>
  page.getByLabel('Photos or documents').setInputFiles(files);
const lines = (page: Page): Promise<string[]> => page.locator('#files-list .name').allInnerTexts();
const callsTo = (path: string) => site().calls.filter((call) => call.path === path);

async function fill(page: Page): Promise<void> {
  await page.getByLabel('What is it about?').fill('Second late delivery');
  await page.getByLabel('What happened?').fill('It came six days late.');
  await page.getByLabel('Your name').fill('Maya Okoye');
  await page.getByLabel('Email address').fill('maya@example.com');
  await page.getByLabel('I have read this').check();
}

const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send complaint' }).click();
const sentBody = (): { attachments?: string[] } =>
  JSON.parse(callsTo('/api/complaints').at(-1)?.body ?? '{}') as { attachments?: string[] };

test('chosen files are sent at once, shown with name and size, and named in the complaint', async () => {
  takesFiles();
  const page = await open('/');
  await choose(page, image('label.png'), image('damage 损坏.png', 2 * 1024 * 1024));
  await page.getByText('2 MB · sent').waitFor();
  await fill(page);
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();

  expect(callsTo('/api/attachments').map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { filename: 'label.png', contentType: 'image/png', size: 4 },
    { filename: 'damage 损坏.png', contentType: 'image/png', size: 2 * 1024 * 1024 },
  ]);
  expect(callsTo('/api/uploads').map(({ headers }) => headers['content-type'])).toEqual([
    'image/png',
    'image/png',
  ]);
  expect(sentBody().attachments?.toSorted()).toEqual([idOf(1), idOf(2)]);
});

test('a removed file is not named, and the focus stays in the list', async () => {
  takesFiles();
  const page = await open('/');
  await choose(page, image('one.png'), image('two.png'));
  await page.locator('#files-list li', { hasText: 'one.png' }).getByText('sent').waitFor();
  await page.locator('#files-list li', { hasText: 'two.png' }).getByText('sent').waitFor();
  await page.getByRole('button', { name: 'Remove one.png' }).click();

  expect(await lines(page)).toEqual(['two.png']);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('two.png');
  await fill(page);
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(sentBody().attachments).toHaveLength(1);
});

test.each([
  ['too large', [image('film.png', 10 * 1024 * 1024 + 1)], '“film.png” is larger than 10 MB'],
  ['empty', [image('nothing.png', 0)], '“nothing.png” is empty'],
  ['one too many', Array.from({ length: 11 }, (_, n) => image(`${n}.png`)), 'up to 10 files'],
])('a file that is %s is refused beside the field, before it is sent', async (_, files, words) => {
  takesFiles();
  const page = await open('/');
  await choose(page, ...files);

  expect(await page.locator('#attachments-error').innerText()).toContain(words);
  expect(await page.getByLabel('Photos or documents').getAttribute('aria-describedby')).toContain(
    'attachments-error',
  );
  expect(await lines(page)).toHaveLength(files.length - 1);
});

test('a file that does not arrive stops the complaint, says so, and can be tried again', async () => {
  takesFiles({ status: 403, json: {} });
  const page = await open('/');
  await fill(page);
  await choose(page, image('label.png'));
  await page.getByRole('button', { name: 'Try again label.png' }).waitFor();
  await send(page);

  await page.locator('#errors').waitFor();
  expect(await page.locator('.errors li').allInnerTexts()).toEqual([
    '“label.png” did not reach us. Try again, or remove it',
  ]);
  expect(callsTo('/api/complaints')).toHaveLength(0);
  // The browser sends a request again by itself where a connection was cut under it.
  expect(callsTo('/api/uploads').length).toBeGreaterThanOrEqual(3);

  takesFiles();
  await page.getByRole('button', { name: 'Try again label.png' }).click();
  await page.getByText('1 KB · sent').waitFor();
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(sentBody().attachments).toEqual([idOf(1)]);
});

test('a complaint sent while its file is on the way waits for it', async () => {
  let arrive: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  takesFiles(async () => {
    await held;
    return { status: 200, json: '' };
  });
  const page = await open('/');
  await fill(page);
  await choose(page, image('label.png'));
  await page.getByRole('progressbar', { name: 'Sending label.png' }).waitFor();
  await send(page);
  await page.getByRole('button', { name: 'Your files are still on their way' }).waitFor();
  expect(callsTo('/api/complaints')).toHaveLength(0);
  arrive?.();

  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(sentBody().attachments).toEqual([idOf(1)]);
});

test('a file that was sent survives a reload with the draft', async () => {
  takesFiles();
  const page = await open('/');
  await fill(page);
  await choose(page, image('label.png'));
  await page.getByText('1 KB · sent').waitFor();
  await page.reload();

  expect(await lines(page)).toEqual(['label.png']);
  await send(page);
  await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
  expect(sentBody().attachments).toEqual([idOf(1)]);
});

test('a file that waited too long is asked for again, and the words are kept', async () => {
  takesFiles();
  site().on('POST /api/complaints', {
    status: 400,
    json: {
      title: 'x',
      status: 400,
      errors: [{ path: 'attachments.0', message: 'waited for more than a day' }],
    },
  });
  const page = await open('/');
  await fill(page);
  await choose(page, image('label.png'));
  await page.getByText('1 KB · sent').waitFor();
  await send(page);

  await page.locator('#errors').waitFor();
  expect(await page.locator('#files-list li').innerText()).toContain('please choose it again');
  expect(await page.getByLabel('What happened?').inputValue()).toBe('It came six days late.');
});

test('on a narrow phone, in Chinese, nothing of the files runs out of the page', async () => {
  takesFiles();
  const page = await open('/?lang=zh-Hans', { viewport: { width: 360, height: 740 } });
  await page.getByLabel('照片或文件').setInputFiles([image(`${'很长的文件名'.repeat(20)}.png`)]);
  await page.getByText('1 KB · 已发送').waitFor();

  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await page.getByRole('button', { name: /^移除/ }).isVisible()).toBe(true);
});

test('without a script the form says how files reach us, and has no field that sends none', async () => {
  const page = await open('/', { javaScriptEnabled: false });

  expect(await page.locator('#files').innerText()).toContain('reply to our first email');
  expect(await page.locator('input[type=file]').count()).toBe(0);
});
