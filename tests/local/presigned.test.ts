import { expect, test } from 'vitest';
import { presignedRefusal } from '../../local/presigned.ts';

test('an address that is over is refused before its signature is looked at', async () => {
  const url =
    '/bucket/uploads/a?X-Amz-Date=20260302T090000Z&X-Amz-Expires=3600&X-Amz-Signature=00&X-Amz-SignedHeaders=host&X-Amz-Credential=web/20260302/us-east-1/s3/aws4_request';
  const request = { method: 'PUT', url, headers: { host: 's3' }, body: Buffer.alloc(0), operation: 'PUT' };

  expect(await presignedRefusal(request, Date.parse('2026-03-02T10:00:01Z'))).toBe('AccessDenied');
  expect(await presignedRefusal(request, Date.parse('2026-03-02T09:59:00Z'))).toBe('SignatureDoesNotMatch');
  expect(await presignedRefusal({ ...request, url: '/bucket/uploads/a' }, 0)).toBeUndefined();
});
