import { Duration } from 'aws-cdk-lib';

/**
 * Who is killed between the mail service's answer and our record of it sends that mail again (docs/adr/009). No API waits
 * for a step of a case, so it gets the time that a slow start and a slow mail service take.
 */
export const untilTheMailIsOut = Duration.minutes(2);
