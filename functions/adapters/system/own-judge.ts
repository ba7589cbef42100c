import { triage } from '../../domain/triage/triage.ts';
import type { Judge } from '../../ports/judge.ts';

/** The judge that ships inside: rules, word lists and packs, with no call out. */
export const ownJudge: Judge = { judge: (input) => Promise.resolve(triage(input)) };
