/** Why the mail service takes nothing at this moment. */
export type PostponedWhy =
  /** Too fast: it goes on after seconds. */
  | 'throttled'
  /** The account's mails of the day are used up. */
  | 'quota'
  /** AWS or somebody of ours paused sending. */
  | 'paused'
  /** Not answered, or answered that it failed; or our own set-up is refused. */
  | 'outage';

/** A mail that is not sent now and can be later. Its reservation stays, and the sweeper sends it. */
export class MailPostponed extends Error {
  /** Matched by `Retry` in the workflows (`workflows/contracts.ts`, taskErrors). */
  override readonly name = 'Case.Unavailable';
  readonly why: PostponedWhy;
  /** False when the service said no; true when no answer came, so that the mail may have gone out. */
  readonly mayBeSent: boolean;
  constructor(
    why: PostponedWhy,
    { mayBeSent = false, cause }: { mayBeSent?: boolean; cause?: unknown } = {},
  ) {
    super(`mail is postponed: ${why}`, { cause });
    this.why = why;
    this.mayBeSent = mayBeSent;
  }
}
