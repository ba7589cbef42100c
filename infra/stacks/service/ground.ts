import type { Construct } from 'constructs';
import type { CaseTable } from '../../constructs/case-table.ts';
import { DeadLetters } from '../../constructs/dead-letters.ts';
import { HttpApi } from '../../constructs/http-api.ts';
import { LinkSecret } from '../../constructs/link-secret.ts';
import { MailBucket } from '../../constructs/mail-bucket.ts';
import { Mailer } from '../../constructs/mailer.ts';
import { PseudonymSecret } from '../../constructs/pseudonym-secret.ts';
import type { ServiceFunction } from '../../constructs/service-function.ts';
import { StaffDirectory } from '../../constructs/staff-directory.ts';

/** What a function that writes to people reads from its environment. */
export type MailKey =
  'MAIL_FROM' | 'CONFIGURATION_SET' | 'LINK_SECRET_ID' | 'PSEUDONYM_SECRET_ID' | 'PUBLIC_URL';

/**
 * What the parts of the service stand on together. Its constructs are children of the stack itself, as those of the parts
 * are: a construct between would give what is there already another logical id, and CloudFormation would replace it.
 */
export class Ground {
  readonly table: CaseTable;
  readonly mailer: Mailer;
  readonly mailBucket: MailBucket;
  readonly api: HttpApi;
  readonly staff: StaffDirectory;
  /** Of everything that a schedule starts. */
  readonly missedStarts: DeadLetters;
  readonly pseudonyms: PseudonymSecret;
  readonly #links: LinkSecret;

  constructor(stack: Construct, table: CaseTable) {
    this.table = table;
    this.#links = new LinkSecret(stack, 'Links');
    this.pseudonyms = new PseudonymSecret(stack, 'Pseudonyms');
    this.mailer = new Mailer(stack, 'Mailer');
    this.mailBucket = new MailBucket(stack, 'Mail');
    this.api = new HttpApi(stack, 'Front');
    this.staff = new StaffDirectory(stack, 'Staff');
    this.missedStarts = new DeadLetters(stack, 'MissedStarts', {
      of: 'schedule',
      impact: 'A scheduled run did not happen or failed: due work waits for the next one.',
    });
  }

  /** Everything a function needs to write to people. */
  mayMail(fn: ServiceFunction<MailKey>): void {
    this.mailer.bind(fn);
    this.mayLink(fn);
  }

  /** Everything a function needs to read and write signed links. */
  mayLink(fn: ServiceFunction<'LINK_SECRET_ID' | 'PSEUDONYM_SECRET_ID' | 'PUBLIC_URL'>): void {
    this.#links.bind(fn);
    this.pseudonyms.bind(fn);
    this.api.bind(fn);
  }
}
