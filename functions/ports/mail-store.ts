/** Raw messages as they were received; they are kept whatever becomes of them. */
export interface MailStore {
  /** @throws when the message is not there; the event is then tried again. */
  raw(messageId: string): Promise<Uint8Array>;
}
