import * as z from 'zod';

const verdict = z.object({ status: z.string() }).default({ status: 'UNKNOWN' });

/** It becomes a key of the bucket and of the table. */
const messageIdSchema = z.string().regex(/^[A-Za-z0-9_.=+-]{1,200}$/);

const sesEventSchema = z.object({
  Records: z
    .array(
      z.object({
        ses: z.object({
          mail: z.object({ messageId: messageIdSchema, source: z.string().default('') }),
          receipt: z.object({
            recipients: z.array(z.string()).default([]),
            spamVerdict: verdict,
            virusVerdict: verdict,
            spfVerdict: verdict,
            dkimVerdict: verdict,
            dmarcVerdict: verdict,
          }),
        }),
      }),
    )
    .min(1),
});

/** A stored message to take in whose event was lost: what SES said of it is not known any more. */
const replaySchema = z.object({ replay: z.object({ messageId: messageIdSchema }) });

/** What the server said when nobody remembers what it said. */
const UNKNOWN_VERDICT = 'UNKNOWN';
const nothingKnown = {
  spam: UNKNOWN_VERDICT,
  virus: UNKNOWN_VERDICT,
  spf: UNKNOWN_VERDICT,
  dkim: UNKNOWN_VERDICT,
  dmarc: UNKNOWN_VERDICT,
};

/** The receipt event of SES, as far as we trust it: id, envelope and verdicts. Its headers are the sender's and not read. */
export function readSesEvent(event: unknown): readonly {
  readonly messageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly verdicts: {
    readonly spam: string;
    readonly virus: string;
    readonly spf: string;
    readonly dkim: string;
    readonly dmarc: string;
  };
}[] {
  const replay = replaySchema.safeParse(event);
  if (replay.success)
    return [{ messageId: replay.data.replay.messageId, sender: '', recipients: [], verdicts: nothingKnown }];
  return sesEventSchema.parse(event).Records.map(({ ses: { mail, receipt } }) => ({
    messageId: mail.messageId,
    sender: mail.source,
    recipients: receipt.recipients,
    verdicts: {
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
    },
  }));
}
