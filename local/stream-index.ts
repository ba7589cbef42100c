import { DatabaseSync } from 'node:sqlite';

/**
 * Gives dynoxide the index its streams lack. At every write it looks for the highest sequence number of the table's
 * stream (`MAX(CAST(sequence_number AS INTEGER)) … WHERE table_name = ?`), and 1.2.1 reads all records of 24 hours for
 * it: 500 rows took 0.2 s in an empty stream and 8 s behind 15,000 records, 0.2 s with the index. Does nothing when the
 * engine keeps its streams otherwise.
 * @param file the engine's database, while the engine runs
 */
export function indexStream(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    const columns = database.prepare("SELECT name FROM pragma_table_info('_stream_records')").all();
    const names = columns.map((column) => column['name']);
    if (!names.includes('sequence_number') || !names.includes('table_name')) return;
    database.exec(`
      CREATE INDEX IF NOT EXISTS amends_stream_end ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS amends_stream_place ON _stream_records (table_name, shard_id, sequence_number);
    `);
  } finally {
    database.close();
  }
}
