import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { indexes, type Row, type Table } from './table.ts';

/** A place in an index: its sort key, and the partition key that it leads to, less the prefix that was asked for. */
export interface Entry {
  readonly sort: string;
  readonly id: string;
}

/** An entry exactly at `after` is left out, unless `before` is given too: then both bounds are in. */
interface Range {
  readonly after?: string;
  readonly before?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** Entries of one partition of an index whose items have keys that begin with a prefix, in the order of the index. */
export async function entries(
  table: Table,
  index: 'attention' | 'lookup',
  pk: string,
  range: Range,
  prefix = 'CASE#',
): Promise<Entry[]> {
  const found: Entry[] = [];
  let start: Row | undefined;
  do {
    const result = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: indexes[index],
        KeyConditionExpression: `${index}Pk = :pk AND ${index}Sk ${conditionOf(range)}`,
        ExpressionAttributeValues: {
          ':pk': pk,
          ...(range.after !== undefined && { ':after': range.after }),
          ...((range.after === undefined || range.before !== undefined) && { ':to': range.before ?? '~' }),
        },
        ScanIndexForward: range.newestFirst !== true,
        ...(range.limit !== undefined && { Limit: range.limit + 1 }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const row of result.Items ?? []) {
      const itemPk = String(row['pk']);
      if (itemPk.startsWith(prefix))
        found.push({ sort: String(row[`${index}Sk`]), id: itemPk.slice(prefix.length) });
    }
    start = range.limit !== undefined && found.length > range.limit ? undefined : result.LastEvaluatedKey;
  } while (start);
  return found;
}

function conditionOf({ after, before }: Range): string {
  if (after === undefined) return '< :to';
  return before === undefined ? '> :after' : 'BETWEEN :after AND :to';
}
