import { noOffer } from '../offer/decision.ts';
import type { LoggedChoice } from './logged-choice.ts';

/** A way to choose: the chance of each option of a choice, in their order, summing to 1. */
export interface Policy {
  readonly name: string;
  readonly chances: (choice: LoggedChoice) => readonly number[];
}

const sure = (choice: LoggedChoice, action: string | undefined): number[] =>
  choice.options.map((option) => (option.action === (action ?? noOffer) ? 1 : 0));

const offersOf = (choice: LoggedChoice) => choice.options.filter(({ action }) => action !== noOffer);

/** The policy that wrote the log, without the holdout: offers with the chances they had. */
export const asLogged: Policy = {
  name: 'the current policy',
  chances: (choice) => {
    const all = offersOf(choice).reduce((sum, { logged }) => sum + logged, 0);
    return choice.options.map(({ action, logged }) => (action === noOffer ? 0 : logged / all));
  },
};

/** Offers nothing to anybody: what every other policy has to beat. */
export const noOffers: Policy = { name: 'no offers', chances: (choice) => sure(choice, noOffer) };

/** Offers the cheapest that is eligible, whoever it is. */
export const alwaysCheapest: Policy = {
  name: 'always the cheapest',
  chances: (choice) =>
    sure(
      choice,
      [...offersOf(choice)].sort((a, b) => a.cost - b.cost || (a.action < b.action ? -1 : 1))[0]?.action,
    ),
};

/** The offer with the highest expected value to the riskiest share of customers, nothing to the others. */
export function highestRiskFirst(log: readonly LoggedChoice[], share: number): Policy {
  const risks = log.map(({ risk }) => risk).sort((a, b) => b - a);
  const least = risks[Math.max(0, Math.ceil(share * risks.length) - 1)] ?? 0;
  return {
    name: 'highest risk first',
    chances: (choice) =>
      sure(
        choice,
        choice.risk < least
          ? noOffer
          : [...offersOf(choice)].sort((a, b) => b.expected - a.expected)[0]?.action,
      ),
  };
}
