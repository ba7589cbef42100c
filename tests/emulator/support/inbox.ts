import * as z from 'zod';

const Inbox = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({ To: z.array(z.string()), Subject: z.string(), BodyText: z.string().nullish() }).loose(),
    ),
  ),
});

interface Mail {
  readonly subject: string;
  readonly text: string;
}

/**
 * Mails to an address, oldest first, where the emulator shows what its SES was given (ministack does);
 * undefined where it does not.
 */
export async function mailsTo(address: string): Promise<readonly Mail[] | undefined> {
  const answer = await fetch(`${process.env['AWS_ENDPOINT_URL'] ?? ''}/_ministack/ses/messages`);
  if (!answer.ok) return undefined;
  const inbox = Inbox.safeParse(await answer.json());
  if (!inbox.success) return undefined;
  return Object.values(inbox.data.messages)
    .flat()
    .filter(({ To }) => To.some((to) => to.includes(address)))
    .map(({ Subject, BodyText }) => ({ subject: Subject, text: BodyText ?? '' }));
}
