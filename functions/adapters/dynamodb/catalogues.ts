import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { editionSchema, type Edition } from '../../domain/offer/edition.ts';
import type { Catalogues } from '../../ports/catalogues.ts';
import { keys } from './keys.ts';
import { getRow } from './reads.ts';
import { mustBeNew, put, transact, type Table } from './table.ts';

export const editionHeadSchema = z.object({ edition: z.int().positive() });

/** Editions shown in the history. */
const HISTORY_LENGTH = 100;

/**
 * Editions in the one table: a small row says which is in force, and each edition is a row that never changes, so a
 * warm function may keep what it has read for ever.
 * @param shipped edition 0
 */
export function dynamoCatalogues(table: Table, shipped: Edition): Catalogues {
  const kept = new Map<number, Edition>([[shipped.edition, shipped]]);

  async function edition(number: number): Promise<Edition | undefined> {
    const known = kept.get(number);
    if (known) return known;
    const row = await getRow(table, keys.edition(number));
    if (!row) return undefined;
    const read = editionSchema.parse(row);
    kept.set(number, read);
    return read;
  }

  return {
    edition,

    async current() {
      const row = await getRow(table, keys.editionInForce());
      const number = row ? editionHeadSchema.parse(row).edition : shipped.edition;
      const found = await edition(number);
      if (!found) throw new Error(`edition ${number} of the catalogue is in force and not in the store`);
      return found;
    },

    async apply(next) {
      const { edition: number } = next;
      const result = await transact(table, [
        put(
          table,
          keys.editionInForce(),
          { edition: number },
          number === 1 ? mustBeNew : { expression: 'edition = :before', values: { ':before': number - 1 } },
        ),
        put(table, keys.edition(number), next, mustBeNew),
      ]);
      return result.kind === 'done' ? 'applied' : 'stale';
    },

    async history() {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :edition)',
          ExpressionAttributeValues: { ':pk': keys.edition(0).pk, ':edition': 'EDITION#' },
          ProjectionExpression: 'edition, appliedAt, appliedBy',
          ScanIndexForward: false,
          Limit: HISTORY_LENGTH,
        }),
      );
      return (Items ?? []).map((item) =>
        editionSchema.pick({ edition: true, appliedAt: true, appliedBy: true }).parse(item),
      );
    },
  };
}
