import * as z from 'zod';

const verdict = z.object({ status: z.string() }).default({ status: 'UNKNOWN' });

const sesEventSchema = z.object({
  Records: z
    .array(
      z.object({
        ses: z.object({
          mail: z.object({ messageId: z.string().regex(/^[A-Za-z0-9_.=+-]{1,200}$/) }),
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

/** The receipt event of SES, as far as we trust it: id, envelope and verdicts. Its headers are the sender's and not read. */
export function readSesEvent(event: unknown): readonly {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly verdicts: {
    readonly spam: string;
    readonly virus: string;
    readonly spf: string;
    readonly dkim: string;
    readonly dmarc: string;
  };
}[] {
  return sesEventSchema.parse(event).Records.map(({ ses: { mail, receipt } }) => ({
    messageId: mail.messageId,
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
