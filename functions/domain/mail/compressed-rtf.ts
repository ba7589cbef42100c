/** What every writer starts with (MS-OXRTFCP §2.2.2.1): the text that RTF of Outlook most often repeats. */
const PRESET =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const WINDOW = 4096;
const HEADER = 16;
const COMPRESSED = 0x75_46_5a_4c;
const UNCOMPRESSED = 0x41_4c_45_4d;
/** Two bytes stand for seventeen at most. A container may hold thousands of small ones: none takes more room than it fills. */
const LARGEST_RATIO = 9;

/**
 * Unpacks compressed RTF (MS-OXRTFCP). The one library for it trusts the length that the data claim, and so runs for
 * minutes on forged ones; here only bytes that are there are read.
 * @param most bytes that are unpacked at most; the rest is left
 * @returns one character for each byte; "" when this is no such data
 */
export function unpackRtf(bytes: Uint8Array, most: number): string {
  if (bytes.length < HEADER) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint32(8, true);
  if (kind === UNCOMPRESSED) return Buffer.from(bytes.subarray(HEADER, HEADER + most)).toString('latin1');
  if (kind !== COMPRESSED) return '';

  const window = new Uint8Array(WINDOW);
  Buffer.from(PRESET, 'latin1').copy(window);
  const unpacked = new Uint8Array(Math.min(most, bytes.length * LARGEST_RATIO));
  let [at, written, place] = [HEADER, 0, PRESET.length];
  const put = (byte: number): void => {
    window[place] = byte;
    place = (place + 1) % WINDOW;
    if (written < most) unpacked[written] = byte;
    written += 1;
  };
  while (at < bytes.length && written < most) {
    const control = bytes[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at] ?? 0);
        at += 1;
        continue;
      }
      if (at + 2 > bytes.length) return asCharacters(unpacked, written);
      const token = view.getUint16(at, false);
      at += 2;
      const from = token >> 4;
      if (from === place) return asCharacters(unpacked, written);
      for (let copied = 0; copied < (token & 15) + 2; copied += 1) put(window[(from + copied) % WINDOW] ?? 0);
    }
  }
  return asCharacters(unpacked, written);
}

const asCharacters = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.subarray(0, length)).toString('latin1');
