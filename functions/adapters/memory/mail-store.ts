/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Instant } from '../../domain/instant.ts';
import type { MailStore } from '../../ports/mail-store.ts';
import type { StoredMail, StoredMails } from '../../ports/reconciliation.ts';

const PAGE = 1000;

/** Raw messages for tests; `put` is what the receiving server does. */
export function memoryMailStore(
  now: () => Instant,
  page = PAGE,
): MailStore & StoredMails & { put(messageId: string, raw: string | Uint8Array): void } {
  const messages = new Map<string, StoredMail & { readonly raw: Uint8Array }>();
  return {
    put(messageId, given) {
      const raw = typeof given === 'string' ? new TextEncoder().encode(given) : given;
      messages.set(messageId, { messageId, storedAt: now(), bytes: raw.length, raw });
    },
    async raw(messageId) {
      const message = messages.get(messageId);
      if (!message) throw new Error(`no message ${messageId} was stored`);
      return message.raw;
    },
    async after(last) {
      return [...messages.values()]
        .map(({ messageId, storedAt, bytes }) => ({ messageId, storedAt, bytes }))
        .filter(({ messageId }) => last === undefined || messageId > last)
        .sort((a, b) => (a.messageId < b.messageId ? -1 : 1))
        .slice(0, page);
    },
    has: async (messageId) => messages.has(messageId),
  };
}
