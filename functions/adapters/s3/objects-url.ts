/**
 * Where the objects of a bucket lie. A named endpoint is an emulator's, where a bucket cannot be a host name; the
 * variables are the standard ones of every SDK and are never set on AWS.
 */
export function objectsUrl(bucket: string, region: string): string {
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  return endpoint === undefined
    ? `https://${bucket}.s3.${region}.amazonaws.com`
    : `${endpoint.replace(/\/+$/, '')}/${bucket}`;
}
