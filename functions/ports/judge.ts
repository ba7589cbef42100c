import type { Judgement } from '../domain/triage/judgement.ts';
import type { TriageInput } from '../domain/triage/triage.ts';

/** Who says what a complaint is about. */
export interface Judge {
  /** Judges one text. Never fails because of the text: a judge that cannot tell says so by a low confidence. */
  judge(input: TriageInput): Promise<Judgement>;
}
