import { caseStatusSchema, queueSchema } from '../../functions/domain/case/case.ts';
import { tiers } from '../../functions/domain/customer/customer.ts';
import {
  header,
  problem,
  query,
  type Answer,
  type JsonObject,
  type Operation,
  type Paths,
} from './operation.ts';

export const notSignedIn = { says: 'No token, or not one of this stage; answered by the gateway.' };
export const forbidden = problem('Not in the staff list, or in none of the groups this needs.');
export const notFound = problem('There is no such thing.');
const changed: Answer = {
  says: 'Done.',
  schema: 'CaseLine',
  headers: { ETag: 'Version of the case as it is now.' },
};
const ifMatch = header('If-Match', 'ETag of the case that was read.', true);
export const cursor = query('cursor', 'From the page before; opaque.', { type: 'string' });

/** One thing a person does with a case, under the version they saw. */
export const action = (
  id: string,
  summary: string,
  refusal: string | undefined,
  body?: Operation['body'],
): Readonly<Record<string, Operation>> => ({
  post: {
    id,
    tag: 'staff',
    summary,
    parameters: [ifMatch],
    ...(body && { body }),
    answers: {
      200: changed,
      ...(body && { 400: problem('Fields that do not fit, or a name that we do not know.') }),
      401: notSignedIn,
      403: forbidden,
      404: notFound,
      ...(refusal !== undefined && { 409: problem(refusal) }),
      412: problem('Somebody changed the case meanwhile.', { ETag: 'Version as it is now.' }),
      428: problem('If-Match is missing.'),
    },
  },
});

/** A change to the addresses of a customer, under the version that was read. */
const addressAction = (...given: Parameters<typeof action>): Readonly<Record<string, Operation>> => {
  const { post } = action(...given);
  const ok: Answer = {
    says: 'Done.',
    schema: 'CustomerAddresses',
    headers: { ETag: 'Version as it is now.' },
  };
  return post ? { post: { ...post, answers: { ...post.answers, 200: ok } } } : {};
};

export const read = (
  id: string,
  summary: string,
  schema: string,
  parameters: readonly JsonObject[] = [],
  alsoAnswers: Operation['answers'] = {},
): Readonly<Record<string, Operation>> => ({
  get: {
    id,
    tag: 'staff',
    summary,
    ...(parameters.length > 0 && { parameters }),
    answers: { 200: { says: 'Found.', schema }, 401: notSignedIn, 403: forbidden, ...alsoAnswers },
  },
});

export const withETag = (schema: string): Operation['answers'] => ({
  200: { says: 'Found.', schema, headers: { ETag: 'Version, for If-Match.' } },
  404: notFound,
});

const importIds = {
  customers: 'importCustomers',
  orders: 'importOrders',
  outcomes: 'importOutcomes',
} as const;

const importOf = (kind: keyof typeof importIds): Readonly<Record<string, Operation>> => ({
  post: {
    id: importIds[kind],
    tag: 'staff',
    summary: `Open an import of ${kind}`,
    detail: 'Then PUT the file (CSV or NDJSON) to `uploadUrl`, and start the import.',
    answers: {
      202: { says: 'Opened.', schema: 'ImportCreated' },
      401: notSignedIn,
      403: forbidden,
    },
  },
});

const settled = 'The case is not in front of a person.';

/** Everything that needs a signed-in member of staff. */
export const staffPaths: Paths = {
  '/api/staff/cases': read(
    'listCases',
    'Cases of a queue, soonest due first; without a queue all, newest first',
    'CaseList',
    [
      query('queue', 'A queue of people.', { enum: queueSchema.options }),
      query('status', 'Only these.', { enum: caseStatusSchema.options }),
      query('tier', 'Only customers of this tier.', { enum: tiers }),
      cursor,
    ],
    { 400: problem('A filter that we do not know.') },
  ),
  '/api/staff/cases/{id}': read(
    'readCase',
    'One case with all a handler needs',
    'CaseDetail',
    [],
    withETag('CaseDetail'),
  ),
  '/api/staff/cases/{id}/attachments/{attachmentId}': read(
    'readAttachment',
    'Where a file of the customer is downloaded, for a minute',
    'AttachmentLink',
  ),
  '/api/staff/cases/{id}/claim': action(
    'claimCase',
    'Take a case',
    'A colleague has it, or no person is asked for.',
  ),
  '/api/staff/cases/{id}/acknowledge': action(
    'acknowledgeCase',
    'Say that it is seen and worked on',
    settled,
  ),
  '/api/staff/cases/{id}/assign': action('assignCase', 'Give it to somebody, who is told by mail', settled, {
    schema: 'AssignRequest',
    example: { to: 'hana' },
  }),
  '/api/staff/cases/{id}/offer': action(
    'offerByPerson',
    'Make one of the ranked offers',
    'Not possible here, another is open, or budget or limits changed.',
    { schema: 'OfferRequest', example: { offerId: 'voucher' } },
  ),
  '/api/staff/cases/{id}/approve': action(
    'approveOffer',
    "Let a colleague's dear offer go to the customer",
    'No offer waits for approval.',
  ),
  '/api/staff/cases/{id}/note': action('addNote', 'A note among staff', undefined, {
    schema: 'TextRequest',
    example: { text: 'Rang, no answer; trying again at four.' },
  }),
  '/api/staff/cases/{id}/reply': action('replyToCustomer', 'Write to the customer', 'Spam is not answered.', {
    schema: 'TextRequest',
    example: { text: 'The parcel is with your neighbour at number 12.' },
  }),
  '/api/staff/cases/{id}/resolve': action(
    'resolveCase',
    'Settle it: root cause, remedy, and what the customer is told',
    'Settled already, or not in front of a person.',
    {
      schema: 'ResolveRequest',
      example: {
        rootCause: 'Carrier lost the label',
        message: 'We sent a new one today; it arrives on Thursday.',
        remedy: { kind: 'replacement', amount: 0, text: 'A new parcel, free of charge.' },
      },
    },
  ),
  '/api/staff/cases/{id}/link': action(
    'linkCase',
    'Another case is the same episode; both show it and go on',
    'They are linked already.',
    { schema: 'LinkCaseRequest', example: { caseId: 'AM-2026-4T0Z8B', evidence: 'The same parcel.' } },
  ),
  '/api/staff/cases/{id}/unlink': action('unlinkCase', 'They are two after all', 'They are not linked.', {
    schema: 'UnlinkCaseRequest',
    example: { caseId: 'AM-2026-4T0Z8B', reason: 'Another parcel of the same week.' },
  }),
  '/api/staff/customers': read(
    'findCustomers',
    'Customers who have this address on record',
    'CustomerList',
    [{ ...query('email', 'The address.', { type: 'string', format: 'email' }), required: true }],
    { 400: problem('No address was named.') },
  ),
  '/api/staff/customers/{id}': read(
    'readCustomer',
    'One customer, by id or the firm’s own number',
    'Customer',
    [],
    withETag('Customer'),
  ),
  '/api/staff/customers/{id}/link-address': addressAction(
    'linkAddress',
    'An address is this customer’s too: its mail may join their cases',
    'It is on the record already.',
    {
      schema: 'LinkAddressRequest',
      example: { address: 'sam@work.example', evidence: 'Confirmed by telephone, order number given.' },
    },
  ),
  '/api/staff/customers/{id}/unlink-address': addressAction(
    'unlinkAddress',
    'It is not theirs; the record keeps who linked and unlinked it',
    'Nobody linked it here.',
    {
      schema: 'UnlinkAddressRequest',
      example: { address: 'sam@work.example', reason: 'It is a colleague’s.' },
    },
  ),
  '/api/staff/customers/import': importOf('customers'),
  '/api/staff/orders/import': importOf('orders'),
  '/api/staff/imports/outcomes': importOf('outcomes'),
  '/api/staff/imports/{id}': read('readImport', 'How far an import has come', 'ImportProgress', [], {
    404: notFound,
  }),
  '/api/staff/imports/{id}/start': {
    post: {
      id: 'startImport',
      tag: 'staff',
      summary: 'Start an import, or go on where it stopped',
      answers: {
        202: { says: 'It runs.', schema: 'ImportProgress' },
        401: notSignedIn,
        403: forbidden,
        404: notFound,
      },
    },
  },
};
