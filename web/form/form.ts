import {
  checkComplaint,
  fieldErrors,
  type ComplaintFormValues,
  type FieldError,
} from '../../functions/domain/page/complaint-fields.ts';
import { filesField } from '../../functions/domain/page/attached-files.ts';
import { complaintFormMain } from '../../functions/domain/page/complaint-form.ts';
import { complaintFromForm, formValues } from '../../functions/domain/page/complaint-from-form.ts';
import { tabTitle } from '../../functions/domain/page/layout.ts';
import { receiptMain } from '../../functions/domain/page/receipt.ts';
import { wordsOfFiles } from '../../functions/domain/page/words/files.ts';
import { wordsOfComplaintForm } from '../../functions/domain/page/words/complaint-form.ts';
import { wordsOfReceipt } from '../../functions/domain/page/words/receipt.ts';
import type { Refusal } from '../shared/call-api.ts';
import { pageContext } from '../shared/page-context.ts';
import { tabStore } from '../shared/tab-store.ts';
import { wordsOfSending } from '../words/sending.ts';
import { startUploads } from './uploads.ts';
import { Draft, submitComplaint, surelyNotRecorded, type Submission } from './submit-complaint.ts';

const { locale, settings } = pageContext();
const main = document.querySelector('main');
const store = tabStore('amends.complaint', Draft);
const newDraft = (): Draft => ({ values: {}, key: crypto.randomUUID(), sent: [] });

let draft = store.read() ?? newDraft();
let sending = false;
const uploads = startUploads(locale, draft.files ?? [], (files) => {
  draft = { ...draft, files };
  store.write(draft);
});

/** Draws the same markup that the server sends, so that the form looks and reads alike with and without script. */
function show(errors: readonly FieldError[], notice?: string): void {
  if (main === null) return;
  const filesError = uploads.error();
  main.innerHTML = complaintFormMain({
    locale,
    settings,
    values: draft.values,
    errors,
    files: uploads.files(),
    ...(filesError && { filesError }),
    ...(notice !== undefined && { notice }),
  }).markup;
  const form = main.querySelector('form');
  if (form !== null) form.noValidate = true;
  const words = wordsOfComplaintForm[locale];
  const summary = document.getElementById('errors');
  document.title = tabTitle(
    summary === null ? words.title : `${words.errorsTitle} – ${words.title}`,
    settings,
  );
  summary?.focus();
}

function showReceipt(submission: Extract<Submission, { kind: 'received' }>): void {
  if (main === null) return;
  const { caseNumber, answerBy, statusUrl } = submission.receipt;
  main.innerHTML = receiptMain({
    locale,
    caseNumber,
    answerBy,
    statusUrl,
    timeZone: settings.timeZone,
    ...(submission.byEarlierTry && { note: wordsOfSending[locale].firstTryArrived }),
  }).markup;
  document.title = tabTitle(wordsOfReceipt[locale].title, settings);
  window.scrollTo(0, 0);
  document.getElementById('receipt-title')?.focus();
}

function valuesOf(form: HTMLFormElement): ComplaintFormValues {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return formValues(entries);
}

function keep(form: HTMLFormElement): void {
  draft = { ...draft, values: { ...valuesOf(form) } };
  store.write(draft);
}

async function send(form: HTMLFormElement): Promise<void> {
  keep(form);
  const errors = checkComplaint(draft.values);
  if (errors.length > 0) {
    show(errors);
    return;
  }
  if (!(await filesAreSent(form))) return;
  sayBusy(form, wordsOfComplaintForm[locale].sending);
  const attachments = (draft.files ?? []).map(({ id }) => id);
  const body = JSON.stringify({
    ...complaintFromForm(draft.values),
    ...(attachments.length > 0 && { attachments }),
  });
  const submission = await submitComplaint(draft, body, pause);
  if (submission.kind === 'received') {
    store.clear();
    draft = newDraft();
    uploads.clear();
    showReceipt(submission);
    return;
  }
  const { refusal } = submission;
  if (refusal.status === 422) draft = { ...newDraft(), values: draft.values, files: draft.files };
  else if (!surelyNotRecorded(refusal))
    draft = { ...draft, sent: [...draft.sent.filter((text) => text !== body), body] };
  store.write(draft);
  showRefusal(refusal);
}

/** Waits for files on their way; false when one of them is lost, which is then said beside the field. */
async function filesAreSent(form: HTMLFormElement): Promise<boolean> {
  if (uploads.areSending()) sayBusy(form, wordsOfFiles[locale].waiting);
  if (await uploads.settled()) return true;
  show([{ place: 'attachments', kind: 'invalid' }]);
  return false;
}

function showRefusal(refusal: Refusal): void {
  const words = wordsOfSending[locale];
  if (refusal.status === 400) {
    uploads.lose((refusal.problem.errors ?? []).map((error) => placeOfFile(error.path)));
    const errors = fieldErrors(
      (refusal.problem.errors ?? []).map((error) => error.path),
      draft.values,
    );
    show(errors, errors.length === 0 ? wordsOfComplaintForm[locale].refusedOther : undefined);
  } else if (refusal.status === null) show([], words.unreachable);
  else if (refusal.status === 413) show([], words.tooLarge);
  else if (refusal.status === 429) show([], words.tooMany(Math.ceil(refusal.retryAfterSeconds / 60)));
  else show([], words.failed);
}

/** `attachments.2` is the third of the files that were named. */
function placeOfFile(path: string | readonly (string | number)[]): number {
  const [field, index] = typeof path === 'string' ? path.split('.') : path;
  return field === 'attachments' ? Number(index) : Number.NaN;
}

function sayBusy(form: HTMLFormElement, text: string): void {
  const button = form.querySelector('button');
  button?.setAttribute('aria-disabled', 'true');
  if (button !== null) button.textContent = text;
  const progress = document.getElementById('progress');
  if (progress !== null) progress.textContent = text;
}

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });

main?.addEventListener('input', (event) => {
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  if (form !== null && !sending) keep(form);
});

main?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (sending || !(event.target instanceof HTMLFormElement)) return;
  sending = true;
  void send(event.target).finally(() => {
    sending = false;
  });
});

// Links of the error summary go to their field, not just near it.
main?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('.errors a') : null;
  const field = link === null ? null : document.getElementById((link.getAttribute('href') ?? '').slice(1));
  if (field === null) return;
  event.preventDefault();
  field.focus();
});

// Whoever was quicker than this script keeps what they typed: only the field that needs it is put in.
const form = main?.querySelector('form');
const filesPlace = document.getElementById('files');
if (Object.keys(draft.values).length > 0 || uploads.files().length > 0) show([]);
else {
  if (form) form.noValidate = true;
  if (filesPlace) filesPlace.innerHTML = filesField(locale, [], undefined).markup;
}
