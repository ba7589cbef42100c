import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { ledgerRowSchema } from '../../domain/case/ledger.ts';
import type { IntakeLookUp, Ledger } from '../../ports/cases.ts';
import { putLedger, putLink } from './case-writes.ts';
import { keys } from './keys.ts';
import { transact, type Row, type Table } from './table.ts';

/** The intake ledger in the one table. */
export function dynamoLedger(table: Table): Ledger & IntakeLookUp {
  return {
    async enter(row) {
      const { id: ledgerId, at, outcome, caseId } = row;
      const links =
        outcome === 'duplicate' && caseId !== undefined
          ? putLink(table, caseId, { kind: 'duplicate', ledgerId, at })
          : [];
      const result = await transact(table, [putLedger(table, row), ...links]);
      return result.kind === 'done' ? row : ledgerRowSchema.parse(result.found);
    },

    async read(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.ledger(id) }, ConsistentRead: true }),
      );
      return Item && ledgerRowSchema.parse(Item);
    },

    async decide(row, version) {
      const result = await transact(table, [putLedger(table, row, version)]);
      return result.kind === 'done' ? 'saved' : 'stale';
    },

    async lookUp(ledgerId, threads) {
      const ledgerKey = keys.ledger(ledgerId).pk;
      const threadOf = new Map(threads.map((digest) => [keys.thread(digest).pk, digest]));
      const rows = await readAll(table, [keys.ledger(ledgerId), ...threads.map(keys.thread)]);
      const found = rows.find(({ pk }) => pk === ledgerKey);
      return {
        row: found && ledgerRowSchema.parse(found),
        caseOf: new Map(
          rows.flatMap(({ pk, caseId }): [string, string][] => {
            const digest = threadOf.get(String(pk));
            return digest !== undefined && typeof caseId === 'string' ? [[digest, caseId]] : [];
          }),
        ),
      };
    },
  };
}

/** One request as a rule; what a throttled store left out is asked for again. */
async function readAll(
  table: Table,
  wanted: readonly { readonly pk: string; readonly sk: string }[],
): Promise<Row[]> {
  const rows: Row[] = [];
  let left: Row[] = wanted.map((key) => ({ ...key }));
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } } }),
    );
    rows.push(...(Responses?.[table.name] ?? []));
    left = UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return rows;
}
