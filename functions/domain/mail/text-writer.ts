interface TextWriter {
  /** Words of the running line; runs of blanks are one unless they are kept. */
  text(text: string): void;
  /** A blank between cells. */
  space(): void;
  /** What follows starts a line, with at least so many empty ones above it. */
  breakLine(empty: number): void;
  /** Ends the line, also an empty one. */
  lineEnd(): void;
  ownLine(line: string): void;
  /** Stands before the next words. */
  mark(mark: string): void;
  /** Lines inside are marked as quoted, once a level. */
  quote(levels: 1 | -1): void;
  keepBlanks(levels: 1 | -1): void;
  all(): string;
}

/** Lays text out in lines as a reader would see it. */
export function textWriter(): TextWriter {
  const lines: string[] = [];
  let line = '';
  let isBlankDue = false;
  let emptyDue = 0;
  let quoted = 0;
  let kept = 0;

  let quotedBefore = 0;

  const prefix = (levels: number) => (levels > 0 ? `${'>'.repeat(Math.min(levels, 20))} ` : '');
  const endLine = () => {
    lines.push(`${prefix(quoted)}${line}`.trimEnd());
    quotedBefore = quoted;
    line = '';
    isBlankDue = false;
  };
  const begin = () => {
    if (line !== '') return;
    if (lines.length === 0) emptyDue = 0;
    let empty = 0;
    while (empty < emptyDue && /^[> ]*$/.test(lines[lines.length - 1 - empty] ?? '-')) empty += 1;
    for (; empty < emptyDue; empty += 1) lines.push(prefix(Math.min(quoted, quotedBefore)).trimEnd());
    emptyDue = 0;
  };
  const put = (words: string) => {
    if (line === '') begin();
    line += isBlankDue && line !== '' ? ` ${words}` : words;
    isBlankDue = false;
  };

  const writer: TextWriter = {
    text: (text) => {
      if (kept > 0) {
        for (const [at, piece] of text.split('\n').entries()) {
          if (at > 0) endLine();
          if (piece !== '') put(piece);
        }
        return;
      }
      const words = text.replace(/[ \t\r\n\f\u200b]+/g, ' ');
      const bare = words.trim();
      // No-break spaces are written on purpose and trimmed with the rest of the line only.
      if (words.startsWith(' ')) isBlankDue = true;
      if (bare !== '') put(bare);
      else if (/\u00a0/.test(words) && line !== '') isBlankDue = true;
      if (words.endsWith(' ')) isBlankDue = true;
    },
    space: () => {
      isBlankDue = true;
    },
    breakLine: (empty) => {
      if (line !== '') endLine();
      isBlankDue = false;
      emptyDue = Math.max(emptyDue, empty);
    },
    lineEnd: () => {
      if (line === '') begin();
      endLine();
    },
    ownLine: (words) => {
      writer.breakLine(1);
      put(words);
      writer.breakLine(1);
    },
    mark: (mark) => {
      put(mark.trimEnd());
      isBlankDue = true;
    },
    quote: (levels) => {
      quoted = Math.max(0, quoted + levels);
    },
    keepBlanks: (levels) => {
      kept = Math.max(0, kept + levels);
    },
    all: () => {
      if (line !== '') endLine();
      return lines.join('\n').replaceAll('\u00a0', ' ').trim();
    },
  };
  return writer;
}
