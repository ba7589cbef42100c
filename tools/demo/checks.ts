/** What the demo has to have seen. It ends well only when every line was ticked. */
export interface Checks {
  see(what: string, seen: boolean, detail?: string): void;
  /** Prints the list. @returns whether everything was seen */
  report(): boolean;
}

export function newChecks(say: (line: string) => void): Checks {
  const lines: { readonly what: string; readonly seen: boolean; readonly detail: string }[] = [];
  return {
    see(what, seen, detail = '') {
      lines.push({ what, seen, detail });
      say(`  ${seen ? '✓' : '✗'} ${what}${detail === '' ? '' : ` — ${detail}`}`);
    },
    report() {
      const missed = lines.filter((line) => !line.seen);
      say('');
      say(`${lines.length - missed.length} of ${lines.length} seen`);
      for (const line of missed) say(`  missing: ${line.what} ${line.detail}`);
      return missed.length === 0;
    },
  };
}
