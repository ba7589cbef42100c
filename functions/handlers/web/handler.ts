import { handle } from 'hono/aws-lambda';
import { objectsUrl } from '../../adapters/s3/objects-url.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { Env } from './env.ts';
import { createSite } from './site.ts';
import { WebAssets } from './web-assets.ts';

/** Put in place of this name when the function is bundled; see `buildWeb`. */
declare const WEB_ASSETS: unknown;

const env = parseEnv(Env);
const region = process.env['AWS_REGION'] ?? 'us-east-1';

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  createSite(
    WebAssets.parse(WEB_ASSETS),
    env.SETTINGS,
    new URL(objectsUrl(env.ATTACHMENT_BUCKET, region)).origin,
  ),
);
