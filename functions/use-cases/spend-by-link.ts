import type { Posting } from '../domain/points/points.ts';
import type { PointsMail } from '../domain/points/points-mail.ts';
import { sendStatement, type SendStatementDeps } from './send-statement.ts';
import { takeReward, type RewardAnswer, type TakeRewardDeps } from './take-reward.ts';

export interface SpendByLinkDeps extends SendStatementDeps, TakeRewardDeps {
  readonly firm: SendStatementDeps['firm'] & TakeRewardDeps['firm'];
  /** Told why the mail about it did not go out; what was spent and what it brought is on the page. */
  readonly leftOut: (error: unknown) => void;
}

/**
 * Spends the points of whoever has the link on a reward. What a customer takes from one look at their account they take
 * once, however often they click. A mail to the address in the firm's books says so, with the code, so that whoever was
 * passed the link does not spend unnoticed; but who unsubscribed gets no mail, and sees it on the page alone.
 * @param seen the account as the customer saw it
 */
export async function spendByLink(
  deps: SpendByLinkDeps,
  { customerKey }: Pick<PointsMail, 'customerKey'>,
  { reward, seen }: { readonly reward: string; readonly seen: number },
): Promise<{ readonly answer: RewardAnswer; readonly told: boolean }> {
  // No key of the team looks like this, so neither can stand in the other's way.
  const key = `reward:${reward}@${seen}`;
  const answer = await takeReward(deps, { customerKey, rewardId: reward, key });
  // Again for what was taken before: a crash may have come between it and its mail, which goes out once all the same.
  const isTheirs = answer.kind === 'taken' || answer.kind === 'known';
  return { answer, told: isTheirs && (await tell(deps, answer.posting)) };
}

async function tell(deps: SpendByLinkDeps, spent: Posting): Promise<boolean> {
  const { customerKey: customerId, key } = spent;
  try {
    return (await sendStatement(deps, { customerId, key, spent })).kind === 'sent';
  } catch (error) {
    deps.leftOut(error);
    return false;
  }
}
