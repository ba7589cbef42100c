import * as z from 'zod/mini';

const OfferStatus = z.enum(['open', 'accepted', 'declined', 'call-me', 'cancel-contract', 'expired']);
type OfferStatus = z.infer<typeof OfferStatus>;

/** What a customer may answer; the words of the API. */
export type OfferAnswer = 'accept' | 'decline' | 'call-me' | 'cancel-contract';

/** What `GET /api/offers/{token}` shows. */
export const OfferView = z.object({
  /** Null for the offer of a campaign, until an answer opens a case. */
  caseNumber: z.nullable(z.string()),
  locale: z.string(),
  timeZone: z.string(),
  status: OfferStatus,
  offer: z.nullable(
    z.object({
      id: z.string(),
      title: z.string(),
      whatYouGet: z.string(),
      cost: z.string(),
      conditions: z.array(z.string()),
      validUntil: z.string(),
      why: z.string(),
      howChosen: z.string(),
    }),
  ),
  voucherCode: z.optional(z.nullable(z.string())),
  remedy: z.nullable(z.object({ text: z.string() })),
  answeredAt: z.optional(z.nullable(z.string())),
});
export type OfferView = z.infer<typeof OfferView>;

/** What `POST /api/offers/{token}` answers when it decided. */
export const Decided = z.object({ status: OfferStatus });

/** How the page stands after an answer: decided, or an answer that came after the offer had ended. */
export type Standing = OfferStatus | 'late';

/** The recorded answer a 409 names, or undefined when it names none we know. */
export const recordedStatus = (recorded: string | undefined): OfferStatus | undefined => {
  const read = OfferStatus.safeParse(recorded);
  return read.success ? read.data : answered[recorded ?? ''];
};

const answered: Readonly<Record<string, OfferStatus>> = { accept: 'accepted', decline: 'declined' };
