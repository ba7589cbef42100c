import * as z from 'zod';
import type { Locale } from '../language.ts';

/** Why a case is in front of a person: found by the rules when it came, or by what happened later. */
export const personReasons = [
  'flag-safety',
  'flag-data-breach',
  'flag-vulnerable',
  'flag-discrimination',
  'flag-legal-threat',
  'flag-regulator',
  'flag-media',
  'flag-other',
  'severity-highest',
  'tier-diamond',
  'tier-gold-severe',
  'value-at-risk',
  'offer-needs-approval',
  'third-complaint',
  'low-confidence',
  'customer-asks',
  'remedy-needs-person',
  'enquiry',
  'cancellation',
  'offer-declined',
  'offer-unanswered',
  'call-me',
  'contract-cancelled',
  'not-settled',
  'sent-by-staff',
  'recovery-failed',
  'customer-unreachable',
  'mail-withheld',
  'grant-failed',
  'grant-overdue',
] as const;
const personReasonSchema = z.enum(personReasons);
export type PersonReason = z.infer<typeof personReasonSchema>;

/** Words for the mail to the owner and for the staff view. They name no customer. */
export const personReasonWords = {
  'customer-unreachable': {
    en: 'Mail to the customer is refused; call them, and free the address if mail does arrive there',
    'zh-Hans': '无法向客户发送邮件，请致电；如确认该邮箱可以收信，请解除该地址的停发',
  },
  'mail-withheld': {
    en: 'This address had enough automatic mail today; look whether a machine answers us, and write yourself',
    'zh-Hans': '今日发往该地址的自动邮件已达上限，请确认是否为机器回复，并由您亲自答复',
  },
  'grant-failed': {
    en: 'An accepted offer could not be carried out; it is still owed',
    'zh-Hans': '客户已接受的优惠未能兑现，仍应履行',
  },
  'grant-overdue': {
    en: 'An accepted offer was not confirmed as carried out in time',
    'zh-Hans': '客户已接受的优惠未按时确认兑现',
  },
  'flag-safety': { en: 'Somebody may be in danger or hurt', 'zh-Hans': '可能涉及人身安全' },
  'flag-data-breach': { en: 'Personal data may have leaked', 'zh-Hans': '可能涉及个人信息泄露' },
  'flag-vulnerable': { en: 'The customer may need special care', 'zh-Hans': '客户可能需要特别关照' },
  'flag-discrimination': { en: 'The customer reports discrimination', 'zh-Hans': '客户反映受到歧视' },
  'flag-legal-threat': { en: 'The customer speaks of legal steps', 'zh-Hans': '客户提及法律途径' },
  'flag-regulator': { en: 'The customer speaks of a regulator or ombudsman', 'zh-Hans': '客户提及监管机构' },
  'flag-media': { en: 'The customer speaks of the media', 'zh-Hans': '客户提及媒体曝光' },
  'flag-other': { en: 'The message carries a warning sign', 'zh-Hans': '来信含有需留意的信号' },
  'severity-highest': { en: 'Highest severity', 'zh-Hans': '最高严重程度' },
  'tier-diamond': { en: 'Diamond customer', 'zh-Hans': '钻石客户' },
  'tier-gold-severe': {
    en: 'Gold customer with more than a small problem',
    'zh-Hans': '黄金客户，且问题较严重',
  },
  'value-at-risk': { en: 'Much would be lost with this customer', 'zh-Hans': '该客户流失将造成较大损失' },
  'offer-needs-approval': { en: 'The best offer needs a second person', 'zh-Hans': '最优方案需第二人批准' },
  'third-complaint': { en: 'Third complaint in 90 days, or more', 'zh-Hans': '90 天内第三次或更多次投诉' },
  'low-confidence': { en: 'We are not sure what the message is about', 'zh-Hans': '无法确定来信内容' },
  'customer-asks': { en: 'The customer asks for a person', 'zh-Hans': '客户要求人工处理' },
  'remedy-needs-person': { en: 'A person has to find out what is owed', 'zh-Hans': '需人工核实应给予的补偿' },
  enquiry: { en: 'A question waits for an answer', 'zh-Hans': '有咨询待答复' },
  cancellation: { en: 'The customer wants to leave', 'zh-Hans': '客户希望解约' },
  'offer-declined': { en: 'The customer declined our offer', 'zh-Hans': '客户谢绝了我们的优惠' },
  'offer-unanswered': { en: 'The customer did not answer our offer', 'zh-Hans': '客户未答复我们的优惠' },
  'call-me': { en: 'The customer asks to be called', 'zh-Hans': '客户要求致电' },
  'contract-cancelled': {
    en: 'The customer ended the contract by our link',
    'zh-Hans': '客户已通过链接终止合同',
  },
  'not-settled': { en: 'The customer says that it is not settled', 'zh-Hans': '客户表示问题尚未解决' },
  'sent-by-staff': { en: 'A colleague passed it on', 'zh-Hans': '由同事转交' },
  'recovery-failed': {
    en: 'The automatic way failed; nothing may have been sent',
    'zh-Hans': '自动流程失败，可能尚未回复客户',
  },
} as const satisfies Record<PersonReason, Record<Locale, string>>;

/** Words of a stored reason; one that an older version wrote and we no longer know is shown as it is. */
export function reasonInWords(reason: string, locale: Locale): string {
  const known = personReasonSchema.safeParse(reason);
  return known.success ? personReasonWords[known.data][locale] : reason;
}
