import { dayIn, momentOn } from '../contact/quiet-hours.ts';
import { daysAfter, type Instant } from '../instant.ts';
import type { CampaignDefinition } from './definition.ts';
import { nextFestivalDay } from './festivals.ts';

/** Whether customers enter it again and again by themselves. */
export const comesBack = ({ trigger }: Pick<CampaignDefinition, 'trigger'>): boolean =>
  trigger.when !== 'asked';

/** Whether customers enter one by one, by what happens to them, and nobody looks for them. */
export const waitsForFacts = ({ trigger }: Pick<CampaignDefinition, 'trigger'>): boolean =>
  trigger.when === 'happens';

/**
 * When everybody is looked at next after a moment; undefined where a person says when, or where the
 * table of festivals ends.
 */
export function nextPassAfter(
  { trigger }: Pick<CampaignDefinition, 'trigger'>,
  after: Instant,
  timeZone: string,
): Instant | undefined {
  switch (trigger.when) {
    case 'asked':
    case 'happens':
      return undefined;
    case 'crosses':
    case 'daily': {
      const today = dayIn(after, timeZone);
      const moment = momentOn(today, trigger.at, timeZone);
      return moment > after ? moment : momentOn(daysAfter(today, 1), trigger.at, timeZone);
    }
    case 'festival': {
      let day = nextFestivalDay(trigger.festival, dayIn(after, timeZone));
      while (day !== undefined) {
        const moment = momentOn(daysAfter(day, -trigger.daysBefore), trigger.at, timeZone);
        if (moment > after) return moment;
        day = nextFestivalDay(trigger.festival, daysAfter(day, 1));
      }
      return undefined;
    }
  }
}
