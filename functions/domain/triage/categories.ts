import * as z from 'zod';

/**
 * Causes that a case can have, as dotted ids: the part before the dot is the branch, and reports fold on it.
 * The order breaks ties: where the evidence is equal, the cause that may harm a person comes first.
 */
export const categorySchema = z.enum([
  'safety.injury',
  'privacy.data',
  'delivery.damaged',
  'delivery.lost',
  'delivery.late',
  'product.wrong-item',
  'product.defective',
  'product.quality',
  'billing.overcharge',
  'billing.refund',
  'service.outage',
  'service.appointment',
  'service.staff',
  'service.quality',
  'account.access',
  'contract.cancellation',
  'contract.change',
  'billing.other',
  'other',
]);
export type CategoryId = z.infer<typeof categorySchema>;

/** What a handler reads for a category. */
export const categoryNames: Record<CategoryId, { en: string; 'zh-Hans': string }> = {
  'safety.injury': { en: 'Safety and injury', 'zh-Hans': '安全与人身伤害' },
  'privacy.data': { en: 'Personal data', 'zh-Hans': '个人信息' },
  'delivery.damaged': { en: 'Damaged in delivery', 'zh-Hans': '运输损坏' },
  'delivery.lost': { en: 'Lost delivery', 'zh-Hans': '包裹丢失' },
  'delivery.late': { en: 'Late delivery', 'zh-Hans': '配送延误' },
  'product.wrong-item': { en: 'Wrong or missing item', 'zh-Hans': '错发漏发' },
  'product.defective': { en: 'Defective product', 'zh-Hans': '产品故障' },
  'product.quality': { en: 'Product quality', 'zh-Hans': '产品质量' },
  'billing.overcharge': { en: 'Overcharge', 'zh-Hans': '多收费用' },
  'billing.refund': { en: 'Refund outstanding', 'zh-Hans': '退款问题' },
  'service.outage': { en: 'Service outage', 'zh-Hans': '服务中断' },
  'service.appointment': { en: 'Missed appointment', 'zh-Hans': '预约失约' },
  'service.staff': { en: 'Staff conduct', 'zh-Hans': '员工态度' },
  'service.quality': { en: 'Service quality', 'zh-Hans': '服务质量' },
  'account.access': { en: 'Account access', 'zh-Hans': '账号登录' },
  'contract.cancellation': { en: 'Cancellation', 'zh-Hans': '解约' },
  'contract.change': { en: 'Contract change', 'zh-Hans': '合约变更' },
  'billing.other': { en: 'Billing', 'zh-Hans': '账单问题' },
  other: { en: 'Other', 'zh-Hans': '其他' },
};
