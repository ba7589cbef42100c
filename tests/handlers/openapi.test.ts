import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { expect, test } from 'vitest';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { RankedOffer } from '../../functions/domain/offer/rank.ts';
import type { Remedy } from '../../functions/domain/remedy/remedy.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { publicApi, type PublicApiDeps } from '../../functions/handlers/public-api/app.ts';
import { pointsPage, type PointsPageDeps } from '../../functions/handlers/points-page/app.ts';
import { intakeApi, type IntakeApiDeps } from '../../functions/handlers/intake-api/app.ts';
import { retentionApi, type RetentionApiDeps } from '../../functions/handlers/retention-api/app.ts';
import { staffApi, type StaffApiDeps } from '../../functions/handlers/staff-api/app.ts';
import { caseLine } from '../../functions/domain/case/case-line.ts';
import { caseDetail } from '../../functions/handlers/staff-api/case-view.ts';
import { firmOf } from '../../functions/handlers/wiring.ts';
import type { CaseFile } from '../../functions/ports/cases.ts';
import { showCase } from '../../functions/use-cases/show-case.ts';
import { showOffer } from '../../functions/use-cases/show-offer.ts';
import { openApiDocument, paths, schemas } from '../../tools/openapi/document.ts';
import { synthesized } from '../infra/support/synth.ts';
import { aCase, aMessage, anOffer, anOpening, monday } from '../support/case-builders.ts';

interface Served {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly security?: unknown }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const file = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const served = file('functions/handlers/public-api/openapi.json') as Served;

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    call: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);
const described = operations.map(({ call }) => call).sort();

/** Calls that an app answers, in the words of OpenAPI; middleware answers none. */
const callsOf = (app: Pick<Hono, 'routes'>): string[] =>
  app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

test('the description that is served is made from the code as it is now (npm run openapi)', () => {
  expect(served).toEqual(openApiDocument((file('package.json') as { version: string }).version));
});

test('every call that is answered is described, and none that is not', () => {
  const answered = [
    ...callsOf(publicApi({} as PublicApiDeps)),
    ...callsOf(pointsPage({ firm } as unknown as PointsPageDeps)),
    ...callsOf(staffApi({ firm } as StaffApiDeps)),
    ...callsOf(intakeApi({ staff: [] } as unknown as IntakeApiDeps)),
    ...callsOf(retentionApi({ firm } as RetentionApiDeps)),
  ];
  expect([...new Set(answered)].sort()).toEqual(described);
});

test('every call that is described reaches its function through the API', () => {
  const routes = synthesized()
    .service.of('AWS::ApiGatewayV2::Route')
    .map((route) => String(route.Properties['RouteKey']));
  const unreached = described.filter(
    (call) =>
      !routes.includes(call) && !(call.includes('/api/staff/') && routes.includes('ANY /api/staff/{proxy+}')),
  );
  expect(unreached).toEqual([]);
  expect(routes).toContain(ofOneCase.replace('POST', 'ANY'));
});

/** Said of one case, under the offer's name. */
const ofOneCase = 'POST /api/staff/offers/{id}/fulfilment';

test('what offers and campaigns answer is routed to their function, and nothing of a case is', () => {
  const parts = synthesized()
    .service.of('AWS::ApiGatewayV2::Route')
    .map((route) => String(route.Properties['RouteKey']))
    .flatMap((key) => /^ANY \/api\/staff\/(\w+)\/\{proxy\+\}$/.exec(key)?.[1] ?? []);
  const partOf = (call: string): string => call.split('/api/staff/')[1]!.split('/')[0]!;

  expect(parts.length).toBeGreaterThan(5);
  expect(
    callsOf(retentionApi({ firm } as RetentionApiDeps))
      .map(partOf)
      .filter((part) => !parts.includes(part)),
  ).toEqual([]);
  expect(
    callsOf(staffApi({ firm } as StaffApiDeps))
      .filter((call) => call !== ofOneCase)
      .map(partOf)
      .filter((part) => parts.includes(part)),
  ).toEqual([]);
});

test('every schema that is named is there, and every one that is there is named', () => {
  const named = [...JSON.stringify(served).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(named)].sort()).toEqual(Object.keys(served.components.schemas).sort());
});

test('an operation has an id of its own, and a sentence for each answer', () => {
  const ids = operations.map(({ operation }) => operation.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of operations) {
    const says = Object.values(operation.answers).map((answer) => answer.says);
    expect(says.length).toBeGreaterThan(0);
    expect(says.every((sentence) => sentence.endsWith('.'))).toBe(true);
  }
});

const examples = operations.flatMap(({ call, operation }) => [
  ...(operation.body ? [{ what: `request of ${call}`, ...operation.body }] : []),
  ...Object.entries(operation.answers).flatMap(([status, { schema, example }]) =>
    schema !== undefined && example ? [{ what: `${status} of ${call}`, schema, example }] : [],
  ),
]);

test.each(examples)('the example fits: $what', ({ schema, example }) => {
  expect(schemas[schema]?.parse(example)).toEqual(example);
});

test('a staff call says that it needs a token, a public one that it does not', () => {
  for (const [path, methods] of Object.entries(served.paths)) {
    for (const operation of Object.values(methods)) {
      expect(operation.security).toEqual(path.startsWith('/api/staff/') ? [{ staff: [] }] : undefined);
    }
  }
});

const answeredOffer = {
  ...anOffer(),
  catalogueId: 'voucher',
  status: 'accepted',
  answeredAt: monday,
} as const;
const remedy: Remedy = {
  rule: 'delivery.late',
  kind: 'refund-fee',
  amount: 499,
  text: { en: 'We refund your delivery fee.', 'zh-Hans': '我们退还配送费。' },
  grantedAt: monday,
};
const rankedVoucher: RankedOffer = {
  catalogueId: 'voucher',
  catalogueVersion: 1,
  eligible: false,
  whyNot: 'over-budget',
  chanceWith: 0.8,
  chanceWithout: 0.7,
  cost: 1_500,
  expectedNetValue: 2_000,
  needsApproval: false,
  handling: 'not-possible',
};
const settledCase = aCase(1, {
  status: 'awaiting-customer',
  offerId: answeredOffer.id,
  remedy,
});
const fileOf = (record: Case): CaseFile => ({
  case: record,
  messages: [aMessage(), { ...aMessage(2), number: 2, from: 'note', author: 'hana' }],
  facts: anOpening(record).facts,
  mails: [
    {
      caseId: record.id,
      purpose: 'acknowledgement',
      number: 1,
      to: record.email,
      status: 'reserved',
      reservedAt: monday,
    },
  ],
});
const firm = firmOf(RuntimeSettings.parse({}), {
  publicUrl: 'https://care.example.com',
  mailFrom: 'care@acme.example',
});
const shown = {
  cases: { read: () => Promise.resolve(settledCase), file: () => Promise.resolve(fileOf(settledCase)) },
  offers: { byId: () => Promise.resolve(answeredOffer) },
  links: hmacLinks(() => Promise.resolve(['k'.repeat(64)])),
  clock: { now: () => monday },
  customers: { byId: () => Promise.resolve(undefined) },
  campaigns: { definition: () => Promise.resolve(undefined) },
  firm,
};

test('what a customer sees of a case and an offer is described to the last field', async () => {
  const view = await showCase(shown, fileOf(settledCase));
  expect(schemas['CaseView']?.parse(view)).toEqual(view);
  const offer = await showOffer(shown, answeredOffer);
  expect(schemas['OfferView']?.parse(offer)).toEqual(offer);
  const { caseId: _none, ...ofNoCase } = answeredOffer;
  const campaign = { campaignId: 'cmp_spring', definition: 1, step: 'gift', customerId: 'cus_7' };
  const ofCampaign = await showOffer(shown, { ...ofNoCase, campaign });
  expect(schemas['OfferView']?.parse(ofCampaign)).toEqual(ofCampaign);
});

test('what a handler sees of a case is described to the last field', () => {
  const detail = caseDetail(
    {
      file: fileOf(settledCase),
      offer: answeredOffer,
      choice: { ranked: [rankedVoucher], weighed: { edition: shippedEdition } },
    },
    firm,
    generalModel(),
    'en',
  );
  expect(schemas['CaseDetail']?.parse(detail)).toEqual(detail);
  const line = caseLine(settledCase);
  expect(schemas['CaseLine']?.parse(line)).toEqual(line);
});
