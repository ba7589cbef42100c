import { handle } from 'hono/aws-lambda';
import { dynamoCatalogues } from '../../adapters/dynamodb/catalogues.ts';
import { shippedEdition } from '../../domain/offer/default-catalogue.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireStore } from '../wiring.ts';
import { retentionApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const store = wireStore(env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  retentionApi({
    ...store,
    firm: { settings: env.SETTINGS },
    catalogues: dynamoCatalogues(store.table, shippedEdition),
  }),
);
