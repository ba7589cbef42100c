import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
  type GlobalSecondaryIndexPropsV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** What a function may do with the table. Nobody may scan it. */
type TableVerb = 'read' | 'write' | 'delete';

const actionsOf: Readonly<Record<TableVerb, readonly string[]>> = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  // A transaction is allowed by the rights of its parts.
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'],
  delete: ['dynamodb:DeleteItem'],
};

/** Indexes of the table; functions/adapters/dynamodb/table.ts reads them by the same names. */
const indexNames = ['attention', 'lookup'] as const;

const indexOf = (name: (typeof indexNames)[number]): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: { name: `${name}Pk`, type: AttributeType.STRING },
  sortKey: { name: `${name}Sk`, type: AttributeType.STRING },
  // A campaign reads the whole base: with the records in the index, ten customers cost one read unit instead of ten.
  ...(name === 'lookup'
    ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['customer'] }
    : { projectionType: ProjectionType.KEYS_ONLY }),
});

/** The one table: cases, facts, customers, offers. Survives its stack. */
export class CaseTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: indexNames.map(indexOf),
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /**
   * Grants exactly these verbs on the table and its two indexes, and tells the function the table's name.
   * @param writesOnly what the partition keys of the rows that it may change begin with, `JOURNEY#`; any without it
   */
  bind<Key extends string>(
    fn: ServiceFunction<Key>,
    { as, may, writesOnly }: { as: NoInfer<Key>; may: readonly TableVerb[]; writesOnly?: readonly string[] },
  ): void {
    fn.set(as, this.table.tableName);
    const indexes = indexNames.map((name) => `${this.table.tableArn}/index/${name}`);
    for (const verb of may) {
      const statement = allow(
        actionsOf[verb],
        verb === 'read' ? [this.table.tableArn, ...indexes] : [this.table.tableArn],
      );
      if (writesOnly && verb !== 'read')
        statement.addCondition('ForAllValues:StringLike', {
          'dynamodb:LeadingKeys': writesOnly.map((prefix) => `${prefix}*`),
        });
      fn.allow(statement);
    }
  }
}
