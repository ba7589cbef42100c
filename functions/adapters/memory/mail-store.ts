/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { MailStore } from '../../ports/mail-store.ts';

/** Raw messages for tests; `put` is what the receiving server does. */
export function memoryMailStore(): MailStore & { put(messageId: string, raw: string | Uint8Array): void } {
  const messages = new Map<string, Uint8Array>();
  return {
    put: (messageId, raw) =>
      void messages.set(messageId, typeof raw === 'string' ? new TextEncoder().encode(raw) : raw),
    async raw(messageId) {
      const message = messages.get(messageId);
      if (!message) throw new Error(`no message ${messageId} was stored`);
      return message;
    },
  };
}
