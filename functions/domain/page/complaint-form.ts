import type { Locale } from '../language.ts';
import {
  errorInWords,
  filesField,
  filesWithoutScript,
  type AttachedFile,
  type FilesError,
} from './attached-files.ts';
import {
  complaintFields,
  type ComplaintField,
  type ComplaintFormValues,
  type ErrorPlace,
  type FieldError,
} from './complaint-fields.ts';
import { attributes, html, type Html } from './html.ts';
import { renderLayout, type PageAssets, type PageSettings } from './layout.ts';
import { wordsOfComplaintForm, type ComplaintFormWords } from './words/complaint-form.ts';

interface ComplaintForm {
  readonly locale: Locale;
  /** What was typed so far, by field name. */
  readonly values: ComplaintFormValues;
  /** What was refused; see `fieldErrors`. */
  readonly errors: readonly FieldError[];
  readonly settings: PageSettings;
  /** Something about the form as a whole: too many, out of reach. Takes focus like the errors do. */
  readonly notice?: string;
  /** Files chosen so far; absent where no script runs, which alone can send them. */
  readonly files?: readonly AttachedFile[];
  readonly filesError?: FilesError;
}

/** The form without its frame, for the page whose script shows errors in place. */
export function complaintFormMain(form: ComplaintForm): Html {
  const words = wordsOfComplaintForm[form.locale];
  const files = html`<div class="field" id="files">
    ${form.files ? filesField(form.locale, form.files, form.filesError) : filesWithoutScript(form.locale)}
  </div>`;
  const group = (title: string, className: string, names: readonly string[], last?: Html): Html =>
    html`<fieldset class="${className}">
      <legend>${title}</legend>
      ${complaintFields
        .filter((field) => names.includes(field.name))
        .map((field) => fieldMarkup(field, form, words))}
      ${last ?? false}
    </fieldset>`;
  return html`<h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${summary(form, words)}
    <form id="complaint" method="post" action="/api/complaints">
      <input type="hidden" name="locale" value="${form.locale}" />
      ${group(words.groups.what, 'group', ['subject', 'body', 'remedySought'], files)}
      ${group(words.groups.who, 'group', ['name', 'email', 'phone'])}
      ${group(words.groups.which, 'group pair', ['customerId', 'orderRef'])}
      <div class="trap" aria-hidden="true">
        <label for="website">${words.honeypot}</label
        ><input
          id="website"
          name="website"
          tabindex="-1"
          autocomplete="off"
          value="${form.values['website'] ?? ''}"
        />
      </div>
      ${privacyMarkup(form, words)}
      <p class="send"><button type="submit">${words.send}</button></p>
      <p class="quiet" role="status" id="progress"></p>
    </form>`;
}

/** The form as a whole page: what `/` shows, and what a form sent without JavaScript gets when it is refused. */
export const renderComplaintForm = (
  form: ComplaintForm & { readonly assets?: PageAssets; readonly languageSwitch?: boolean },
): string => {
  const { title, errorsTitle } = wordsOfComplaintForm[form.locale];
  const refused = form.errors.length > 0 || form.notice !== undefined;
  return renderLayout({
    locale: form.locale,
    title: refused ? `${errorsTitle} – ${title}` : title,
    main: complaintFormMain(form),
    settings: form.settings,
    languageSwitch: form.languageSwitch ?? !refused,
    ...(form.assets && { assets: form.assets }),
  });
};

const idOf = (place: ErrorPlace): string => place.replace('.', '-');

function messageOf(error: FieldError, form: ComplaintForm, words: ComplaintFormWords): string {
  const { place, kind } = error;
  if (place === 'attachments')
    return form.filesError ? errorInWords(form.locale, form.filesError) : words.missing[place];
  if (kind === 'missing' || place === 'consent.privacy') return words.missing[place];
  const { label } = words.fields[place];
  if (kind === 'too-long') {
    const limit = complaintFields.find((field) => field.name === place)?.limit ?? 0;
    return words.tooLong(label, limit);
  }
  return place === 'email' || place === 'phone' ? words.invalid[place] : words.invalidOther(label);
}

function summary(form: ComplaintForm, words: ComplaintFormWords): Html | false {
  if (form.errors.length === 0 && form.notice === undefined) return false;
  const items = form.errors.map(
    (error) => html`<li><a href="#${idOf(error.place)}">${messageOf(error, form, words)}</a></li>`,
  );
  return html`<section
    class="errors"
    id="errors"
    tabindex="-1"
    autofocus
    role="alert"
    aria-labelledby="errors-title"
  >
    <h2 id="errors-title">${words.errorsTitle}</h2>
    ${form.notice !== undefined && html`<p>${form.notice}</p>`}
    ${
      items.length > 0 &&
      html`<ul>
        ${items}
      </ul>`
    }
  </section>`;
}

function errorMarkup(place: ErrorPlace, form: ComplaintForm, words: ComplaintFormWords): Html | false {
  const error = form.errors.find((candidate) => candidate.place === place);
  return (
    error !== undefined &&
    html`<p class="error" id="${idOf(place)}-error">${messageOf(error, form, words)}</p>`
  );
}

function fieldMarkup(field: ComplaintField, form: ComplaintForm, words: ComplaintFormWords): Html {
  const { label, hint } = words.fields[field.name];
  const error = errorMarkup(field.name, form, words);
  const described = [hint !== undefined && `${field.name}-hint`, error !== false && `${field.name}-error`]
    .filter((id) => id !== false)
    .join(' ');
  const value = form.values[field.name] ?? '';
  const common = attributes({
    id: field.name,
    name: field.name,
    autocomplete: field.autocomplete ?? 'off',
    required: field.required,
    'aria-invalid': error !== false && 'true',
    'aria-describedby': described === '' ? undefined : described,
  });
  const types = { line: 'text', email: 'email', phone: 'tel' } as const;
  const control =
    field.control === 'text'
      ? // The line end after the tag is the one HTML drops, so that a text may begin with its own.
        html`<textarea ${common} rows="${field.required ? 8 : 3}">${{ markup: '\n' }}${value}</textarea>`
      : html`<input ${common} type="${types[field.control]}" value="${value}" />`;
  return html`<div class="field">
    <label for="${field.name}"
      >${label}${!field.required && html` <span class="optional">(${words.optional})</span>`}</label
    >${hint !== undefined && html`<p class="hint" id="${field.name}-hint">${hint}</p>`}${error}${control}
  </div>`;
}

function privacyMarkup(form: ComplaintForm, words: ComplaintFormWords): Html {
  const { firmName, keepCasesYears, privacyNoticeUrl } = form.settings;
  const error = errorMarkup('consent.privacy', form, words);
  const privacyBox = attributes({
    checked: form.values['consent.privacy'] === 'true',
    'aria-invalid': error !== false && 'true',
    'aria-describedby': error !== false && 'consent-privacy-error',
  });
  const marketingBox = attributes({ checked: form.values['consent.marketing'] === 'true' });
  return html`<fieldset class="group privacy">
    <legend>${words.privacyTitle}</legend>
    <p>${words.privacy(firmName, keepCasesYears)}</p>
    <details>
      <summary>${words.privacyMore}</summary>
      ${words.privacyRest.map((text) => html`<p>${text}</p>`)}
      <p><a href="${privacyNoticeUrl}">${words.privacyLink}</a></p>
    </details>
    ${error}
    <div class="tick">
      <input
        type="checkbox"
        id="consent-privacy"
        name="consent.privacy"
        value="true"
        required
        ${privacyBox}
      /><label for="consent-privacy">${words.consentPrivacy}</label>
    </div>
    <div class="tick">
      <input
        type="checkbox"
        id="consent-marketing"
        name="consent.marketing"
        value="true"
        aria-describedby="consent-marketing-hint"
        ${marketingBox}
      /><label for="consent-marketing"
        >${words.consentMarketing} <span class="optional">(${words.optional})</span
        ><span class="hint" id="consent-marketing-hint">${words.consentMarketingHint}</span></label
      >
    </div>
  </fieldset>`;
}
