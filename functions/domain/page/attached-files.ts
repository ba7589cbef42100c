import { ATTACHMENTS_PER_COMPLAINT } from '../case/attachment-limits.ts';
import type { Locale } from '../language.ts';
import { attributes, html, type Html } from './html.ts';
import { wordsOfFiles, type FileState } from './words/files.ts';

/** A file the customer chose, and how far it has come. `key` names its line on the page. */
export interface AttachedFile {
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly state: FileState;
  /** 0 to 100, while it is being sent. */
  readonly percent?: number;
}

/** What is wrong with the files as a whole, said beside the field. */
export type FilesError =
  | { readonly kind: 'too-many' }
  | { readonly kind: 'too-large' | 'empty' | 'not-sent'; readonly name: string };

const BYTES_PER_KB = 1024;

/** Kilobytes up to one megabyte, then megabytes with one decimal; never "0". */
export function fileSize(bytes: number, locale: Locale): string {
  const kilobytes = Math.max(1, Math.round(bytes / BYTES_PER_KB));
  if (kilobytes < BYTES_PER_KB) return `${kilobytes} KB`;
  const megabytes = bytes / BYTES_PER_KB / BYTES_PER_KB;
  return `${megabytes.toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
}

/** The field for files, which only a script can send. */
export function filesField(
  locale: Locale,
  files: readonly AttachedFile[],
  error: FilesError | undefined,
): Html {
  const words = wordsOfFiles[locale];
  const invalid = attributes({
    'aria-invalid': error !== undefined && 'true',
    'aria-describedby': error === undefined ? 'attachments-hint' : 'attachments-hint attachments-error',
  });
  return html`<label for="attachments"
      >${words.label} <span class="optional">(${words.optional})</span></label
    >
    <p class="hint" id="attachments-hint">${words.hint}</p>
    <div id="files-error">${filesError(locale, error)}</div>
    <input type="file" id="attachments" multiple ${invalid} />
    <ul class="files" id="files-list">
      ${filesList(locale, files)}
    </ul>
    <p class="unseen" role="status" id="files-status"></p>`;
}

/** What the field says to those whose browser runs no script. */
export const filesWithoutScript = (locale: Locale): Html =>
  html`<noscript><p class="hint">${wordsOfFiles[locale].withoutScript}</p></noscript>`;

/** The error beside the files of the form, where there is one. */
export const filesError = (locale: Locale, error: FilesError | undefined): Html | false =>
  error !== undefined &&
  html`<p class="error" id="attachments-error" role="alert">${errorInWords(locale, error)}</p>`;

/** What is wrong with the files, and what to do. */
export function errorInWords(locale: Locale, error: FilesError): string {
  const words = wordsOfFiles[locale];
  switch (error.kind) {
    case 'too-many':
      return words.tooMany(ATTACHMENTS_PER_COMPLAINT);
    case 'too-large':
      return words.tooLarge(error.name);
    case 'empty':
      return words.empty(error.name);
    case 'not-sent':
      return words.notSent(error.name);
  }
}

/** The files that were chosen, each with how far it is and a way to take it out or try it again. */
export function filesList(locale: Locale, files: readonly AttachedFile[]): readonly Html[] {
  const words = wordsOfFiles[locale];
  return files.map(({ key, name, size, state, percent = 0 }) => {
    const again =
      state === 'failed' &&
      html`<button type="button" class="plain" data-again="${key}">
        ${words.again}<span class="unseen"> ${name}</span>
      </button>`;
    const progress =
      state === 'sending' &&
      html`<progress
        id="${key}-progress"
        max="100"
        value="${percent}"
        aria-label="${words.sending(name)}"
      ></progress>`;
    return html`<li>
      <span class="name" translate="no">${name}</span>
      <span class="quiet">${fileSize(size, locale)} · ${words.states[state]}</span>
      ${progress}${again}<button type="button" class="plain" data-remove="${key}">
        ${words.remove}<span class="unseen"> ${name}</span>
      </button>
    </li>`;
  });
}
