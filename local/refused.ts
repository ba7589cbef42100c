/** The laptop cloud cannot start as asked; the message is one line that says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Says of a port that somebody else has it, and by which flag another is chosen; anything else is thrown on. */
export const portTaken =
  (flag: string, port: number) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Refused(`Port ${port} is in use: stop what uses it, or choose another with ${flag}.`);
    }
    throw error;
  };
