import { campaignPaths } from './campaign-paths.ts';
import { header, problem, query, type Operation, type Paths } from './operation.ts';
import { cursor, forbidden, notSignedIn, read, withETag } from './staff-paths.ts';

const words = {
  title: 'A voucher of {amount}',
  whatYouGet: '{amount} off any order.',
  conditions: ['Use it once within 12 months.'],
  why: 'Thank you for telling us what went wrong.',
};

const reportQuery = [
  query('from', 'First day of the draw; 180 days back when left out.', { type: 'string', format: 'date' }),
  query('to', 'Last day of the draw; today when left out.', { type: 'string', format: 'date' }),
  query('format', 'CSV for a spreadsheet.', { enum: ['json', 'csv'] }),
  query('experiment', 'Id of a campaign, for the report `campaign`.', { type: 'string' }),
  query('recount', 'Count everybody anew instead of reading the running sums.', { enum: ['true', 'false'] }),
];

const decision = (
  id: string,
  summary: string,
  detail: string,
  schema: string,
  refusal: string,
): Readonly<Record<string, Operation>> => ({
  post: {
    id,
    tag: 'staff',
    summary,
    detail,
    parameters: [header('If-Match', 'ETag of the offer that was read.', true)],
    answers: {
      200: { says: 'Done.', schema, headers: { ETag: 'Version as it is now.' } },
      401: notSignedIn,
      403: forbidden,
      404: problem('No campaign made such an offer.'),
      409: problem(refusal),
      412: problem('The offer changed meanwhile.'),
      428: problem('If-Match is missing.'),
    },
  },
});

/** Offers, campaigns, segments, outcomes, reports and loyalty as a whole. */
export const retentionPaths: Paths = {
  '/api/staff/loyalty/{id}': read(
    'readPoints',
    'A customer’s points: what there is, what ends soon, every movement',
    'PointsStatement',
  ),
  '/api/staff/loyalty/{id}/postings': {
    post: {
      id: 'postPoints',
      tag: 'staff',
      summary: 'Give points, or take them for a reward',
      detail: 'The key names what it is for; the same key moves points once.',
      body: { schema: 'PostingRequest', example: { key: 'order:1001', points: 250, house: 'purchases' } },
      answers: {
        200: { says: 'Posted, now or before.', schema: 'Posting' },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        409: problem('Not enough points, or the key moved others before.'),
      },
    },
  },
  '/api/staff/loyalty/{id}/statement': {
    post: {
      id: 'sendStatement',
      tag: 'staff',
      summary: 'Send customers their statement of points, with the link to their page',
      detail:
        'To the address in the books and nowhere else. The key names the wish; the same key sends it once. Who unsubscribed is not written to.',
      body: { schema: 'StatementRequest', example: { key: 'call-17' } },
      answers: {
        200: { says: 'Sent, now or before.', schema: 'StatementSent', example: { status: 'sent' } },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        404: problem('There is no such customer.'),
        409: problem('Not sent, with the `reason`; or it is not known whether it was, for this key.'),
      },
    },
  },
  '/api/staff/loyalty/{id}/rewards': {
    post: {
      id: 'takeReward',
      tag: 'staff',
      summary: 'Spend a customer’s points on a reward of the catalogue for them',
      detail:
        'Also on one that needs approval or is handed over by a person. The key names the wish; the same key takes the reward once. `reward.voucher` of the answer is the code.',
      body: { schema: 'RewardRequest', example: { rewardId: 'voucher-5', key: 'reward:call-17' } },
      answers: {
        200: { says: 'Taken, now or before.', schema: 'Posting' },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        404: problem('The catalogue in force has no such reward.'),
        409: problem('Not enough points, or the key moved others before.'),
      },
    },
  },
  '/api/staff/offers/decisions': read(
    'listDecisions',
    'Every choice of an offer with its numbers, oldest first',
    'DecisionList',
    [
      query('from', 'Instant or day; 30 days before `to` when left out.', { type: 'string' }),
      query('to', 'Instant or day, not included; now when left out.', { type: 'string' }),
      query('cursor', 'From the page before; opaque.', { type: 'string' }),
      query('outcomes', 'With what became of each customer, as far as we were told.', {
        enum: ['true', 'false'],
      }),
    ],
    { 400: problem('A date or cursor that does not fit.') },
  ),
  '/api/staff/offers/approvals': read(
    'listApprovals',
    'Offers of campaigns that wait for a second person, those first that wait no longer soonest',
    'ApprovalList',
    [cursor],
    { 400: problem('A cursor that does not fit.') },
  ),
  '/api/staff/offers/approvals/{id}': read(
    'readApproval',
    'One offer of a campaign, as it stands',
    'Approval',
    [],
    withETag('Approval'),
  ),
  '/api/staff/offers/approvals/{id}/approve': decision(
    'approveCampaignOffer',
    'Let an offer of a campaign go out',
    'For leads; never by who is in `writtenBy`. Contact governor, budget and campaign are asked now, and the governor once more when the mail goes out. What stands in the way is `reason`; the offer waits on.',
    'ApprovalGiven',
    'It does not wait, its time is over, its campaign is over, the money was made less, or the customer is not to be written to now.',
  ),
  '/api/staff/offers/approvals/{id}/decline': decision(
    'declineCampaignOffer',
    'Take an offer of a campaign back before it goes out',
    'For leads. Its money is free at once, and the customer’s way goes on as if no offer had been made.',
    'Approval',
    'It does not wait: it went out, or was taken back.',
  ),
  '/api/staff/offers/{id}/fulfilment': {
    post: {
      id: 'answerGrant',
      tag: 'staff',
      summary: 'Say what became of an accepted offer',
      detail:
        'For billing, or whoever carried it out. The offer’s id is the idempotency key of the event that asked for it. The first answer stands; the same again changes nothing.',
      body: { schema: 'GrantAnswerRequest', example: { result: 'applied', reference: 'CN-2026-118' } },
      answers: {
        200: { says: 'Recorded, now or before.', schema: 'GrantRecorded' },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        404: problem('There is no such offer.'),
        409: problem(
          'Another answer is recorded, and yours is kept beside it; or the offer was not accepted.',
        ),
      },
    },
  },
  '/api/staff/offers/vouchers/{code}': read('readVoucher', 'A voucher by its code', 'Voucher', [], {
    404: problem('There is no such voucher.'),
  }),
  '/api/staff/offers/vouchers/{code}/redemption': {
    post: {
      id: 'redeemVoucher',
      tag: 'staff',
      summary: 'Use a voucher up, once',
      body: { schema: 'RedemptionRequest', example: { usedFor: 'order 10023' } },
      answers: {
        200: { says: 'Used for this, now or before.', schema: 'Voucher' },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        404: problem('There is no such voucher.'),
        409: problem('It was used for something else before.'),
      },
    },
  },
  '/api/staff/offers': {
    ...read(
      'readCatalogue',
      'The catalogue of offers in force, or an older edition of it',
      'Catalogue',
      [query('edition', 'Number of an edition; the one in force when left out.', { type: 'integer' })],
      withETag('Catalogue'),
    ),
    put: {
      id: 'applyCatalogue',
      tag: 'staff',
      summary: 'Put a catalogue in force',
      detail:
        'Offers already made keep the terms they were made under. A catalogue that says what is in force already changes nothing.',
      parameters: [header('If-Match', 'ETag of the catalogue that was read.', true)],
      body: {
        schema: 'CatalogueDraft',
        example: {
          offersPerYear: 3,
          budgetPerMonth: 500_000,
          warnAtShare: 0.8,
          offers: [
            {
              id: 'voucher',
              version: 1,
              cost: { rule: 'fixed', amount: 1_000 },
              validForDays: 30,
              fulfilment: 'voucher',
              limitPerMonth: 200,
              eligibility: {
                categories: ['delivery'],
                needsContract: false,
                onlyOnce: false,
                maxPerYear: 2,
                strangers: false,
              },
              approvalThreshold: 2_500,
              prior: { a: 4, b: 16 },
              texts: { en: words, 'zh-Hans': words },
            },
          ],
        },
      },
      answers: {
        200: {
          says: 'In force, with what changed.',
          schema: 'AppliedCatalogue',
          headers: { ETag: 'Version as it is now.' },
        },
        400: problem('Fields that do not fit, by their paths; words that would bind the customer too.'),
        401: notSignedIn,
        403: forbidden,
        412: problem('Somebody applied another catalogue meanwhile.', { ETag: 'Version as it is now.' }),
        428: problem('If-Match is missing.'),
      },
    },
  },
  '/api/staff/outcomes': {
    post: {
      id: 'recordOutcomes',
      tag: 'staff',
      summary: 'Say what became of customers',
      detail:
        'Up to 500 at a time; the same said twice counts once. `outcome` is stayed, bought or left; `amount` is the margin of what was bought, in major units such as 12.50. A row that does not fit is an error of its own and stops nothing.',
      body: {
        schema: 'OutcomesRequest',
        example: {
          outcomes: [
            { customerId: 'C-1001', outcome: 'stayed', on: '2026-04-01' },
            {
              customerId: 'C-1002',
              outcome: 'bought',
              on: '2026-04-02',
              amount: '12.50',
              outcomeId: 'crm-77',
            },
          ],
        },
      },
      answers: {
        200: {
          says: 'What was new, what was known, and the rows that do not fit.',
          schema: 'OutcomesAnswer',
        },
        400: problem('No list of outcomes.'),
        401: notSignedIn,
        403: forbidden,
      },
    },
  },
  '/api/staff/reports': read('listReports', 'Names of the reports', 'ReportList'),
  '/api/staff/reports/{name}': read(
    'readReport',
    'What retention was worth against the holdout, with intervals that may be looked at every day',
    'WorthReport',
    reportQuery,
    { 400: problem('A day or filter that does not fit.'), 404: problem('There is no report of this name.') },
  ),
  ...campaignPaths,
};
