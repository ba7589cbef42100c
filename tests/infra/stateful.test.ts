import { expect, test } from 'vitest';
import { synthesized } from './support/synth.ts';

/**
 * The destructive-change gate. A new logical id makes CloudFormation create a new, empty resource beside the old
 * one: whoever changes a line here also writes down in an ADR how the data moves.
 */
const stateful = [
  ['data', 'AWS::DynamoDB::GlobalTable', 'CaseTable4C11C959'],
  ['service', 'AWS::Cognito::UserPool', 'StaffPool8CA90F24'],
  ['service', 'AWS::S3::Bucket', 'MailBucketC2C0137B'],
  ['service', 'AWS::SecretsManager::Secret', 'LinksSecretC7CC3447'],
  ['service', 'AWS::SecretsManager::Secret', 'PseudonymsSecret263715E4'],
] as const;

test.each(stateful)('%s keeps its %s, and keeps it when the stack goes', (stack, type, id) => {
  const resources = synthesized()[stack].of(type);
  const ids: string[] = stateful.flatMap(([where, what, one]) =>
    where === stack && what === type ? [one] : [],
  );

  expect(resources.map((resource) => resource.id).sort()).toEqual(ids.sort());
  expect(resources.find((resource) => resource.id === id)).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('data holds nothing but what must outlive a deployment', () => {
  expect(synthesized().data.resources.map(({ Type }) => Type)).toEqual(['AWS::DynamoDB::GlobalTable']);
});

test('cases can be restored to any second, are encrypted, and cannot be deleted by mistake', () => {
  const [table] = synthesized().data.of('AWS::DynamoDB::GlobalTable');

  expect(table!.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    SSESpecification: { SSEEnabled: true },
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    Replicas: [
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  });
});

test('the indexes carry keys only, but for the records of customers that campaigns read in bulk', () => {
  const [table] = synthesized().data.of('AWS::DynamoDB::GlobalTable');
  const indexes = table!.Properties['GlobalSecondaryIndexes'];

  expect(indexes.map((index: any) => index.IndexName)).toEqual(['attention', 'lookup']);
  for (const index of indexes) {
    expect(index.Projection).toEqual(
      index.IndexName === 'lookup'
        ? { ProjectionType: 'INCLUDE', NonKeyAttributes: ['customer'] }
        : { ProjectionType: 'KEYS_ONLY' },
    );
    expect(index.KeySchema).toEqual([
      { AttributeName: `${index.IndexName}Pk`, KeyType: 'HASH' },
      { AttributeName: `${index.IndexName}Sk`, KeyType: 'RANGE' },
    ]);
  }
});

test('raw mail is encrypted, private and kept', () => {
  const [bucket] = synthesized().service.of('AWS::S3::Bucket');

  expect(bucket!.Properties).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
  });
  // What is on its way goes by itself; raw mail and the files of complaints never do.
  const going = bucket!.Properties['LifecycleConfiguration'].Rules.filter(
    (rule: any) => rule.ExpirationInDays,
  );
  expect(going.map((rule: any) => rule.Prefix).sort()).toEqual(['extracted/', 'imports/', 'uploads/']);
});
