/** A field of the form as it is shown and sent. Limits are characters. */
export interface ComplaintField {
  readonly name: ComplaintFieldName;
  readonly control: 'line' | 'email' | 'phone' | 'text';
  readonly required: boolean;
  readonly limit: number;
  readonly autocomplete?: string;
}

export type ComplaintFieldName =
  'subject' | 'body' | 'remedySought' | 'name' | 'email' | 'phone' | 'customerId' | 'orderRef';

/** Everything an error can stand beside. */
export type ErrorPlace = ComplaintFieldName | 'attachments' | 'consent.privacy';

/** In the order in which they are asked: first what happened, then who we answer. */
export const complaintFields: readonly ComplaintField[] = [
  { name: 'subject', control: 'line', required: true, limit: 200 },
  { name: 'body', control: 'text', required: true, limit: 20_000 },
  { name: 'remedySought', control: 'text', required: false, limit: 2000 },
  { name: 'name', control: 'line', required: true, limit: 200, autocomplete: 'name' },
  { name: 'email', control: 'email', required: true, limit: 254, autocomplete: 'email' },
  { name: 'phone', control: 'phone', required: false, limit: 40, autocomplete: 'tel' },
  { name: 'customerId', control: 'line', required: false, limit: 64 },
  { name: 'orderRef', control: 'line', required: false, limit: 64 },
];

/** The values of the form as text, by field name; a ticked box is `'true'`, anything else is unticked. */
export type ComplaintFormValues = Readonly<Record<string, string>>;

type FieldErrorKind = 'missing' | 'too-long' | 'invalid';

export interface FieldError {
  readonly place: ErrorPlace;
  readonly kind: FieldErrorKind;
}

const isPlace = (path: string): path is ErrorPlace =>
  path === 'consent.privacy' ||
  path === 'attachments' ||
  complaintFields.some((field) => field.name === path);

/**
 * Says in the form's own terms what the API refused: `paths` are those of a 400's `errors[]`, such as `email`,
 * `/consent/privacy` or `['consent','privacy']`. A path that no field shows is left out; the caller must then
 * still say that something was refused.
 */
export function fieldErrors(
  paths: readonly (string | readonly (string | number)[])[],
  values: ComplaintFormValues,
): readonly FieldError[] {
  const named = paths.map((path) =>
    (typeof path === 'string' ? path : path.join('.')).replace(/^\//, '').replaceAll('/', '.'),
  );
  const places = new Set(
    named
      .map((path) =>
        path === 'consent' ? 'consent.privacy' : path.replace(/^attachments\.\d+$/, 'attachments'),
      )
      .filter(isPlace),
  );
  return [...orderOfPlaces]
    .filter((place) => places.has(place))
    .map((place) => ({ place, kind: kindOf(place, values) }));
}

/** Characters as people count them, not UTF-16 units. */
const lengthOf = (text: string): number => Array.from(text).length;

/** The files are asked for after what happened and what would put it right. */
const FIELDS_BEFORE_FILES = 3;

const orderOfPlaces: readonly ErrorPlace[] = [
  ...complaintFields.slice(0, FIELDS_BEFORE_FILES).map((field) => field.name),
  'attachments',
  ...complaintFields.slice(FIELDS_BEFORE_FILES).map((field) => field.name),
  'consent.privacy',
];

function kindOf(place: ErrorPlace, values: ComplaintFormValues): FieldErrorKind {
  if (place === 'attachments') return 'invalid';
  const value = (values[place] ?? '').trim();
  if (value === '' || place === 'consent.privacy') return 'missing';
  const field = complaintFields.find((candidate) => candidate.name === place);
  return field !== undefined && lengthOf(value) > field.limit ? 'too-long' : 'invalid';
}

/** A quick look before sending, so that most mistakes are said without a round trip; the API has the last word. */
export function checkComplaint(values: ComplaintFormValues): readonly FieldError[] {
  const wrong = complaintFields.filter((field) => {
    const value = (values[field.name] ?? '').trim();
    if (value === '') return field.required;
    if (lengthOf(value) > field.limit) return true;
    return field.control === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
  });
  const unread = values['consent.privacy'] === 'true' ? [] : ['consent.privacy'];
  return fieldErrors([...wrong.map((field) => field.name), ...unread], values);
}
