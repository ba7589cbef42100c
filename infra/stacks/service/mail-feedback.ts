import type { Construct } from 'constructs';
import { Env as HeedFeedbackEnv } from '../../../functions/handlers/heed-feedback/env.ts';
import { DeadLetters } from '../../constructs/dead-letters.ts';
import { MailFeedback } from '../../constructs/mail-feedback.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import type { Ground } from './ground.ts';

/** What becomes of mail that went out: it bounced, or was called spam. */
export function addMailFeedback(stack: Construct, ground: Ground): void {
  const lostFeedback = new DeadLetters(stack, 'LostFeedback', {
    of: 'feedback',
    impact: 'A bounce or complaint was not heeded: mail to that address goes on.',
  });

  const heedFeedback = new ServiceFunction(stack, 'HeedFeedback', {
    handler: 'heed-feedback',
    env: HeedFeedbackEnv,
    impactIfDown: 'Mail that bounced is not noticed: customers who cannot be reached wait for nothing.',
    failedEvents: lostFeedback,
  });
  ground.table.bind(heedFeedback, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayLink(heedFeedback);
  new MailFeedback(stack, 'Feedback', { mailer: ground.mailer, to: heedFeedback, deadLetters: lostFeedback });
}
