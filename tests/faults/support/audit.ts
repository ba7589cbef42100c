import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import { budgetSchema } from '../../../functions/adapters/dynamodb/budget-row.ts';
import { dynamoOffers } from '../../../functions/adapters/dynamodb/offers.ts';
import { dynamoCases } from '../../../functions/adapters/dynamodb/cases.ts';
import type { Offer } from '../../../functions/domain/offer/offer.ts';
import { names } from './journeys.ts';
import type { Customer, FaultCloud } from './fault-cloud.ts';

/** All that there is of one complaint, read past the product. */
export interface Findings {
  readonly cases: number;
  readonly status: string;
  /** How often each kind of fact is there. */
  readonly facts: Readonly<Record<string, number>>;
  readonly offers: readonly Offer[];
  /** Each mail that was to be sent, by purpose, and how often it was. */
  readonly mails: Readonly<Record<string, { readonly status: string; readonly delivered: number }>>;
  /** Different offer links in what was delivered. */
  readonly offerLinks: number;
  readonly executions: number;
  readonly deadLetters: number;
  /** What the customer said, and how often the ledger has it. */
  readonly messages: number;
  readonly ledgerRows: number;
}

export async function audit(
  { cloud, table }: FaultCloud,
  { email }: Customer,
  caseId: string,
): Promise<Findings> {
  const rows = async (pk: string): Promise<Record<string, unknown>[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    return Items;
  };
  const contacts = await rows(keys.contactCase(email, '', '').pk);
  const file = await dynamoCases(table, () => cloud.now()).file(caseId);
  if (!file) throw new Error(`${caseId} is lost`);
  const delivered = cloud.mailbox.mails().filter(({ headers }) => names(headers, caseId));
  const said = file.messages.filter(({ from }) => from === 'customer');
  const facts: Record<string, number> = {};
  for (const { happened } of file.facts) facts[happened.type] = (facts[happened.type] ?? 0) + 1;
  const made = file.facts.flatMap(({ happened }) =>
    happened.type === 'OfferMade' ? [happened.offerId] : [],
  );
  const offers = await Promise.all(made.map((offerId) => dynamoOffers(table).byId(offerId)));
  const links = delivered.flatMap(({ text }) => /\/offer\/#(\S+)/.exec(text)?.[1] ?? []);
  return {
    cases: contacts.filter(({ sk }) => String(sk).startsWith('CASE#')).length,
    status: file.case.status,
    facts,
    offers: offers.flatMap((offer) => (offer ? [offer] : [])),
    mails: Object.fromEntries(
      file.mails.map(({ purpose, number, status }) => [
        number === 1 ? purpose : `${purpose} ${number}`,
        {
          status,
          delivered: delivered.filter(({ headers }) =>
            (headers['references'] ?? '').endsWith(`<${caseId}.${purpose}.${number}@amends.localhost>`),
          ).length,
        },
      ]),
    ),
    offerLinks: new Set(links).size,
    executions: cloud.executions().filter(({ name }) => name.startsWith(`${caseId}-`)).length,
    deadLetters: cloud.state().deadLetters.length,
    messages: said.length,
    ledgerRows: (
      await Promise.all(said.map(({ ledgerId }) => rows(keys.ledger(ledgerId ?? caseId).pk)))
    ).flat().length,
  };
}

/** What the offers of all months have promised and cost so far, in minor units. */
export async function budgetNow({ table }: FaultCloud): Promise<{ committed: number; spent: number }> {
  const rows = await Promise.all(
    months.map((period) =>
      table.client.send(new GetCommand({ TableName: table.name, Key: { ...keys.budget(period) } })),
    ),
  );
  const budgets = rows.flatMap(({ Item }) => (Item ? [budgetSchema.parse(Item)] : []));
  return {
    committed: budgets.reduce((sum, { committed }) => sum + committed, 0),
    spent: budgets.reduce((sum, { spent }) => sum + spent, 0),
  };
}

/** Suites move the clock by days, from one November to the next at most. */
const months = Array.from({ length: 13 }, (_, n) =>
  new Date(Date.UTC(2026, 10 + n)).toISOString().slice(0, 7),
);
