import type { Locale } from '../../functions/domain/language.ts';
import {
  filesError,
  filesList,
  type AttachedFile,
  type FilesError,
} from '../../functions/domain/page/attached-files.ts';

/** Draws the files of the form where they stand, so that focus and the other fields stay as they are. */
export function drawFiles(
  locale: Locale,
  files: readonly AttachedFile[],
  error: FilesError | undefined,
): void {
  const list = document.getElementById('files-list');
  if (list)
    list.innerHTML = filesList(locale, files)
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
}

export function drawProgress(key: string, percent: number): void {
  const bar = document.getElementById(`${key}-progress`);
  if (bar instanceof HTMLProgressElement) bar.value = percent;
}

/** Tells who cannot see the list what became of a file. */
export function sayOfFiles(text: string): void {
  const status = document.getElementById('files-status');
  if (status) status.textContent = text;
}

/** Where a file stood in the list another stands now, or none: the focus goes there. */
export function focusFileAt(place: number): void {
  const buttons = document.querySelectorAll<HTMLElement>('#files-list [data-remove]');
  (buttons[Math.min(place, buttons.length - 1)] ?? chooser())?.focus();
}

export const focusChooser = (): void => chooser()?.focus();

const chooser = (): HTMLElement | null => document.getElementById('attachments');

interface FileWishes {
  readonly add: (chosen: readonly File[]) => void;
  /** @param key of the file in the list */
  readonly remove: (key: string) => void;
  readonly sendAgain: (key: string) => void;
}

export function hearWishes({ add, remove, sendAgain }: FileWishes): void {
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
    if (again !== undefined) sendAgain(again);
  });
}
