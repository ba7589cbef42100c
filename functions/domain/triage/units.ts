import { chineseCharacter } from './chinese-script.ts';

/** How strongly a unit is cut off from the one before it. */
const CLAUSE = 1;
const SENTENCE = 2;

/** What is kept of a unit beside its word, side by side: where it stands, its sentence, and its cut and quotation. */
const COLUMNS = 4;
const START = 0;
const END = 1;
const SENTENCE_NUMBER = 2;
const STANDING = 3;
const CUT = 3;
const QUOTED = 4;

/**
 * A text as triage reads it: English words and single Chinese characters (in simplified form) in one row, so that
 * one lexicon reads both languages and texts that mix them.
 */
export class Units {
  /** The normalised text that `start` and `end` point into. */
  readonly text: string;
  readonly words: readonly string[];
  /** Numbers of the sentences that end with a question mark. */
  readonly questions: ReadonlySet<number>;
  readonly #marks: Int32Array;

  constructor(text: string, words: readonly string[], questions: ReadonlySet<number>, marks: Int32Array) {
    this.text = text;
    this.words = words;
    this.questions = questions;
    this.#marks = marks;
  }

  start(at: number): number {
    return this.#marks[at * COLUMNS + START] ?? this.text.length;
  }

  end(at: number): number {
    return this.#marks[at * COLUMNS + END] ?? this.text.length;
  }

  /** 0, `CLAUSE` or `SENTENCE`: the cut before a unit. */
  cut(at: number): number {
    return (this.#marks[at * COLUMNS + STANDING] ?? 0) & CUT;
  }

  /** Whether a unit stands inside quotation marks. */
  quoted(at: number): boolean {
    return ((this.#marks[at * COLUMNS + STANDING] ?? 0) & QUOTED) !== 0;
  }

  /** The number of the sentence that a unit belongs to. */
  sentence(at: number): number {
    return this.#marks[at * COLUMNS + SENTENCE_NUMBER] ?? -1;
  }

  inQuestion(at: number): boolean {
    return this.questions.has(this.sentence(at));
  }
}

const CLAUSE_MARKS = new Set(',;:()[]、—–');
const SENTENCE_MARKS = new Set('.!?。…');
const QUOTES_OPEN = new Set('“「『«');
const QUOTES_CLOSE = new Set('”」』»');

/** Written without an apostrophe by many, or changed by more than the ending. */
const CONTRACTIONS = new Map(
  Object.entries({
    cannot: 'can not',
    cant: 'can not',
    "can't": 'can not',
    wont: 'will not',
    "won't": 'will not',
    "shan't": 'will not',
    "ain't": 'is not',
    dont: 'do not',
    didnt: 'did not',
    doesnt: 'does not',
    isnt: 'is not',
    wasnt: 'was not',
    arent: 'are not',
    hasnt: 'has not',
    havent: 'have not',
    wouldnt: 'would not',
    couldnt: 'could not',
    shouldnt: 'should not',
    "let's": 'let us',
  }).map(([written, meant]) => [written, meant.split(' ')]),
);

const ENDINGS = new Map([
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'re", 'are'],
  ["'m", 'am'],
  ["'d", 'would'],
]);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0x24f && code !== 0xf7);
const isHan = (code: number): boolean =>
  (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || code === 0x3007;

/** Words that an English token stands for: `don't` is `do not`, `box's` is `box`. */
function spellOut(token: string): readonly string[] {
  const known = CONTRACTIONS.get(token);
  if (known) return known;
  const mark = token.indexOf("'");
  if (mark < 0) return [token];
  if (token.endsWith("n't")) return [token.slice(0, -3), 'not'];
  const ending = ENDINGS.get(token.slice(mark));
  return ending === undefined ? [token.slice(0, mark)] : [token.slice(0, mark), ending];
}

const NO_QUESTIONS: ReadonlySet<number> = new Set();

/** Where the columns of a text are written before their number is known; kept, and longer when a text needs it. */
let marks = new Int32Array(1024 * COLUMNS);

function longer(full: Int32Array): typeof marks {
  const twice = new Int32Array(2 * full.length);
  twice.set(full);
  return twice;
}

/** Splits a text into units. Linear in its length. */
export function unitsOf(raw: string): Units {
  const text = raw.normalize('NFKC').replace(/[’‘ʼ]/g, "'").toLowerCase();
  const words: string[] = [];
  let questions: Set<number> | undefined;
  let cut = SENTENCE;
  let sentence = 0;
  let inQuotes = false;

  const push = (word: string, start: number, end: number) => {
    const at = words.length * COLUMNS;
    words.push(word);
    if (at === marks.length) marks = longer(marks);
    marks[at + START] = start;
    marks[at + END] = end;
    marks[at + SENTENCE_NUMBER] = sentence;
    marks[at + STANDING] = cut | (inQuotes ? QUOTED : 0);
    cut = 0;
  };

  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const start = at;
    if (isLetter(code)) {
      at += 1;
      while (at < text.length) {
        const next = text.charCodeAt(at);
        if (!isLetter(next) && !(next === 39 && isLetter(text.charCodeAt(at + 1)))) break;
        at += 1;
      }
      for (const word of spellOut(text.slice(start, at))) push(word, start, at);
    } else if (isDigit(code)) {
      at += 1;
      while (at < text.length) {
        const next = text.charCodeAt(at);
        if (!isDigit(next) && !((next === 46 || next === 44) && isDigit(text.charCodeAt(at + 1)))) break;
        at += 1;
      }
      push(text.slice(start, at), start, at);
    } else {
      at += 1;
      if (isHan(code)) {
        push(chineseCharacter(code).folded, start, at);
        continue;
      }
      const mark = text.charAt(start);
      if (mark === '?') {
        (questions ??= new Set()).add(sentence);
        cut = SENTENCE;
        sentence += 1;
      } else if (SENTENCE_MARKS.has(mark) || (mark === '\n' && text.charAt(at) === '\n')) {
        // A single line break is only a wrapped line; a blank line ends a sentence.
        if (cut !== SENTENCE) sentence += 1;
        cut = SENTENCE;
      } else if (CLAUSE_MARKS.has(mark)) cut = Math.max(cut, CLAUSE);
      else if (mark === '"') inQuotes = !inQuotes;
      else if (QUOTES_OPEN.has(mark)) inQuotes = true;
      else if (QUOTES_CLOSE.has(mark)) inQuotes = false;
    }
  }
  return new Units(text, words, questions ?? NO_QUESTIONS, marks.slice(0, words.length * COLUMNS));
}
