import { counted, type FactWords, type Words } from './reason-words.ts';
import type { Locale } from '../language.ts';

type Said = Readonly<Record<Locale, string>>;
type Answers = Readonly<Record<string, readonly [en: string, zh: string]>>;

/** A fact that is one of a few: each in words, and how any other is said. */
function oneOf(
  answers: Answers,
  other: Readonly<Record<Locale, (value: number | string) => string>>,
  unknown: Said,
): Words {
  const words = (language: Locale, place: 0 | 1): FactWords => ({
    known: (value) => answers[String(value)]?.[place] ?? other[language](value),
    unknown: unknown[language],
  });
  return { en: words('en', 0), 'zh-Hans': words('zh-Hans', 1) };
}

/** A service that a customer has or has not; without the line that carries it, it is that line they lack. */
function service(en: string, zh: string): Words {
  return oneOf(
    {
      Yes: [`has ${en}`, `有${zh}`],
      No: [`has no ${en}`, `没有${zh}`],
      'No internet service': ['has no internet from us', '没有开通上网服务'],
    },
    { en: (value) => `${en}: ${value}`, 'zh-Hans': (value) => `${zh}：${value}` },
    { en: `not on record whether they have ${en}`, 'zh-Hans': `没有记录是否有${zh}` },
  );
}

/** A fact that is a number. */
const number = (
  en: (value: number | string) => string,
  zh: (value: number | string) => string,
  unknown: Said,
): Words => ({
  en: { known: en, unknown: unknown.en },
  'zh-Hans': { known: zh, unknown: unknown['zh-Hans'] },
});

const paying = oneOf(
  {
    'Electronic check': ['pays by electronic cheque', '用电子支票付款'],
    'Mailed check': ['pays by cheque in the post', '用邮寄支票付款'],
    'Bank transfer (automatic)': ['pays by automatic bank transfer', '用银行自动转账付款'],
    'Credit card (automatic)': ['pays automatically by credit card', '用信用卡自动扣款'],
    'Debit Card': ['pays by debit card', '用借记卡付款'],
    'Credit Card': ['pays by credit card', '用信用卡付款'],
    CC: ['pays by credit card', '用信用卡付款'],
    UPI: ['pays by UPI', '用 UPI 付款'],
    'E wallet': ['pays by e-wallet', '用电子钱包付款'],
    COD: ['pays on delivery', '货到付款'],
    'Cash on Delivery': ['pays on delivery', '货到付款'],
  },
  { en: (value) => `pays by ${value}`, 'zh-Hans': (value) => `付款方式为 ${value}` },
  { en: 'way of paying not on record', 'zh-Hans': '没有付款方式的记录' },
);

const CITY_TIERS = ['', '一', '二', '三', '四', '五'];

/** The imported columns that the shipped models read, as a handler would say them. */
export const shippedWords: Readonly<Record<string, Words>> = {
  PhoneService: oneOf(
    { Yes: ['has a telephone line', '有电话服务'], No: ['has no telephone line', '没有电话服务'] },
    { en: (value) => `telephone line: ${value}`, 'zh-Hans': (value) => `电话服务：${value}` },
    { en: 'not on record whether they have a telephone line', 'zh-Hans': '没有记录是否有电话服务' },
  ),
  MultipleLines: oneOf(
    {
      Yes: ['has several telephone lines', '有多条电话线路'],
      No: ['has one telephone line', '只有一条电话线路'],
      'No phone service': ['has no telephone line', '没有电话服务'],
    },
    { en: (value) => `telephone lines: ${value}`, 'zh-Hans': (value) => `电话线路：${value}` },
    { en: 'number of telephone lines not on record', 'zh-Hans': '没有电话线路数的记录' },
  ),
  InternetService: oneOf(
    {
      'Fiber optic': ['has fibre internet', '用光纤上网'],
      DSL: ['has DSL internet', '用 DSL 上网'],
      No: ['has no internet from us', '没有开通上网服务'],
    },
    { en: (value) => `internet by ${value}`, 'zh-Hans': (value) => `上网方式为 ${value}` },
    { en: 'kind of internet not on record', 'zh-Hans': '没有上网方式的记录' },
  ),
  OnlineSecurity: service('online security', '网络安全服务'),
  OnlineBackup: service('online backup', '在线备份服务'),
  DeviceProtection: service('device protection', '设备保护服务'),
  TechSupport: service('technical support', '技术支持服务'),
  StreamingTV: service('internet television', '网络电视'),
  StreamingMovies: service('film streaming', '网络电影'),
  PaperlessBilling: oneOf(
    { Yes: ['gets bills without paper', '使用电子账单'], No: ['gets bills on paper', '使用纸质账单'] },
    { en: (value) => `bills: ${value}`, 'zh-Hans': (value) => `账单形式：${value}` },
    { en: 'not on record how bills are sent', 'zh-Hans': '没有账单形式的记录' },
  ),
  PaymentMethod: paying,
  PreferredPaymentMode: paying,
  PreferredLoginDevice: oneOf(
    {
      'Mobile Phone': ['mostly logs in by mobile phone', '主要用手机登录'],
      Phone: ['mostly logs in by phone', '主要用电话登录'],
      Computer: ['mostly logs in by computer', '主要用电脑登录'],
    },
    { en: (value) => `mostly logs in by ${value}`, 'zh-Hans': (value) => `主要登录设备为 ${value}` },
    { en: 'device they log in by not on record', 'zh-Hans': '没有登录设备的记录' },
  ),
  PreferedOrderCat: oneOf(
    {
      'Laptop & Accessory': ['mostly buys laptops and accessories', '主要购买笔记本电脑及配件'],
      'Mobile Phone': ['mostly buys mobile phones', '主要购买手机'],
      Mobile: ['mostly buys things for mobile phones', '主要购买手机类商品'],
      Fashion: ['mostly buys fashion', '主要购买服饰'],
      Grocery: ['mostly buys groceries', '主要购买食品杂货'],
      Others: ['mostly buys other goods', '主要购买其他商品'],
    },
    { en: (value) => `mostly buys ${value}`, 'zh-Hans': (value) => `主要购买 ${value}` },
    { en: 'what they mostly buy not on record', 'zh-Hans': '没有常购品类的记录' },
  ),
  CityTier: number(
    (value) => `lives in a tier ${value} city`,
    (value) => `住在${CITY_TIERS[Number(value)] ?? ` ${value} `}线城市`,
    { en: 'size of their city not on record', 'zh-Hans': '没有城市级别的记录' },
  ),
  WarehouseToHome: number(
    (value) => `lives at a distance of ${value} from the warehouse`,
    (value) => `住处与仓库的距离为 ${value}`,
    { en: 'distance from the warehouse not on record', 'zh-Hans': '没有与仓库距离的记录' },
  ),
  HourSpendOnApp: number(
    (value) => `spends ${counted(value, 'hour')} in the app`,
    (value) => `在应用内停留 ${value} 小时`,
    { en: 'time in the app not on record', 'zh-Hans': '没有应用使用时间的记录' },
  ),
  NumberOfDeviceRegistered: number(
    (value) => `has ${counted(value, 'device')} registered`,
    (value) => `注册了 ${value} 台设备`,
    { en: 'number of devices not on record', 'zh-Hans': '没有注册设备数的记录' },
  ),
  NumberOfAddress: number(
    (value) => `has ${value} ${Number(value) === 1 ? 'address' : 'addresses'} on file`,
    (value) => `登记了 ${value} 个地址`,
    { en: 'number of addresses not on record', 'zh-Hans': '没有登记地址数的记录' },
  ),
  OrderAmountHikeFromlastYear: number(
    (value) =>
      Number(value) < 0
        ? `spent ${-Number(value)} % less than last year`
        : `spent ${value} % more than last year`,
    (value) => `消费比去年${Number(value) < 0 ? `减少 ${-Number(value)}` : `增加 ${value}`}%`,
    { en: 'spending against last year not on record', 'zh-Hans': '没有消费同比的记录' },
  ),
  CouponUsed: number(
    (value) => (Number(value) === 0 ? 'used no coupon' : `used ${counted(value, 'coupon')}`),
    (value) => (Number(value) === 0 ? '没有用过优惠券' : `用过 ${value} 张优惠券`),
    { en: 'use of coupons not on record', 'zh-Hans': '没有优惠券使用记录' },
  ),
  CashbackAmount: number(
    (value) => (Number(value) === 0 ? 'got no cashback' : `got ${value} in cashback`),
    (value) => (Number(value) === 0 ? '没有获得返现' : `获得返现 ${value}`),
    { en: 'cashback not on record', 'zh-Hans': '没有返现记录' },
  ),
};
