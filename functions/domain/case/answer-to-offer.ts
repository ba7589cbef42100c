import type { Case } from './case.ts';

/**
 * Begun by an answer to a campaign's offer, other than by ending the contract: somebody said yes or asked for a call, and
 * complained of nothing. No other case begins by a link.
 */
export const isAnswerToOffer = ({ channel, kind }: Pick<Case, 'channel' | 'kind'>): boolean =>
  channel === 'link' && kind === 'enquiry';
