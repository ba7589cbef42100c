import { isUtf8 } from 'node:buffer';
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

/**
 * Finds what a file is written in by all of its bytes. The whole file is read once, at the pace of the disk: the first
 * name that is not plain may stand in the last row.
 */
async function encodingOf(file: string): Promise<Encoding> {
  const pairs = new PairCount();
  let kept: Buffer = Buffer.alloc(0);
  let sound = true;
  let first = true;
  for await (const chunk of createReadStream(file, { highWaterMark: READ_AT_ONCE })) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    if (first) {
      const wide = wideEncoding(piece);
      if (wide !== undefined) return wide;
      first = false;
    }
    pairs.count(piece);
    if (!sound) continue;
    const all = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
    const whole = wholeCharacters(all);
    kept = all.subarray(whole);
    sound = isUtf8(all.subarray(0, whole));
  }
  if (sound && kept.length === 0) return 'utf-8';
  return pairs.share() >= PAIRED ? 'gb18030' : 'windows-1252';
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

/** How many of the bytes stand before a character of UTF-8 that goes on in the next piece. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const needs = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1;
    return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
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
export interface TextFile {
  /** Its text as UTF-8, from the beginning. */
  readonly open: () => Readable;
}

/**
 * Finds how a file of text is to be read.
 * @param note told when the encoding is not Unicode, because it is then a guess
 */
export async function textFile(file: string, note: (text: string) => void): Promise<TextFile> {
  const encoding = await encodingOf(file);
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
