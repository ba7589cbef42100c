import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';

/** One named collection of JSON documents that survives a restart; read in the order first written. */
export interface Shelf<T> {
  get(id: string): T | undefined;
  /** Durable against a killed process when it returns. */
  put(id: string, value: T): void;
  delete(id: string): void;
  all(): readonly T[];
}

/**
 * Everything the laptop cloud itself must remember, in one SQLite file. What is written after `close` is lost, as after
 * a kill: work that was under way is taken up from what was saved before.
 */
export interface Disk {
  /** @throws when a stored document does not fit `schema`: the folder belongs to another version (`--fresh`). */
  shelf<T>(name: string, schema: z.ZodType<T>): Shelf<T>;
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
      };
    },
    close() {
      open = false;
      database.close();
    },
  };
}
