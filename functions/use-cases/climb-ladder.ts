import { theSystem, tierOf, type Case, type PersonTurn } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import { addBusinessDays } from '../domain/clock/calendar.ts';
import { acknowledgeDueAt } from '../domain/clock/own-clocks.ts';
import { DUTY_LEVEL, nextRung } from '../domain/escalation/ladder.ts';
import type { Instant } from '../domain/instant.ts';
import {
  settled,
  staffing,
  stepFor,
  turnOf,
  type EscalationDeps,
  type EscalationStep,
} from './assign-owner.ts';
import { after, openFile, reserveMail } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { leftByAnswers, deliverReserved, ofPurpose } from './case-work.ts';

/**
 * Looks at an escalated case after a wait. In time: says what to wait for next. Late: tells the next rung, and sets
 * when to look again; the last rung is the duty mailbox, and it is told again and again.
 */
export async function climbLadder(
  deps: EscalationDeps,
  caseId: string,
  round: number,
): Promise<EscalationStep> {
  let file = await openFile(deps, caseId);
  const turn = turnOf(file.case, round);
  if (!turn) {
    await deliverReserved(deps, file, notices);
    return settled(caseId, round);
  }
  const at = deps.clock.now();
  if (turn.nextLookAt <= at) {
    const rung = nextRung(turn.level, turn.owner, staffing(deps.firm));
    const next = lookAgainAt(deps, file.case, rung.level, at);
    const to = rung.to === 'user' ? rung.user.address : rung.address;
    const change = changeCase(
      file.case,
      { at, by: theSystem },
      [
        {
          happening: {
            type: 'LadderClimbed',
            level: rung.level,
            to: rung.to === 'user' ? rung.user.id : 'duty',
            missed: missed(turn),
            next,
          },
          // The promise is broken once, however many are told of it.
          ...(turn.level === 0 && { dispatch: 'enrol' as const }),
        },
      ],
      // The fact's number keeps the mails of one rung apart when the last rung is told again.
      {
        mails: [
          reserveMail(
            file.case,
            rung.to === 'user' ? 'lead-notice' : 'duty-notice',
            to,
            at,
            file.case.factCount + 1,
          ),
        ],
      },
    );
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(deps, file, notices);
  return stepFor(file.case, round, deps.clock.now());
}

const notices = ofPurpose('lead-notice', 'duty-notice', ...leftByAnswers);

const missed = (turn: PersonTurn): 'acknowledgement' | 'resolution' =>
  turn.acknowledgedAt === undefined ? 'acknowledgement' : 'resolution';

/** The last rung has nobody above it: it is told again every business day until somebody acts. */
function lookAgainAt(deps: EscalationDeps, record: Case, level: number, at: Instant): Instant {
  const { calendar } = deps.firm;
  if (level >= DUTY_LEVEL) return addBusinessDays(calendar, at, 1);
  return acknowledgeDueAt(calendar, at, {
    tier: tierOf(record),
    severity: record.triaged?.severity ?? 1,
  });
}
