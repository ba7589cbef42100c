import { handle } from 'hono/aws-lambda';
import { dynamoCatalogues } from '../../adapters/dynamodb/catalogues.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoPoints } from '../../adapters/dynamodb/points.ts';
import { dynamoPointsMails } from '../../adapters/dynamodb/points-mails.ts';
import { shippedEdition } from '../../domain/offer/default-catalogue.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireCaseWork } from '../wiring.ts';
import { pointsPage } from './app.ts';
import { Env } from './env.ts';

const work = wireCaseWork(parseEnv(Env));

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  pointsPage({
    ...work,
    points: dynamoPoints(work.table),
    pointsMails: dynamoPointsMails(work.table),
    customers: dynamoCustomers(work.table),
    contacts: dynamoContacts(work.table),
    catalogues: dynamoCatalogues(work.table, shippedEdition),
  }),
);
