/**
 * Stands in for the table of 1,900 file types in nodemailer, which is asked only for attachments that name no type
 * of their own; our mails have no attachments. Both answers are what the table says of a type it does not know.
 */
export const detectMimeType = (): string => 'application/octet-stream';

export const detectExtension = (): string => 'bin';
