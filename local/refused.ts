/** The laptop cloud cannot start as asked; the message is one line that says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
