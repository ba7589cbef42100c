import {
  ATTACHMENTS_PER_COMPLAINT,
  LARGEST_ATTACHMENT_BYTES,
} from '../../functions/domain/case/attachment-limits.ts';
import type { Locale } from '../../functions/domain/language.ts';
import type { AttachedFile, FilesError } from '../../functions/domain/page/attached-files.ts';
import { wordsOfFiles } from '../../functions/domain/page/words/files.ts';
import {
  drawFiles,
  drawProgress,
  focusChooser,
  focusFileAt,
  hearWishes,
  sayOfFiles,
} from './files-on-page.ts';
import { sendFile } from './send-file.ts';

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

interface Upload extends AttachedFile {
  readonly id?: string;
  /** Gone after a reload; then the file cannot be tried again. */
  readonly source?: File;
  readonly work?: Promise<void>;
  readonly stop?: () => void;
}

/** A file goes as soon as it is chosen: sent again by itself twice, then on request. */
const tries = 3;

/** The files of the form: chosen, sent past us to where they are kept, named in the complaint. */
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

  const draw = (said?: string): void => {
    drawFiles(locale, uploads, error);
    if (said !== undefined) sayOfFiles(said);
  };

  const has = (key: string): boolean => uploads.some((one) => one.key === key);

  function change(key: string, changed: Partial<Upload>): void {
    uploads = uploads.map((one) => (one.key === key ? { ...one, ...changed } : one));
  }

  const sent = (): SentFile[] =>
    uploads.flatMap(({ id, name, size, state }) =>
      state === 'sent' && id !== undefined ? [{ id, name, size }] : [],
    );

  async function send(key: string, source: File): Promise<void> {
    for (let tried = 1; tried <= tries; tried += 1) {
      const id = await sendFile(source, {
        isWanted: () => has(key),
        progress(percent) {
          change(key, { percent });
          drawProgress(key, percent);
        },
        begun: (stop) => change(key, { stop }),
      });
      if (!has(key)) return;
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

  function begin(key: string, source: File): void {
    change(key, { state: 'sending', percent: 0 });
    change(key, { work: send(key, source) });
  }

  function add(chosen: readonly File[]): void {
    error = undefined;
    for (const source of chosen) {
      const refusal = refusalOf(source, uploads.length);
      if (refusal) {
        error = refusal;
        continue;
      }
      const key = nextKey();
      uploads = [...uploads, { key, name: source.name, size: source.size, state: 'sending', source }];
      begin(key, source);
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
    focusFileAt(at);
  }

  function sendAgain(key: string): void {
    const source = uploads.find((one) => one.key === key)?.source;
    if (!source) return;
    error = undefined;
    begin(key, source);
    draw();
    focusChooser();
  }

  hearWishes({ add, remove, sendAgain });

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

/** Why a file is not taken beside those that are there. */
function refusalOf({ name, size }: File, count: number): FilesError | undefined {
  if (size === 0) return { kind: 'empty', name };
  if (size > LARGEST_ATTACHMENT_BYTES) return { kind: 'too-large', name };
  return count >= ATTACHMENTS_PER_COMPLAINT ? { kind: 'too-many' } : undefined;
}
