import type { Locale } from '../language.ts';

/** What a handler calls the imported columns that the shipped models read: English, Chinese. */
const names: Readonly<Record<string, readonly [string, string]>> = {
  PhoneService: ['telephone line', '电话服务'],
  MultipleLines: ['several telephone lines', '多条电话线路'],
  InternetService: ['internet by', '上网方式'],
  OnlineSecurity: ['online security', '网络安全服务'],
  OnlineBackup: ['online backup', '在线备份'],
  DeviceProtection: ['device protection', '设备保护'],
  TechSupport: ['technical support', '技术支持'],
  StreamingTV: ['television by internet', '网络电视'],
  StreamingMovies: ['films by internet', '网络电影'],
  PaperlessBilling: ['bills without paper', '电子账单'],
  PaymentMethod: ['pays by', '付款方式'],
  PreferredPaymentMode: ['pays by', '付款方式'],
  PreferredLoginDevice: ['comes by', '登录设备'],
  PreferedOrderCat: ['buys mostly', '常购品类'],
  CityTier: ['city tier', '城市级别'],
  WarehouseToHome: ['distance from the warehouse', '距仓库距离'],
  HourSpendOnApp: ['hours in the app', '应用内小时数'],
  NumberOfDeviceRegistered: ['devices registered', '已注册设备数'],
  NumberOfAddress: ['addresses on file', '登记地址数'],
  OrderAmountHikeFromlastYear: ['more spent than last year, in per cent', '消费同比增长（%）'],
  CouponUsed: ['coupons used', '已用优惠券数'],
  CashbackAmount: ['cashback received', '返现金额'],
};

/** `Yes` and `No` of a service: it has, or has not. */
const yesNo: Readonly<Record<string, Readonly<Record<Locale, (name: string) => string>>>> = {
  Yes: { en: (name) => `has ${name}`, 'zh-Hans': (name) => `有${name}` },
  No: { en: (name) => `no ${name}`, 'zh-Hans': (name) => `没有${name}` },
};

const valuesZh: Readonly<Record<string, string>> = {
  'No internet service': '没有上网服务',
  'No phone service': '没有电话服务',
  'Fiber optic': '光纤',
  'Electronic check': '电子支票',
  'Mailed check': '邮寄支票',
  'Bank transfer (automatic)': '银行自动转账',
  'Credit card (automatic)': '信用卡自动扣款',
  'Credit Card': '信用卡',
  'Debit Card': '借记卡',
  'Cash on Delivery': '货到付款',
  'E wallet': '电子钱包',
  'Mobile Phone': '手机',
  Phone: '手机',
  Mobile: '手机',
  Computer: '电脑',
  'Laptop & Accessory': '笔记本电脑及配件',
  Fashion: '服饰',
  Grocery: '食品杂货',
  Others: '其他',
};

/** A fact of a shipped model in words, `undefined` when the feature is none of theirs. */
export function shippedWords(
  feature: string,
  value: number | string | null,
  language: Locale,
): string | undefined {
  const known = names[feature];
  if (known === undefined) return undefined;
  const name = language === 'en' ? known[0] : known[1];
  if (value === null) return language === 'en' ? `${name}: not on record` : `没有${name}的记录`;
  const answer = yesNo[String(value)];
  if (answer !== undefined && feature !== 'InternetService') return answer[language](name);
  if (value === 'No internet service' || value === 'No phone service')
    return language === 'en' ? value.toLowerCase() : (valuesZh[value] ?? value);
  if (value === 'No') return language === 'en' ? 'no internet' : '没有上网服务';
  return language === 'en' ? `${name} ${value}` : `${name}：${valuesZh[value] ?? value}`;
}
