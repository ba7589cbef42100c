import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays } from '../domain/instant.ts';
import { CAMPAIGN_CATEGORY } from '../domain/offer/eligibility.ts';
import type { StaffMember } from '../domain/settings.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Digests } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';
import { sendCampaignMail, type CampaignMail, type CampaignMailDeps } from './mail-campaign.ts';

export interface TestSendDeps extends CampaignMailDeps {
  readonly digests: Pick<Digests, 'seal'>;
  readonly catalogues: Pick<Catalogues, 'current'>;
}

/**
 * Sends each mail of a campaign, each variant in both languages, to the person who asks. It is marked as a test, counts
 * for nobody, and its unsubscribe link is that of the person's own address. A question has no answer link in it; an offer
 * is shown as the catalogue has it, with a link that opens nothing.
 * @returns how many mails went out
 */
export async function testSend(
  deps: TestSendDeps,
  campaignId: string,
  definition: CampaignDefinition,
  to: StaffMember,
): Promise<number> {
  const contactId = await contactIdOf(deps.digests, to.address);
  let sent = 0;
  for (const step of definition.steps) {
    const versions =
      step.do === 'mail'
        ? step.variants.map(({ texts }) => texts)
        : step.do === 'ask' || step.do === 'offer'
          ? [step.texts]
          : [];
    const offer = step.do === 'offer' ? await sampleOf(deps, step) : undefined;
    for (const texts of versions) {
      for (const locale of ['en', 'zh-Hans'] as const) {
        const answer = await sendCampaignMail(deps, {
          campaignId,
          step: step.id,
          texts,
          customer: asCustomer(to, locale),
          contactId,
          offer,
          mark: `[${locale === 'en' ? 'Test' : '测试'}] `,
        });
        if (answer.kind === 'sent') sent += 1;
      }
    }
  }
  return sent;
}

/** The first offer that the step may make, at its fixed cost where it has one. */
async function sampleOf(
  { catalogues, clock, firm }: Pick<TestSendDeps, 'catalogues' | 'clock' | 'firm'>,
  { offers }: CampaignStep & { readonly do: 'offer' },
): Promise<CampaignMail['offer']> {
  const { offers: catalogue } = await catalogues.current();
  const offer = offers
    ? catalogue.find(({ id }) => id === offers[0])
    : catalogue.find(({ eligibility }) => eligibility.categories.includes(CAMPAIGN_CATEGORY));
  return (
    offer && {
      catalogueId: offer.id,
      texts: offer.texts,
      cost: offer.cost.rule === 'fixed' ? offer.cost.amount : 0,
      validUntil: plusDays(clock.now(), offer.validForDays),
      url: `${firm.publicUrl}/offer/`,
    }
  );
}

const asCustomer = ({ id, name, address }: StaffMember, locale: string): Customer => ({
  id: `cus_test-${id}`,
  version: 0,
  customerNumber: id,
  name,
  emails: [address],
  locale,
  marketingConsent: true,
  attributes: {},
  value: 0,
  tier: 'standard',
  source: 'test',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
