/**
 * Stands in for the HTTP client that nodemailer brings for attachments given by address. Ours have none and URL access
 * is disabled; importing `node:http` alone takes a function a tenth of a second of its start, for all that hangs on it.
 */
export default function noFetch(): never {
  throw new Error('nodemailer wanted to fetch something, which composing our mails never does');
}
