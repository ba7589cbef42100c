import { randomBytes, randomInt } from 'node:crypto';
import * as z from 'zod';
import { jsonAnswer, type AwsRequest, type AwsResponse } from './aws-endpoint.ts';
import type { Disk } from './disk.ts';
import type { Resource } from './template.ts';

const SecretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
      PasswordLength: z.number().default(32),
      ExcludePunctuation: z.boolean().default(false),
      ExcludeCharacters: z.string().default(''),
    })
    .optional(),
});
const Secret = z.object({ value: z.string(), version: z.string() });
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = '!#$%&()*+,-./:;<=>?@[]^_{|}~';

/** Secrets of the template: made once, kept in the data folder, read by `GetSecretValue`. */
export function secretsService(
  resources: readonly Resource[],
  disk: Disk,
): (request: AwsRequest) => AwsResponse {
  const shelf = disk.shelf('secret', Secret);
  for (const { ref, properties } of resources) {
    if (shelf.get(ref)) continue;
    const { SecretString, GenerateSecretString: rules } = SecretProperties.parse(properties);
    const generate = (): string => {
      if (!rules) return '';
      const alphabet = Array.from(letters + (rules.ExcludePunctuation ? '' : punctuation)).filter(
        (character) => !rules.ExcludeCharacters.includes(character),
      );
      const password = Array.from(
        { length: rules.PasswordLength },
        () => alphabet[randomInt(alphabet.length)],
      ).join('');
      if (rules.GenerateStringKey === undefined) return password;
      const template = z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(rules.SecretStringTemplate ?? '{}'));
      return JSON.stringify({ ...template, [rules.GenerateStringKey]: password });
    };
    shelf.put(ref, { value: SecretString ?? generate(), version: randomBytes(16).toString('hex') });
  }
  const arns = resources.map(({ ref }) => ref);

  return ({ operation, body }) => {
    if (operation !== 'GetSecretValue')
      return jsonAnswer(400, { __type: 'InvalidRequestException', message: operation });
    const { SecretId } = z.object({ SecretId: z.string() }).parse(JSON.parse(body.toString('utf8')));
    const arn = arns.find((one) => one === SecretId || one.includes(`:secret:${SecretId}-`));
    const secret = arn === undefined ? undefined : shelf.get(arn);
    if (!secret) {
      const message = "Secrets Manager can't find the specified secret.";
      return jsonAnswer(400, { __type: 'ResourceNotFoundException', message });
    }
    return jsonAnswer(200, {
      ARN: arn,
      Name: SecretId,
      VersionId: secret.version,
      SecretString: secret.value,
      VersionStages: ['AWSCURRENT'],
    });
  };
}
