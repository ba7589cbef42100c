import { handle } from 'hono/aws-lambda';
import { defaultCatalogue } from '../../domain/offer/default-catalogue.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { retentionApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  retentionApi({ firm: { settings: env.SETTINGS }, catalogue: defaultCatalogue }),
);
