import type { Locale } from '../language.ts';
import type { CampaignText } from './definition.ts';

type Texts = Readonly<Record<Locale, CampaignText>>;

/** What the risk campaign says. `point` follows the customer's name. It promises nothing that has a price. */
export const riskWords = {
  en: {
    subject: 'Is everything as it should be?',
    point: 'we would like to know whether you are content with us.',
    text: 'If something bothers you, or if another contract would suit you better, answer this mail. A person reads it and comes back to you.',
  },
  'zh-Hans': {
    subject: '您对我们的服务满意吗？',
    point: '我们想了解您对我们的服务是否满意。',
    text: '如果有什么让您不满意，或者您想换一个更合适的方案，请直接回复本邮件。我们会有专人阅读并答复您。',
  },
} as const satisfies Texts;
