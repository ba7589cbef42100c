/** The Message-ID that a recipient sees of a mail that SES sent under this id, with angle brackets. */
export const sesMessageId = (id: string, region: string): string =>
  // An emulator may give the whole id, where SES gives what stands before the @.
  id.includes('@')
    ? `<${id}>`
    : `<${id}@${region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`}>`;
