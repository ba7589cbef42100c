import { test } from 'vitest';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { dynamoPoints } from '../../functions/adapters/dynamodb/points.ts';
import { dynamoPointsMails } from '../../functions/adapters/dynamodb/points-mails.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';
import { holdTheWishToRandomOrder, storesInMemory } from '../support/unsubscribe-interleavings.ts';

// Thousands more with another seed each time are in tests/long.
test('once somebody was told that we write no more, no mail goes out that was not reserved before', async () => {
  await holdTheWishToRandomOrder(100, 20_261_127, () => Promise.resolve(storesInMemory()));
});

describeOnDynoxide('in the table', (freshTable) => {
  test('once somebody was told that we write no more, the table too lets no later mail go out', async () => {
    await holdTheWishToRandomOrder(5, 20_261_127, async () => {
      const table = await freshTable();
      return {
        campaigns: dynamoCampaigns(table),
        contacts: dynamoContacts(table),
        customers: dynamoCustomers(table),
        experiments: dynamoExperiments(table),
        pointsMails: dynamoPointsMails(table),
        points: dynamoPoints(table),
      };
    });
  });
});
