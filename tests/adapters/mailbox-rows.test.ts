import { expect, test } from 'vitest';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoMailboxes } from '../../functions/adapters/dynamodb/mailboxes.ts';
import { getRow } from '../../functions/adapters/dynamodb/reads.ts';
import { monday } from '../support/case-builders.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const ann = 'ann@example.org';

describeOnDynoxide('the row of an address', (freshTable) => {
  test('is kept for as long as mail is stopped, also when a mail that was under way comes back after the stop', async () => {
    const table = await freshTable();
    const mailboxes = dynamoMailboxes(table);
    await mailboxes.note({ id: 'r1', address: ann, what: 'undelivered', at: monday });
    await mailboxes.note({ id: 'r2', address: ann, what: 'bounced', at: monday });

    expect(await mailboxes.note({ id: 'r3', address: ann, what: 'undelivered', at: monday })).toBe('stopped');

    expect(await getRow(table, keys.mailbox(ann))).toMatchObject({ stopped: { why: 'bounced' } });
    expect(await getRow(table, keys.mailbox(ann))).not.toHaveProperty('ttl');
  });
});
