import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkComplaint,
  complaintFields,
  fieldErrors,
} from '../../../functions/domain/page/complaint-fields.ts';
import { complaintFormMain, renderComplaintForm } from '../../../functions/domain/page/complaint-form.ts';
import { complaintFromForm, formValues } from '../../../functions/domain/page/complaint-from-form.ts';
import { html } from '../../../functions/domain/page/html.ts';
import { RuntimeSettings } from '../../../functions/domain/settings.ts';

const settings = RuntimeSettings.parse({});
const complete = {
  subject: 'Late',
  body: 'Six days late',
  name: 'Maya',
  email: 'maya@example.com',
  'consent.privacy': 'true',
};

test('whatever a customer types, it stays text in the page', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'script', ' ', '=') }),
      (typed) => {
        const values = Object.fromEntries(complaintFields.map((field) => [field.name, typed]));
        const { markup } = complaintFormMain({ locale: 'en', values, errors: [], settings });
        const empty = complaintFormMain({ locale: 'en', values: {}, errors: [], settings }).markup;
        expect(markup.split('<').length).toBe(empty.split('<').length);
        expect(markup.split('"').length).toBe(empty.split('"').length);
      },
    ),
  );
});

test('escaping keeps every character readable', () => {
  expect(html`<p title="${`"'`}">${'<b> & co'}</p>`.markup).toBe(
    '<p title="&quot;&#39;">&lt;b&gt; &amp; co</p>',
  );
});

test('a complete form has no mistakes, and each required field is missed when it is empty', () => {
  expect(checkComplaint(complete)).toEqual([]);
  expect(checkComplaint({})).toEqual([
    { place: 'subject', kind: 'missing' },
    { place: 'body', kind: 'missing' },
    { place: 'name', kind: 'missing' },
    { place: 'email', kind: 'missing' },
    { place: 'consent.privacy', kind: 'missing' },
  ]);
});

test('a subject of 200 characters fits and one of 201 is too long', () => {
  expect(checkComplaint({ ...complete, subject: '😀'.repeat(200) })).toEqual([]);
  expect(checkComplaint({ ...complete, subject: 'x'.repeat(201) })).toEqual([
    { place: 'subject', kind: 'too-long' },
  ]);
});

test('paths of a refusal find their field, however they are written', () => {
  const paths = ['/consent/privacy', ['phone'], 'email', 'nobody'];
  expect(fieldErrors(paths, { phone: 'x' })).toEqual([
    { place: 'email', kind: 'missing' },
    { place: 'phone', kind: 'invalid' },
    { place: 'consent.privacy', kind: 'missing' },
  ]);
});

test('a sent form means the JSON of the API: empty fields are left out, unknown ones stay to be refused', () => {
  const sent =
    'locale=en&subject=Late&body=a%0D%0Ab&name=Maya&email=m%40x.org&phone=&website=&consent.privacy=true&admin=1';
  expect(complaintFromForm(formValues(new URLSearchParams(sent)))).toEqual({
    locale: 'en',
    subject: 'Late',
    body: 'a\nb',
    name: 'Maya',
    email: 'm@x.org',
    admin: '1',
    consent: { privacy: true, marketing: false },
  });
});

test('a refused form comes back with what was typed, what is wrong, and the focus on it', () => {
  const page = renderComplaintForm({
    locale: 'zh-Hans',
    values: { ...complete, email: 'nope' },
    errors: [{ place: 'email', kind: 'invalid' }],
    settings,
  });
  expect(page).toMatch(/<html\s+lang="zh-Hans"/);
  expect(page).toContain('value="nope"');
  expect(page).toContain('请填写有效的邮箱地址');
  expect(page).toMatch(/id="errors"\s+tabindex="-1"\s+autofocus/);
  expect(page).toMatch(/name="consent.privacy"\s+value="true"\s+required\s+checked/);
});

test('nothing is ticked beforehand', () => {
  expect(renderComplaintForm({ locale: 'en', values: {}, errors: [], settings })).not.toContain(' checked');
});
