import type { Instant } from '../../instant.ts';
import type { Locale } from '../../language.ts';
import { link, paragraph, render, words, type WrittenMail } from './layout.ts';
import { inLocale, longDate, staffFooter } from './words.ts';

interface ApprovalsWaitingInput {
  readonly locale: Locale;
  readonly firmName: string;
  readonly timeZone: string;
  readonly campaignName: string;
  /** Offers that wait, as far as they were counted; `more` where there may be others. */
  readonly count: number;
  readonly more: boolean;
  /** What those that were counted cost together, in words. */
  readonly cost: string;
  /** When the first of them is taken back. */
  readonly firstEndsAt: Instant;
  readonly consoleUrl: string;
}

const COMMAND = 'npm run campaign -- approvals';

/** Offers of a campaign wait for a lead. Nobody is named: who decides looks at the list. */
export function approvalsWaiting(input: ApprovalsWaitingInput): WrittenMail {
  const { locale, campaignName } = input;
  const until = longDate(input.firstEndsAt, input.timeZone, locale);
  const isOne = input.count === 1 && !input.more;
  const [many, why, whom] = isOne
    ? ['1 offer waits', 'it costs', 'The customer was']
    : [`${countIn(input, 'en')} offers wait`, 'each costs', 'The customers were'];
  return render({
    locale,
    subject: inLocale(locale, {
      en: `${campaignName}: ${many} for a lead`,
      'zh-Hans': `${campaignName}：${countIn(input, 'zh-Hans')} 项优惠待主管批准`,
    }),
    blocks: [
      paragraph(
        inLocale(locale, {
          en: `Of the campaign “${campaignName}” ${many} for a second person's yes, because ${why} more than is offered without it. ${costIn(input, 'en')} ${whom} told nothing.`,
          'zh-Hans': `活动“${campaignName}”有 ${countIn(input, 'zh-Hans')} 项优惠因成本超出无需复核的额度而等待复核。${costIn(input, 'zh-Hans')}尚未告知客户。`,
        }),
      ),
      paragraph(
        inLocale(locale, {
          en: `What nobody approves in time is taken back, ${isOne ? 'this' : 'the first of it'} on ${until}. A lead who had no hand in the campaign's definition approves or declines, by the command:`,
          'zh-Hans': `逾期未批准的优惠将自动撤回，${isOne ? '' : '最早一项的'}期限为${until}。请由未参与制定该活动的主管通过以下命令批准或拒绝：`,
        }),
      ),
      words(COMMAND),
      link(inLocale(locale, { en: 'See what waits', 'zh-Hans': '查看待批优惠' }), input.consoleUrl),
    ],
    signedBy: input.firmName,
    footer: staffFooter(locale, input.firmName),
  });
}

const countIn = ({ count, more }: ApprovalsWaitingInput, locale: Locale): string =>
  more ? inLocale(locale, { en: `at least ${count}`, 'zh-Hans': `至少 ${count}` }) : String(count);

function costIn({ count, more, cost }: ApprovalsWaitingInput, locale: Locale): string {
  if (more)
    return inLocale(locale, {
      en: `Those that were counted cost ${cost} together.`,
      'zh-Hans': `已统计部分的成本合计${cost}。`,
    });
  return inLocale(locale, {
    en: count === 1 ? `It costs ${cost}.` : `Together they cost ${cost}.`,
    'zh-Hans': count === 1 ? `成本为${cost}。` : `成本合计${cost}。`,
  });
}
