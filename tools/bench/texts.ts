import { newDice } from './dice.ts';

const english = [
  'My parcel should have been here last Tuesday and nobody has told me where it is.',
  'I was charged twice for the same order and the second payment has not come back.',
  'The router drops the connection every evening between seven and nine.',
  'I have called four times and each time I was promised that somebody would ring me back.',
  'The box arrived open, the glass was broken and two of the screws were missing.',
  'Your colleague in the shop was rude to my mother and refused to look at the receipt.',
  'The invoice shows a tariff that I never agreed to, and it is higher than last year.',
  'I would like my money back, and I would like to know what you will do about it.',
  'We have been customers since 2014 and have never been treated like this.',
  'The website says that the order was delivered, but there is nothing at my door.',
  'I asked for the contract to end in March and you still take the money every month.',
  'Perhaps it is a misunderstanding, but I have read the terms and cannot find this fee.',
  'The technician did not come, although I had taken a day off to be at home.',
  'I bought the washing machine in May; since then it has leaked three times.',
  'Please do not send me another voucher, just repair what is broken.',
];

const chinese = [
  '我的包裹上周二就该到了，到现在没有人告诉我在哪里。',
  '同一个订单扣了两次款，第二笔钱到现在还没有退回来。',
  '每天晚上七点到九点网络都会断，根本没法用。',
  '我打了四次电话，每次都说会有人回电，结果一次也没有。',
  '箱子送来时已经打开，玻璃碎了，还少了两个螺丝。',
  '门店的员工态度很差，连收据都不肯看一眼。',
  '账单上的套餐不是我选的，比去年还贵。',
  '我要求退款，也想知道你们打算怎么处理。',
];

/** Mixed complaints, one in four Chinese, of about `medianLength` characters; made up, always the same. */
export function complaintTexts(count: number, medianLength: number): readonly string[] {
  const dice = newDice(23);
  return Array.from({ length: count }, () => {
    const sentences = dice.next() < 0.25 ? chinese : english;
    // Lengths between half and three halves put the median where it is wanted.
    const length = medianLength * (0.5 + dice.next());
    let text = '';
    while (text.length < length) text += `${dice.pick(sentences)} `;
    return text.slice(0, Math.round(length));
  });
}
