import * as z from 'zod/mini';
import {
  ATTACHMENTS_PER_COMPLAINT,
  LARGEST_ATTACHMENT_BYTES,
} from '../../functions/domain/case/attachment-limits.ts';
import type { Locale } from '../../functions/domain/language.ts';
import {
  filesError,
  filesList,
  type AttachedFile,
  type FilesError,
} from '../../functions/domain/page/attached-files.ts';
import { wordsOfFiles } from '../../functions/domain/page/words/files.ts';
import { callApi } from '../shared/call-api.ts';
import { putFile } from './put-file.ts';

/** A file that has been sent, as the draft keeps it over a reload. */
interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

interface Uploads {
  readonly files: () => readonly AttachedFile[];
  readonly error: () => FilesError | undefined;
  readonly areSending: () => boolean;
  /** True when all files have arrived; with `error` set when not. */
  readonly settled: () => Promise<boolean>;
  /** The files at these places of the complaint are not there any more; places that are no number are left out. */
  readonly lose: (places: readonly number[]) => void;
  readonly clear: () => void;
}

const Announced = z.object({
  attachmentId: z.string(),
  uploadUrl: z.string(),
  headers: z.record(z.string(), z.string()),
});

interface Upload extends AttachedFile {
  readonly id?: string;
  /** Gone after a reload; then the file cannot be tried again. */
  readonly source?: File;
  readonly work?: Promise<void>;
  readonly stop?: () => void;
}

/** A file goes as soon as it is chosen: sent again by itself twice, then on request. */
const tries = 3;

/**
 * The files of the form: chosen, sent past us to where they are kept, named in the complaint. It draws its own part of
 * the page, so that focus and the other fields stay as they are.
 */
export function startUploads(
  locale: Locale,
  before: readonly SentFile[],
  keep: (sent: SentFile[]) => void,
): Uploads {
  const words = wordsOfFiles[locale];
  let count = 0;
  let error: FilesError | undefined;
  let uploads: Upload[] = before.map(({ id, name, size }) => ({
    key: nextKey(),
    id,
    name,
    size,
    state: 'sent',
  }));

  function nextKey(): string {
    count += 1;
    return `file-${count}`;
  }

  function draw(said?: string): void {
    const list = document.getElementById('files-list');
    if (list)
      list.innerHTML = filesList(locale, uploads)
        .map(({ markup }) => markup)
        .join('');
    const place = document.getElementById('files-error');
    const shown = filesError(locale, error);
    if (place) place.innerHTML = shown === false ? '' : shown.markup;
    const field = document.getElementById('attachments');
    field?.setAttribute(
      'aria-describedby',
      error === undefined ? 'attachments-hint' : 'attachments-hint attachments-error',
    );
    if (error === undefined) field?.removeAttribute('aria-invalid');
    else field?.setAttribute('aria-invalid', 'true');
    const status = document.getElementById('files-status');
    if (status && said !== undefined) status.textContent = said;
  }

  function change(key: string, changed: Partial<Upload>): void {
    uploads = uploads.map((one) => (one.key === key ? { ...one, ...changed } : one));
  }

  const sent = (): SentFile[] =>
    uploads.flatMap(({ id, name, size, state }) =>
      state === 'sent' && id !== undefined ? [{ id, name, size }] : [],
    );

  async function send(key: string, source: File): Promise<void> {
    for (let tried = 1; tried <= tries; tried += 1) {
      const id = await sendOnce(key, source);
      if (!uploads.some((one) => one.key === key)) return;
      if (id === undefined) continue;
      change(key, { state: 'sent', id });
      keep(sent());
      draw(words.sent(source.name));
      return;
    }
    change(key, { state: 'failed' });
    error = { kind: 'not-sent', name: source.name };
    draw();
  }

  /** @returns the id under which the file has arrived, or undefined */
  async function sendOnce(key: string, source: File): Promise<string | undefined> {
    const announced = await callApi({
      path: '/api/attachments',
      body: JSON.stringify({
        filename: source.name,
        contentType: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(source.type)?.[0] ?? 'application/octet-stream',
        size: source.size,
      }),
      answer: Announced,
    });
    if (!announced.ok || !uploads.some((one) => one.key === key)) return undefined;
    const { uploadUrl, headers, attachmentId } = announced.value;
    const put = putFile(uploadUrl, headers, source, (percent) => {
      change(key, { percent });
      const bar = document.getElementById(`${key}-progress`);
      if (bar instanceof HTMLProgressElement) bar.value = percent;
    });
    change(key, { stop: put.stop });
    return (await put.arrived) ? attachmentId : undefined;
  }

  function begin(key: string, source: File): void {
    change(key, { state: 'sending', percent: 0 });
    change(key, { work: send(key, source) });
  }

  function add(chosen: readonly File[]): void {
    error = undefined;
    for (const source of chosen) {
      if (source.size === 0) error = { kind: 'empty', name: source.name };
      else if (source.size > LARGEST_ATTACHMENT_BYTES) error = { kind: 'too-large', name: source.name };
      else if (uploads.length >= ATTACHMENTS_PER_COMPLAINT) error = { kind: 'too-many' };
      else {
        const key = nextKey();
        uploads = [...uploads, { key, name: source.name, size: source.size, state: 'sending', source }];
        begin(key, source);
      }
    }
    draw();
  }

  function remove(key: string): void {
    const at = uploads.findIndex((one) => one.key === key);
    const gone = uploads[at];
    if (!gone) return;
    gone.stop?.();
    uploads = uploads.filter((one) => one !== gone);
    error = undefined;
    keep(sent());
    draw(words.removed(gone.name));
    const buttons = document.querySelectorAll<HTMLElement>('#files-list [data-remove]');
    (buttons[Math.min(at, buttons.length - 1)] ?? document.getElementById('attachments'))?.focus();
  }

  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.id !== 'attachments') return;
    add([...(target.files ?? [])]);
    // The same file chosen once more is a change, too.
    target.value = '';
  });
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const button = target.closest<HTMLElement>('[data-remove], [data-again]');
    const { remove: removed, again } = button?.dataset ?? {};
    if (removed !== undefined) remove(removed);
    const source = uploads.find((one) => one.key === again)?.source;
    if (again !== undefined && source) {
      error = undefined;
      begin(again, source);
      draw();
      document.getElementById('attachments')?.focus();
    }
  });

  return {
    files: () => uploads,
    error: () => error,
    areSending: () => uploads.some(({ state }) => state === 'sending'),
    async settled() {
      await Promise.all(uploads.flatMap(({ work }) => work ?? []));
      const lost = uploads.find(({ state }) => state !== 'sent');
      error = lost && { kind: 'not-sent', name: lost.name };
      return lost === undefined;
    },
    lose(places) {
      const named = sent();
      const ids = places.flatMap((place) => named[place]?.id ?? []);
      if (ids.length === 0) return;
      uploads = uploads.map((one) => (ids.includes(one.id ?? '') ? { ...one, state: 'gone' } : one));
      const lost = uploads.find(({ state }) => state === 'gone');
      error = lost && { kind: 'not-sent', name: lost.name };
      keep(sent());
    },
    clear() {
      for (const { stop } of uploads) stop?.();
      uploads = [];
      error = undefined;
    },
  };
}
