import type { HitsOf, Reading } from './reading.ts';

/** Sentences of a passage: one alone says too little (`He did it to everyone.`), in many what matters drowns. */
const SENTENCES = 3;
/** From the beginning of one passage to that of the next: each sentence stands with one of its neighbours at least. */
const STRIDE = 2;

/** Part of a text: units from `from` up to `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The text by sentences, three at a time, of which the last is the first of the next; one where it has no more. */
function spansOf({ units }: Reading): readonly Span[] {
  const count = units.words.length;
  const starts: number[] = [];
  for (let at = 0, before = -1; at < count; at += 1) {
    const sentence = units.sentence(at);
    if (sentence !== before) starts.push(at);
    before = sentence;
  }
  if (starts.length <= SENTENCES) return [{ from: 0, to: count }];
  const spans: Span[] = [];
  for (let place = 0; place === 0 || place + 1 < starts.length; place += STRIDE)
    spans.push({ from: starts[place] ?? 0, to: starts[place + SENTENCES] ?? count });
  return spans;
}

/** Families without those inside a longer word: the hand in 手机 is no part of a body. In order of their start. */
function standing(hits: HitsOf<'family'>): HitsOf<'family'> {
  const kept: HitsOf<'family'>[number][] = [];
  for (let at = 0; at < hits.length; at += 1) {
    const hit = hits[at];
    if (!hit) continue;
    let inside = false;
    for (let other = at - 1; other >= 0 && !inside; other -= 1) {
      const before = hits[other];
      if (!before || before.start < hit.start - LONGEST) break;
      inside = before.end >= hit.end && before.end - before.start > hit.end - hit.start;
    }
    for (let other = at + 1; other < hits.length && !inside; other += 1) {
      const after = hits[other];
      if (!after || after.start > hit.start) break;
      inside = after.end > hit.end;
    }
    if (!inside) kept.push(hit);
  }
  return kept;
}

/** Begins the name of a family in a text: letters that no text has side by side. */
const FAMILY = ' . zqx';
/** Units of a word of a family, at most, so far as it may hide another. */
const LONGEST = 8;

/** What the net of flags hears: the words themselves, then the families of words that stand among them. */
function heard(reading: Reading, families: HitsOf<'family'>, { from, to }: Span, text?: string): string {
  const { units } = reading;
  const names = new Set(families.map(({ meaning }) => meaning.family));
  const said =
    text ?? units.text.slice(units.start(from), to < units.words.length ? units.start(to) : undefined);
  return [said, ...Array.from(names).sort()].join(FAMILY);
}

/** The passages of a text as the net of flags hears them. */
export function passagesOf(reading: Reading, text: string): readonly string[] {
  const families = standing(reading.family);
  const spans = spansOf(reading);
  let first = 0;
  return spans.map((span) => {
    // Families and passages are both in the order of the text, so that each passage begins where it finds its own.
    while ((families[first]?.start ?? span.from) < span.from) first += 1;
    let past = first;
    while ((families[past]?.start ?? span.to) < span.to) past += 1;
    return heard(reading, families.slice(first, past), span, spans.length === 1 ? text : undefined);
  });
}

/** A text that is learned from, as one passage. */
export const wholePassage = (reading: Reading, text: string): string =>
  heard(reading, standing(reading.family), { from: 0, to: reading.units.words.length }, text);
