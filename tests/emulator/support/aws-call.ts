import { AwsClient } from 'aws4fetch';

const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';

/**
 * One call of the emulator's AWS API by name, for what the tests ask once and no SDK client is here for.
 * @throws the emulator's own words when it refuses
 */
export async function awsCall(
  service: string,
  target: string,
  body: object,
  contentType = 'application/x-amz-json-1.1',
): Promise<any> {
  const client = new AwsClient({
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
    region: process.env['AWS_REGION'] ?? 'us-east-1',
    service,
    retries: 0,
  });
  const answer = await client.fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': contentType, 'x-amz-target': target },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${target} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
