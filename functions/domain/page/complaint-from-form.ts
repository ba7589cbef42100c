import type { ComplaintFormValues } from './complaint-fields.ts';

/** Values of a sent form by name; of a name sent twice the last counts. */
export const formValues = (entries: Iterable<readonly [string, string]>): ComplaintFormValues =>
  Object.fromEntries(entries);

/**
 * The JSON body of `POST /api/complaints` that a sent form means, still to be parsed. Empty fields are left out,
 * line ends become `\n`, and names the form does not have stay, so that strict parsing can refuse them.
 */
export function complaintFromForm(values: ComplaintFormValues): Readonly<Record<string, unknown>> {
  const fields = Object.entries(values)
    .filter(([name]) => !name.startsWith('consent.'))
    .map(([name, value]) => [name, value.replaceAll('\r\n', '\n').trim()] as const)
    .filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(fields),
    consent: {
      privacy: values['consent.privacy'] === 'true',
      marketing: values['consent.marketing'] === 'true',
    },
  };
}
