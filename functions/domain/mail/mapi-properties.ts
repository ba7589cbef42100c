/** One property of a MAPI object: its 16-bit id, its 16-bit type, and its bytes without padding. */
export interface MapiProperty {
  readonly id: number;
  readonly type: number;
  readonly data: Uint8Array;
}

/** MS-OXCDATA §2.11.1, as far as properties are read here. */
export const mapiTypes = { integer: 0x00_03, object: 0x00_0d, bytes: 0x00_1e, unicode: 0x00_1f } as const;

const MULTIPLE = 0x10_00;
/** From here on a property has a name of its own instead of an assigned number. */
const NAMED = 0x80_00;
const mostProperties = 2_000;
const sizes: Readonly<Record<number, number>> = {
  0x00_01: 0,
  0x00_02: 2,
  0x00_03: 4,
  0x00_04: 4,
  0x00_05: 8,
  0x00_06: 8,
  0x00_07: 8,
  0x00_0a: 4,
  0x00_0b: 2,
  0x00_14: 8,
  0x00_40: 8,
  0x00_48: 16,
};
/** Text, objects and bytes say how long they are; all the rest is as long as its type. */
const ofAnyLength = new Set([0x00_0d, 0x00_1e, 0x00_1f, 0x01_02]);

/**
 * The properties in a MAPI list of an Outlook container (MS-OXTNEF §2.1.3.4), of several values the first. What is cut
 * off or of an unknown type ends the list: nothing after it could be found.
 */
export function mapiProperties(bytes: Uint8Array): readonly MapiProperty[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: MapiProperty[] = [];
  let at = 0;
  const word = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  try {
    const count = Math.min(word(), mostProperties);
    while (found.length < count) {
      const tag = word();
      const [id, type] = [tag >>> 16, tag & 0xff_ff & ~MULTIPLE];
      if (id >= NAMED) {
        at += 16;
        if (word() === 0) at += 4;
        else at += padded(word());
      }
      const isOfAnyLength = ofAnyLength.has(type);
      const values = isOfAnyLength || (tag & MULTIPLE) !== 0 ? word() : 1;
      let first: Uint8Array | undefined;
      for (let value = 0; value < values; value += 1) {
        const length = isOfAnyLength ? word() : sizes[type];
        if (length === undefined || at + length > bytes.length) return found;
        first ??= bytes.subarray(at, at + length);
        at += padded(length);
        // Values that take no room may be claimed by the billion.
        if (length === 0 && !isOfAnyLength) break;
      }
      found.push({ id, type, data: first ?? new Uint8Array() });
    }
  } catch (error) {
    // The list ends in the middle of a number.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

const padded = (length: number): number => length + ((4 - (length % 4)) % 4);
