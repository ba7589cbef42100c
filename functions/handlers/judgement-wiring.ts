import { dynamoCatalogues } from '../adapters/dynamodb/catalogues.ts';
import { dynamoCustomers } from '../adapters/dynamodb/customers.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { generalModel } from '../domain/churn/shipped.ts';
import { shippedEdition } from '../domain/offer/default-catalogue.ts';

/** What judging a customer and choosing an offer needs beside the store. */
export const wireJudgement = (table: Table) => ({
  customers: dynamoCustomers(table),
  churnModel: generalModel(),
  catalogues: dynamoCatalogues(table, shippedEdition),
});
