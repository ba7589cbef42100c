import * as z from 'zod';
import {
  AnswerRequest,
  AttachmentAnnounced,
  AttachmentRequest,
  ComplaintReceipt,
  ComplaintRequest,
  MessageRequest,
} from '../../functions/handlers/public-api/complaint-request.ts';
import {
  AssignRequest,
  LinkAddressRequest,
  LinkCaseRequest,
  OfferRequest,
  ResolveRequest,
  TextRequest,
  UnlinkAddressRequest,
  UnlinkCaseRequest,
} from '../../functions/handlers/staff-api/case-requests.ts';
import {
  AcceptMailRequest,
  AttachMailRequest,
  FreeAddressRequest,
  RejectMailRequest,
} from '../../functions/handlers/intake-api/requests.ts';
import { definitionSchema } from '../../functions/domain/campaign/definition.ts';
import { PreviewRequest, SegmentRequest } from '../../functions/handlers/retention-api/segment-routes.ts';
import { OutcomesRequest } from '../../functions/handlers/retention-api/outcome-routes.ts';
import { catalogueDraftSchema } from '../../functions/domain/offer/catalogue-draft.ts';
import { RedemptionRequest } from '../../functions/handlers/retention-api/voucher-routes.ts';
import { GrantAnswerRequest } from '../../functions/handlers/staff-api/fulfilment-routes.ts';
import { SpendRequest } from '../../functions/handlers/points-page/app.ts';
import {
  PostingRequest,
  RewardRequest,
  StatementRequest,
} from '../../functions/handlers/retention-api/loyalty-routes.ts';
import * as approvals from './answers/approvals.ts';
import * as campaigns from './answers/campaigns.ts';
import * as casePage from './answers/case-page.ts';
import * as cases from './answers/cases.ts';
import * as catalogue from './answers/catalogue.ts';
import * as customers from './answers/customers.ts';
import * as imports from './answers/imports.ts';
import * as mail from './answers/mail.ts';
import * as offers from './answers/offers.ts';
import * as points from './answers/points.ts';
import * as problem from './answers/problem.ts';
import * as reports from './answers/reports.ts';
import * as segments from './answers/segments.ts';
import { describe, type JsonObject, type Paths } from './operation.ts';
import { publicPaths } from './public-paths.ts';
import { intakePaths } from './intake-paths.ts';
import { retentionPaths } from './retention-paths.ts';
import { staffPaths } from './staff-paths.ts';

/**
 * Shapes of what the API answers, by their names. The views themselves are plain functions and carry no schema into a
 * bundle; `tests/handlers/openapi.test.ts` holds these to what those functions return.
 */
const answers: Readonly<Record<string, z.ZodType>> = {
  ...approvals,
  ...campaigns,
  ...casePage,
  ...cases,
  ...catalogue,
  ...customers,
  ...imports,
  ...mail,
  ...offers,
  ...points,
  ...problem,
  ...reports,
  ...segments,
};

const inOrder = (shapes: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(Object.entries(shapes).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Every shape by the name it has under `components`. What requests take is the very schema that parses them. */
export const schemas: Readonly<Record<string, z.ZodType>> = {
  Health: z.object({ status: z.literal('ok') }),
  ComplaintRequest,
  ComplaintReceipt,
  AttachmentRequest,
  AttachmentAnnounced,
  MessageRequest,
  AnswerRequest,
  AssignRequest,
  OfferRequest,
  TextRequest,
  ResolveRequest,
  AcceptMailRequest,
  AttachMailRequest,
  RejectMailRequest,
  FreeAddressRequest,
  GrantAnswerRequest,
  RedemptionRequest,
  LinkCaseRequest,
  UnlinkCaseRequest,
  LinkAddressRequest,
  UnlinkAddressRequest,
  PostingRequest,
  RewardRequest,
  SpendRequest,
  StatementRequest,
  CatalogueDraft: catalogueDraftSchema,
  OutcomesRequest,
  CampaignDefinition: definitionSchema,
  SegmentRequest,
  PreviewRequest,
  ...inOrder(answers),
};

export const paths: Paths = { ...publicPaths, ...staffPaths, ...retentionPaths, ...intakePaths };

/** The description of the API, OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export function openApiDocument(version: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Amends',
      version,
      summary: 'Complaints in, customers kept.',
      description:
        'Times are ISO 8601 in UTC, amounts in the minor unit of the currency. Errors follow RFC 9457.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'public', description: 'Customers have no account: a signed link is their key.' },
      { name: 'staff', description: 'Token of the user pool; groups handler, lead, marketer, auditor.' },
    ],
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [method, describe(path, operation)]),
        ),
      ]),
    ),
    components: {
      securitySchemes: { staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema)]),
      ),
    },
  };
}

const jsonSchema = (schema: z.ZodType): JsonObject =>
  jsonObject.parse(
    JSON.parse(
      JSON.stringify(
        z.toJSONSchema(schema, {
          // What a client sends; for answers it is the same, without forbidding fields that come later.
          io: 'input',
          reused: 'inline',
          override: ({ jsonSchema: made }) => {
            delete made.$schema;
            // A format says it, and in a tenth of the words.
            if (made.format !== undefined) delete made.pattern;
            // A safe integer is what JSON means by an integer anyway.
            if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
            if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
          },
        }),
      ),
    ),
  );

const jsonObject = z.record(z.string(), z.json());
