import { dynamoCatalogues } from '../adapters/dynamodb/catalogues.ts';
import { dynamoCustomers } from '../adapters/dynamodb/customers.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { shippedModel } from '../domain/churn/shipped.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import { shippedEdition } from '../domain/offer/default-catalogue.ts';

/** What judging a customer and choosing an offer needs beside the store. */
export const wireJudgement = (table: Table, settings: Pick<RuntimeSettings, 'churnModel'>) => ({
  customers: dynamoCustomers(table),
  churnModel: shippedModel(settings.churnModel),
  catalogues: dynamoCatalogues(table, shippedEdition),
});
