import type { CampaignDefinition, CampaignStep } from '../../functions/domain/campaign/definition.ts';

export const aMail = (id: string, subject = id): CampaignStep => ({
  id,
  do: 'mail',
  variants: [
    {
      name: 'a',
      share: 1,
      texts: {
        en: { subject, point: 'hello.', text: 'words' },
        'zh-Hans': { subject, point: '您好。', text: '内容' },
      },
    },
  ],
});

/** A campaign for everybody that is run when asked: one mail, and nobody held out, unless a test says otherwise. */
export const aCampaign = (over: Partial<CampaignDefinition> = {}): CampaignDefinition => ({
  name: 'Spring',
  segment: { all: [] },
  trigger: { when: 'asked' },
  holdoutShare: 0,
  mailsAtMost: 1,
  steps: [aMail('mail', 'Hello')],
  ...over,
});
