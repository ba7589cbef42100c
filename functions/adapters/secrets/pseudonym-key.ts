import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const secretSchema = z.object({ key: z.string().min(16) });

/** The key under which people are drawn into experiments and kept on the suppression list. */
export type PseudonymKey = () => Promise<string>;

/** Reads the secret when it is first needed; a failed read is tried again by the next caller. */
export function secretPseudonymKey(secretId: string): PseudonymKey {
  const client = new SecretsManagerClient({});
  let key: Promise<string> | undefined;
  const read = async (): Promise<string> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return secretSchema.parse(JSON.parse(SecretString)).key;
  };
  return () => {
    key ??= read().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
}
