/** The customers of the demo: made up, with values chosen so that each story goes its way. Amounts in whole dollars. */
export interface DemoCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

const header =
  'customerId,name,email,locale,since,contractType,monthlyCharge,currency,orders,spend12m,margin12m,lastOrderOn,marketingConsent,marketingConsentAt';

/** Enough ordinary customers that chance puts some of them into the holdout, and most of them not. */
const ORDINARY = 60;

const english = Array.from({ length: ORDINARY }, (_, index): DemoCustomer => ({
  customerId: `E-${1001 + index}`,
  name: `Sam Ordinary ${index + 1}`,
  email: `sam${index + 1}@example.org`,
  locale: 'en',
}));

const chinese = Array.from({ length: 12 }, (_, index): DemoCustomer => ({
  customerId: `Z-${2001 + index}`,
  name: `王芳${index + 1}`,
  email: `wang${index + 1}@example.org`,
  locale: 'zh-Hans',
}));

/** More than one, because the campaign has a holdout too. */
const atRisk = Array.from({ length: 8 }, (_, index): DemoCustomer => ({
  customerId: `R-${4001 + index}`,
  name: `Rita Risk ${index + 1}`,
  email: `rita${index + 1}@example.org`,
  locale: 'en',
}));

export const people = {
  english,
  chinese,
  diamond: { customerId: 'D-3001', name: 'Dora Diamond', email: 'dora@example.org', locale: 'en' },
  unanswered: { customerId: 'D-3002', name: 'Dirk Diamond', email: 'dirk@example.org', locale: 'en' },
  atRisk,
  complaining: { customerId: 'R-4009', name: 'Rolf Risk', email: 'rolf@example.org', locale: 'en' },
} as const;

/** A customer file as a firm would export it. `ordinary` are worth an offer, `diamonds` a person, `atRisk` a campaign. */
export function customerFile(): string {
  const row = (one: DemoCustomer, rest: string): string =>
    `${one.customerId},${one.name},${one.email},${one.locale},${rest}`;
  const ordinary = 'false,';
  return [
    header,
    ...[...english, ...chinese].map((one) =>
      row(one, `2025-02-01,month-to-month,45,USD,6,620,520,2026-10-20,${ordinary}`),
    ),
    ...[people.diamond, people.unanswered].map((one) =>
      row(one, `2019-04-01,two year,240,USD,60,14000,9000,2026-11-10,${ordinary}`),
    ),
    ...[...people.atRisk, people.complaining].map((one) =>
      row(one, '2026-10-28,month-to-month,110,USD,1,300,450,2026-11-01,true,2026-10-28T09:00:00Z'),
    ),
    '',
  ].join('\n');
}
