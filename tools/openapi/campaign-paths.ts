import { header, problem, type Operation, type Paths } from './operation.ts';
import { cursor, forbidden, notSignedIn, read, withETag } from './staff-paths.ts';

const ifMatch = header('If-Match', 'ETag of the campaign that was read.', true);
const signedIn = { 401: notSignedIn, 403: forbidden };

const definition = {
  name: 'Contract ending',
  segment: { field: 'contractEndsOn', op: 'in-next-days', value: 45 },
  trigger: { when: 'daily', at: '06:00' },
  sendAt: '10:00',
  holdoutShare: 0.1,
  mailsAtMost: 1,
  steps: [
    {
      id: 'mail',
      do: 'mail',
      variants: [
        {
          name: 'a',
          share: 1,
          texts: {
            en: { subject: 'Your contract', point: 'your contract ends soon.', text: 'Answer this mail.' },
            'zh-Hans': { subject: '您的合同', point: '您的合同即将到期。', text: '请回复本邮件。' },
          },
        },
      ],
    },
  ],
} as const;

const action = (id: string, summary: string, refusal: string): Readonly<Record<string, Operation>> => ({
  post: {
    id,
    tag: 'staff',
    summary,
    parameters: [ifMatch],
    answers: {
      200: { says: 'Done.', schema: 'CampaignLine', headers: { ETag: 'Version as it is now.' } },
      ...signedIn,
      404: problem('There is no such campaign.'),
      409: problem(refusal),
      412: problem('The campaign changed meanwhile; one that runs changes by itself.'),
      428: problem('If-Match is missing.'),
    },
  },
});

const rule = { field: 'tier', op: '>=', value: 'gold' } as const;

/** Campaigns and segments. */
export const campaignPaths: Paths = {
  '/api/staff/campaigns': {
    ...read('listCampaigns', 'All campaigns, those that run first', 'CampaignList', [cursor]),
    post: {
      id: 'createCampaign',
      tag: 'staff',
      summary: 'Keep a campaign as a draft',
      detail: 'The body is a definition, or {"readyMade":"birthday"} for one that we ship.',
      body: { schema: 'CampaignDefinition', example: definition },
      answers: {
        201: { says: 'Kept.', schema: 'CampaignDetail', headers: { ETag: 'Version, for If-Match.' } },
        400: problem('It has not the form of a definition, or makes no sense: each error names its place.'),
        ...signedIn,
      },
    },
  },
  '/api/staff/campaigns/ready-made': read(
    'readyMadeCampaigns',
    'Campaigns to begin with',
    'ReadyMadeCampaigns',
  ),
  '/api/staff/campaigns/{id}': {
    ...read(
      'readCampaign',
      'A campaign, live to the last page of customers',
      'CampaignDetail',
      [],
      withETag('CampaignDetail'),
    ),
    put: {
      id: 'redefineCampaign',
      tag: 'staff',
      summary: 'Change a draft, or give a started campaign its next definition',
      detail: 'Those on their way keep the definition they entered under.',
      parameters: [ifMatch],
      body: { schema: 'CampaignDefinition', example: definition },
      answers: {
        200: { says: 'Kept.', schema: 'CampaignLine', headers: { ETag: 'Version as it is now.' } },
        400: problem('It makes no sense: each error names its place.'),
        ...signedIn,
        404: problem('There is no such campaign.'),
        409: problem('The campaign is over.'),
        412: problem('The campaign changed meanwhile.'),
        428: problem('If-Match is missing.'),
      },
    },
  },
  '/api/staff/campaigns/{id}/run': action(
    'runCampaign',
    'Start it, or look at everybody once more',
    'Everybody is being looked at already, or the campaign is over.',
  ),
  '/api/staff/campaigns/{id}/pause': action(
    'pauseCampaign',
    'Write to nobody until it is resumed',
    'It does not run.',
  ),
  '/api/staff/campaigns/{id}/resume': action(
    'resumeCampaign',
    'Go on where it was paused',
    'It is not paused.',
  ),
  '/api/staff/campaigns/{id}/stop': action('stopCampaign', 'End it for good', 'The campaign is over.'),
  '/api/staff/campaigns/{id}/dry-run': {
    post: {
      id: 'tryCampaign',
      tag: 'staff',
      summary: 'What would happen now, from a sample; nobody is written to',
      answers: {
        200: { says: 'Counted.', schema: 'CampaignTried' },
        ...signedIn,
        404: problem('There is no such campaign.'),
      },
    },
  },
  '/api/staff/campaigns/{id}/test-send': {
    post: {
      id: 'testSendCampaign',
      tag: 'staff',
      summary: 'Each mail, in each variant and language, to yourself',
      answers: {
        200: { says: 'Sent: how many, and where to.' },
        ...signedIn,
        404: problem('There is no such campaign.'),
      },
    },
  },
  '/api/staff/segments': read('listSegments', 'Segments that were kept', 'SegmentList'),
  '/api/staff/segments/fields': read(
    'segmentFields',
    'What a rule may ask, and of which type it is',
    'SegmentFields',
  ),
  '/api/staff/segments/preview': {
    post: {
      id: 'previewSegment',
      tag: 'staff',
      summary: 'How many customers a rule finds, and what a mail to them costs',
      detail: 'Exact in a small base; from a random sample of a large one, with an interval.',
      body: { schema: 'PreviewRequest', example: { rule } },
      answers: {
        200: { says: 'Counted.', schema: 'SegmentPreview' },
        400: problem('The rule makes no sense: each error names its place.'),
        ...signedIn,
      },
    },
  },
  '/api/staff/segments/{id}': {
    ...read('readSegment', 'A kept segment', 'SegmentDetail', [], withETag('SegmentDetail')),
    put: {
      id: 'keepSegment',
      tag: 'staff',
      summary: 'Keep a segment under an id, or change it',
      detail: 'A new one takes no If-Match; a change needs it. Running campaigns keep the rule they have.',
      parameters: [header('If-Match', 'ETag of the segment that was read, for a change.')],
      body: { schema: 'SegmentRequest', example: { name: 'Our best', rule } },
      answers: {
        200: { says: 'Changed.', schema: 'SegmentDetail' },
        201: { says: 'Kept.', schema: 'SegmentDetail' },
        400: problem('The rule makes no sense: each error names its place.'),
        ...signedIn,
        412: problem('Somebody changed it meanwhile.'),
        428: problem('If-Match is missing.'),
      },
    },
  },
};
