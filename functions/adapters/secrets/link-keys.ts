import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const secretSchema = z.object({ current: z.string().min(16), previous: z.string().optional() });

/** Keys that sign our links: the first signs, all verify, so that a rotated key still opens yesterday's links. */
export type LinkKeys = () => Promise<readonly string[]>;

/** Reads the secret once per cold start; a failed read is tried again by the next caller. */
export function secretLinkKeys(secretId: string): LinkKeys {
  const client = new SecretsManagerClient({});
  let keys: Promise<readonly string[]> | undefined;
  const read = async (): Promise<readonly string[]> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const secret = secretSchema.parse(JSON.parse(SecretString));
    return secret.previous === undefined || secret.previous === ''
      ? [secret.current]
      : [secret.current, secret.previous];
  };
  return () => {
    keys ??= read().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
}
