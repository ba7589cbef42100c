import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';

/** One named collection of JSON documents that survives a restart; read in the order first written. */
interface Shelf<T> {
  get(id: string): T | undefined;
  /** Durable against a killed process when it returns. */
  put(id: string, value: T): void;
  delete(id: string): void;
  all(): readonly T[];
  /** Ids that begin so, in the order first written. */
  ids(prefix: string): readonly string[];
  count(): number;
  /** Those written after the document `after`, or from the first on; oldest first. */
  page(limit: number, after?: string): readonly T[];
  /** Those written last, newest first. */
  latest(limit: number): readonly T[];
}

/**
 * Everything the laptop cloud itself must remember, in one SQLite file. What is written after `close` is lost, as after
 * a kill: work that was under way is taken up from what was saved before.
 */
export interface Disk {
  /** @throws when a stored document does not fit `schema`: the folder belongs to another version (`--fresh`). */
  shelf<T>(name: string, schema: z.ZodType<T>): Shelf<T>;
  /** Writes several documents in one step: all or none, and at the price of one. */
  together(work: () => void): void;
  close(): void;
}

/** @param file path of the SQLite file; its folder is made when missing */
export function openDisk(file: string): Disk {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  // Write-ahead with NORMAL survives a killed process; a power cut may cost the last moments of a laptop.
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table if not exists document (
      seq integer primary key, shelf text not null, id text not null, body text not null, unique (shelf, id)
    );
  `);
  const get = database.prepare('select body from document where shelf = ? and id = ?');
  const all = database.prepare('select body from document where shelf = ? order by seq');
  const put = database.prepare(
    'insert into document (shelf, id, body) values (?, ?, ?) on conflict (shelf, id) do update set body = excluded.body',
  );
  const remove = database.prepare('delete from document where shelf = ? and id = ?');
  const ids = database.prepare('select id from document where shelf = ? and id >= ? and id < ? order by seq');
  const count = database.prepare('select count(*) as sum from document where shelf = ?');
  const place = database.prepare('select seq from document where shelf = ? and id = ?');
  const page = database.prepare('select body from document where shelf = ? and seq > ? order by seq limit ?');
  const latest = database.prepare('select body from document where shelf = ? order by seq desc limit ?');

  let open = true;
  return {
    shelf<T>(name: string, schema: z.ZodType<T>): Shelf<T> {
      const read = (row: Record<string, unknown>): T => schema.parse(JSON.parse(String(row['body'])));
      return {
        get(id) {
          const row = get.get(name, id);
          return row === undefined ? undefined : read(row);
        },
        put(id, value) {
          if (open) put.run(name, id, JSON.stringify(value));
        },
        delete(id) {
          if (open) remove.run(name, id);
        },
        all: () => all.all(name).map(read),
        ids: (prefix) => ids.all(name, prefix, `${prefix}\uffff`).map((row) => String(row['id'])),
        count: () => Number(count.get(name)?.['sum'] ?? 0),
        page(limit, after) {
          const from = after === undefined ? 0 : Number(place.get(name, after)?.['seq'] ?? 0);
          return page.all(name, from, limit).map(read);
        },
        latest: (limit) => latest.all(name, limit).map(read),
      };
    },
    together(work) {
      if (!open) return;
      database.exec('begin');
      try {
        work();
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    close() {
      open = false;
      database.close();
    },
  };
}
