import { dynamoCatalogues } from '../adapters/dynamodb/catalogues.ts';
import { dynamoCustomers } from '../adapters/dynamodb/customers.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { ownChurnModel } from '../adapters/files/own-churn-model.ts';
import { OWN_MODEL } from '../domain/churn/own-model.ts';
import type { ChurnModel } from '../domain/churn/score.ts';
import { shippedModel } from '../domain/churn/shipped.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import { shippedEdition } from '../domain/offer/default-catalogue.ts';

/** The churn model that the firm chose. */
export const chosenChurnModel = ({ churnModel }: Pick<RuntimeSettings, 'churnModel'>): ChurnModel =>
  churnModel === OWN_MODEL ? ownChurnModel(import.meta.url) : shippedModel(churnModel);

/** What judging a customer and choosing an offer needs beside the store. */
export const wireJudgement = (table: Table, settings: Pick<RuntimeSettings, 'churnModel'>) => ({
  customers: dynamoCustomers(table),
  churnModel: chosenChurnModel(settings),
  catalogues: dynamoCatalogues(table, shippedEdition),
});
