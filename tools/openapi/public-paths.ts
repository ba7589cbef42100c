import { header, problem, query, type Answer, type Paths } from './operation.ts';

const caseNumber = 'AM-2026-4T0Z8B';
const at = '2026-11-23T09:30:00.000Z';

const idempotencyKey = header(
  'Idempotency-Key',
  '1 to 255 printable ASCII characters. The same key and body get the same answer for a day.',
);

const unknownLink = problem('Forged, foreign, of another purpose or too old.');
const wrongFields = problem('Fields that do not fit, each with its path.');
const tooLarge = problem('More than 256 KiB.');

const subscription: Answer = {
  says: 'How it is now.',
  schema: 'Subscription',
  example: { status: 'unsubscribed', address: 's…@example.org' },
};

/** Everything that works without signing in. */
export const publicPaths: Paths = {
  '/healthz': {
    get: {
      id: 'health',
      tag: 'public',
      summary: 'Whether the API answers',
      answers: { 200: { says: 'It does.', schema: 'Health', example: { status: 'ok' } } },
    },
  },
  '/api/openapi.json': {
    get: {
      id: 'describe',
      tag: 'public',
      summary: 'This description',
      answers: { 200: { says: 'OpenAPI 3.1.' } },
    },
  },
  '/api/complaints': {
    post: {
      id: 'complain',
      tag: 'public',
      summary: 'Complain',
      detail:
        'Opens a case; nothing else happens before the case is stored. Without an Idempotency-Key the same e-mail, ' +
        'subject and body within ten minutes are one complaint. The same fields as a form post are answered by a page. ' +
        'A filled `website` is a trap for programs: the answer is the same and nobody is written to.',
      parameters: [idempotencyKey],
      body: {
        schema: 'ComplaintRequest',
        form: true,
        example: {
          name: 'Sam Ordinary',
          email: 'sam@example.org',
          orderRef: '2026-1187',
          subject: 'Parcel two weeks late',
          body: 'My parcel arrived two weeks late and nobody told me anything.',
          locale: 'en',
          consent: { privacy: true, marketing: false },
        },
      },
      answers: {
        201: {
          says: 'Stored. `answerBy` is when we answer at the latest; later facts only bring it nearer.',
          schema: 'ComplaintReceipt',
          example: {
            caseId: 'cas_01JDCXQ5ZK8M3R6T9V0W2Y4A6C',
            caseNumber,
            statusUrl: 'https://care.example.com/case/#v1.AZNp27f_RHwxmnsLxPBRTA.…',
            answerBy: '2026-11-30T17:30:00.000Z',
          },
        },
        400: wrongFields,
        409: problem('The same request is being handled at this moment.', { 'Retry-After': 'Seconds.' }),
        413: tooLarge,
        415: problem('Neither JSON nor a form.'),
        422: problem('This Idempotency-Key came with another request.'),
        429: problem('Too many complaints from here; nothing of this one was kept.', {
          'Retry-After': 'Seconds.',
        }),
      },
    },
  },
  '/api/attachments': {
    post: {
      id: 'announceAttachment',
      tag: 'public',
      summary: 'Announce a file that a complaint will carry',
      detail:
        'Then PUT the bytes to `uploadUrl` with `headers` as they are: the address is signed for this type and this ' +
        'size. Name the id in the complaint within a day; what no complaint names is deleted.',
      body: {
        schema: 'AttachmentRequest',
        example: { filename: 'label.png', contentType: 'image/png', size: 48211 },
      },
      answers: {
        201: {
          says: 'Announced.',
          schema: 'AttachmentAnnounced',
          example: {
            attachmentId: 'att_01JDCXQ5ZK8M3R6T9V0W2Y4A6C',
            uploadUrl: 'https://bucket.s3.eu-west-1.amazonaws.com/uploads/att_01JDCXQ5ZK8M3R6T9V0W2Y4A6C?…',
            headers: { 'content-type': 'image/png' },
            expiresAt: at,
          },
        },
        400: wrongFields,
        413: tooLarge,
        429: problem('Too many files from here.', { 'Retry-After': 'Seconds.' }),
      },
    },
  },
  '/api/cases/{token}': {
    get: {
      id: 'seeCase',
      tag: 'public',
      summary: "The customer's view of a case",
      answers: { 200: { says: 'What was said and where it stands.', schema: 'CaseView' }, 404: unknownLink },
    },
  },
  '/api/cases/{token}/messages': {
    post: {
      id: 'addMessage',
      tag: 'public',
      summary: 'Add a message',
      detail: 'Unless it only thanks, it says that the matter is not settled, and a person takes the case.',
      parameters: [idempotencyKey],
      body: { schema: 'MessageRequest', example: { text: 'It has still not arrived.' } },
      answers: {
        201: {
          says: 'Added.',
          schema: 'AddedMessage',
          example: {
            id: 'msg_01JDCXQ5ZK8M3R6T9V0W2Y4A6C',
            at,
            from: 'customer',
            channel: 'link',
            text: 'It has still not arrived.',
          },
        },
        400: wrongFields,
        404: unknownLink,
        409: problem('The case was withdrawn, or the same message is being added.'),
        413: tooLarge,
      },
    },
  },
  '/api/offers/{token}': {
    get: {
      id: 'seeOffer',
      tag: 'public',
      summary: 'Show an offer; decides nothing',
      answers: {
        200: { says: 'The offer, also when it is over.', schema: 'OfferView' },
        404: unknownLink,
      },
    },
    post: {
      id: 'answerOffer',
      tag: 'public',
      summary: 'Answer an offer, once',
      detail:
        '`cancel-contract` is never refused: after an answer or expiry it is recorded and confirmed too.',
      body: { schema: 'AnswerRequest', example: { answer: 'accept' } },
      answers: {
        200: {
          says: 'Recorded.',
          schema: 'AnswerRecorded',
          example: { status: 'accepted', message: 'Thank you. We confirm it by mail.' },
        },
        400: wrongFields,
        404: unknownLink,
        409: problem('Answered before; `recorded` is the answer that stands.'),
        410: problem('The offer is over; the answer is kept as `recorded`.'),
        413: tooLarge,
      },
    },
  },
  '/api/unsubscribe/{token}': {
    get: {
      id: 'seeSubscription',
      tag: 'public',
      summary: 'Whether campaign mail comes to this address; changes nothing',
      answers: { 200: subscription, 404: unknownLink },
    },
    post: {
      id: 'unsubscribe',
      tag: 'public',
      summary: 'No more campaign mail (RFC 8058)',
      detail: 'Any body will do; a link that expired still works. Mail about a case is not affected.',
      answers: { 200: subscription, 404: unknownLink },
    },
  },
  '/api/answers/{token}': {
    get: {
      id: 'seeQuestion',
      tag: 'public',
      summary: 'The one question of a campaign, as JSON or as a page; changes nothing',
      answers: { 200: { says: 'The question.', schema: 'Question' }, 404: unknownLink },
    },
    post: {
      id: 'answerQuestion',
      tag: 'public',
      summary: 'Answers it, once',
      detail:
        'As JSON or as a form. A late answer is recorded and changes nothing of what was done meanwhile.',
      body: { schema: 'QuestionAnswer', example: { answer: 'content' }, form: true },
      answers: {
        200: { says: 'Recorded.', schema: 'Question' },
        400: problem('No answer, or one that the question does not have.'),
        404: unknownLink,
        409: { says: 'It was answered before; `given` is the answer that stands.', schema: 'Question' },
      },
    },
  },
  '/api/points/{token}': {
    get: {
      id: 'seePoints',
      tag: 'public',
      summary: "A customer's points and what they buy, as JSON or as a page; changes nothing",
      detail: 'The link is in every mail about points and opens for 90 days.',
      parameters: [
        query('lang', 'Language of the page; the customer’s own when left out.', { type: 'string' }),
      ],
      answers: { 200: { says: 'The points as they are now.', schema: 'PointsView' }, 404: unknownLink },
    },
    post: {
      id: 'spendPoints',
      tag: 'public',
      summary: 'Spends points on a reward',
      detail:
        'As JSON or as a form. The same reward from the same look (`seen`) is taken once. A mail to the address in the firm’s books says what was spent.',
      body: { schema: 'SpendRequest', example: { reward: 'voucher-5', seen: 7 }, form: true },
      answers: {
        200: {
          says: 'Taken, now or before (`known`).',
          schema: 'PointsSpent',
          example: {
            ...{ status: 'taken', points: 500, title: 'A voucher of £5.00' },
            ...{ voucher: '7K2M-0A1B-2C3D-4E5F', balance: 120 },
          },
        },
        400: problem('No reward was named.'),
        404: unknownLink,
        409: problem('Not enough points, none of this name any more, or one that only the team gives.'),
        413: tooLarge,
      },
    },
  },
};
