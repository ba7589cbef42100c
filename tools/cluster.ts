import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findGroups, LEAST_STABLE } from '../functions/domain/cluster/find-groups.ts';
import { placing } from '../functions/domain/cluster/points.ts';
import { whyUseless } from '../functions/domain/table/useful.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { readColumns } from './table/read-columns.ts';
import { UnusableTable } from './unusable-table.ts';

const usage = `Finds groups of customers who are alike, and a segment rule for each.

  npm run -s cluster -- --data FILE.csv [--k N] [--seed N] [--drop A,B] --out SEGMENTS.json

  --k N       number of groups, 2 to 20; chosen by stability when left out
  --drop A,B  columns that are not used

Writes {"k","stability","groups":[{"id","name","rows","share","rule","precision","recall"}]}; the rules are those of
campaigns. Columns of the customer record keep their names, others are asked as attributes. Prints one line per group.
Stability is the agreement of groups found in separate thirds of the rows, 1 the same, 0 as chance would have it.`;

const options = {
  data: { type: 'string' },
  k: { type: 'string' },
  seed: { type: 'string', default: '1' },
  drop: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Who somebody is says nothing about what they are like. */
const IDENTITY = ['id', 'customerId', 'name', 'email', 'phone'];
const FEWEST_ROWS = 30;
const MOST_GROUPS = 20;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const k = values.k === undefined ? undefined : Number(values.k);
  for (const name of ['data', 'out'] as const)
    if (values[name] === undefined) throw new WrongUsage(`--${name} is missing`);
  if (values.data === undefined || values.out === undefined) return 2;
  if (k !== undefined && !(Number.isInteger(k) && k >= 2 && k <= MOST_GROUPS))
    throw new WrongUsage(`--k takes a whole number from 2 to ${MOST_GROUPS}, not "${values.k ?? ''}"`);
  if (!/^\d{1,9}$/.test(values.seed))
    throw new WrongUsage(`--seed takes a whole number, not "${values.seed}"`);
  const drop = values.drop === undefined ? [] : values.drop.split(',').map((name) => name.trim());
  const table = await readColumns(values.data, { drop, note: (text) => console.error(text) });
  const useful = table.columns.filter((column) => {
    const why = IDENTITY.includes(column.name) ? 'says who, not what like' : whyUseless(column);
    if (why !== undefined) console.error(`${column.name} ${why}: left out`);
    return why === undefined;
  });
  for (const column of useful.filter((one) => !placing(useful).includes(one)))
    console.error(`${column.name} has too many different values to group by: left out`);
  if (placing(useful).length === 0) throw new UnusableTable('no column is left to group by');
  if (table.rows < FEWEST_ROWS)
    throw new UnusableTable(`${table.rows} rows are too few to find groups in; ${FEWEST_ROWS} is the least`);
  const found = findGroups(useful, table.rows, { k, seed: Number(values.seed) });
  if (found.stability < LEAST_STABLE)
    console.error(
      `other rows would give other groups (stability ${found.stability.toFixed(2)}): take them as a way to cut, not as something found`,
    );
  writeFileSync(values.out, `${JSON.stringify(found, null, 1)}\n`);
  console.log(JSON.stringify({ k: found.k, stability: found.stability, tried: found.tried }));
  for (const { rule: _, ...group } of found.groups) console.log(JSON.stringify(group));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
