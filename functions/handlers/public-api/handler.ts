import { handle } from 'hono/aws-lambda';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireCaseWork } from '../wiring.ts';
import { publicApi } from './app.ts';
import { Env } from './env.ts';

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(publicApi(wireCaseWork(parseEnv(Env))));
