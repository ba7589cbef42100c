import { createReadStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';

/** What a text file may be written in, by the names of the WHATWG encodings. */
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/** What a person calls those that are a guess. */
const guessed: Readonly<Partial<Record<Encoding, string>>> = {
  gb18030: 'GBK (Chinese)',
  'windows-1252': 'Windows-1252 (Western European)',
};

const READ_AT_ONCE = 1 << 18;
const NOT_ASCII = 0x80;
/** Chinese text in GBK has its high bytes in pairs; accented letters stand alone among plain ones. */
const PAIRED = 0.8;
/** Letters of UTF-8 hardly come about by chance: where they are so many, what does not fit is damage. */
const SOUND = 0.9;

/** What a file is written in, and how much of it is damaged. */
interface Found {
  readonly encoding: Encoding;
  readonly damaged: number;
}

/**
 * Finds what a file is written in by all of its bytes. The whole file is read once, at the pace of the disk: the first
 * name that is not plain may stand in the last row.
 */
async function encodingOf(file: string): Promise<Found> {
  const pairs = new PairCount();
  const letters = new LetterCount();
  let first = true;
  for await (const chunk of createReadStream(file, { highWaterMark: READ_AT_ONCE })) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    if (first) {
      const wide = wideEncoding(piece);
      if (wide !== undefined) return { encoding: wide, damaged: 0 };
      first = false;
    }
    pairs.count(piece);
    letters.count(piece);
  }
  const { sound, damaged } = letters.end();
  if (sound >= SOUND * (sound + damaged)) return { encoding: 'utf-8', damaged };
  return { encoding: pairs.share() >= PAIRED ? 'gb18030' : 'windows-1252', damaged: 0 };
}

/** UTF-16, by its mark or by the zero bytes that plain letters have in it. */
function wideEncoding(head: Buffer): Encoding | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? 'utf-16be' : undefined;
}

/** Letters of UTF-8 that take more than a byte, and bytes that belong to none; a letter may go on in the next piece. */
class LetterCount {
  #sound = 0;
  #damaged = 0;
  /** Bytes that the present letter still wants. */
  #wants = 0;

  count(piece: Buffer): void {
    for (const byte of piece) {
      const goesOn = byte >= NOT_ASCII && byte < 0xc0;
      if (this.#wants > 0 && goesOn) {
        this.#wants -= 1;
        if (this.#wants === 0) this.#sound += 1;
        continue;
      }
      if (this.#wants > 0 || goesOn) this.#damaged += 1;
      this.#wants = 0;
      if (byte < 0xc0) continue;
      // None of these begins a letter.
      if (byte < 0xc2 || byte > 0xf4) this.#damaged += 1;
      else this.#wants = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    }
  }

  end(): { readonly sound: number; readonly damaged: number } {
    const damaged = this.#damaged + (this.#wants > 0 ? 1 : 0);
    return { sound: this.#sound, damaged };
  }
}

/** Of the bytes that are not plain, how many stand in runs that could be whole pairs. */
class PairCount {
  #all = 0;
  #paired = 0;
  #run = 0;

  count(piece: Buffer): void {
    for (const byte of piece) {
      if (byte >= NOT_ASCII) this.#run += 1;
      else if (this.#run > 0) this.#end();
    }
  }

  share(): number {
    this.#end();
    return this.#all === 0 ? 0 : this.#paired / this.#all;
  }

  #end(): void {
    this.#all += this.#run;
    if (this.#run % 2 === 0) this.#paired += this.#run;
    this.#run = 0;
  }
}

/** A file of text whose encoding is known. */
interface TextFile {
  /** Its text as UTF-8, from the beginning. */
  readonly open: () => Readable;
}

/**
 * Finds how a file of text is to be read.
 * @param note told when the encoding is not Unicode, because it is then a guess, and when some of the file is damaged
 */
export async function textFile(file: string, note: (text: string) => void): Promise<TextFile> {
  const { encoding, damaged } = await encodingOf(file);
  if (damaged > 0)
    note(`the file is UTF-8 but for ${damaged === 1 ? 'one place' : `${damaged} places`}, read as \uFFFD`);
  const guess = guessed[encoding];
  if (guess !== undefined)
    note(`the file is not UTF-8; read as ${guess}. If words look wrong, save it as UTF-8`);
  return { open: () => inUtf8(file, encoding) };
}

function inUtf8(file: string, encoding: Encoding): Readable {
  const source = createReadStream(file, { highWaterMark: READ_AT_ONCE });
  if (encoding === 'utf-8') return source;
  const decoder = new TextDecoder(encoding);
  const decoded = new Transform({
    transform: (piece: Buffer, _, done) => {
      done(null, decoder.decode(piece, { stream: true }));
    },
    flush: (done) => {
      done(null, decoder.decode());
    },
  });
  source.on('error', (error) => decoded.destroy(error));
  return source.pipe(decoded);
}
