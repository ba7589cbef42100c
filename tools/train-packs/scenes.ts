import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';
import { chances } from './chances.ts';

/** A part of a scene: words as they are, or a choice of rows of parts. */
type Part = string | { readonly options: readonly (readonly Part[])[] };

/** After the marks of a scene: so many times as many sentences as of others. */
const TIMES = / x(?=\d+$)/;
const SLOT = /<([^<>\s]+)>/g;

/** Reads `a (b|c (d|))` from `at` to the end of the row or the closing mark. */
function partsOf(text: string): Part[] {
  let at = 0;
  const sequence = (): Part[] => {
    const parts: Part[] = [];
    while (at < text.length && text[at] !== '|' && text[at] !== ')') {
      if (text[at] === '(') {
        const options: Part[][] = [];
        do {
          at += 1;
          options.push(sequence());
        } while (text[at] === '|');
        if (text[at] !== ')') throw new Error(`A choice of a scene is not closed: ${text}`);
        at += 1;
        parts.push({ options });
      } else {
        const end = text.slice(at).search(/[()|]/);
        const words = end < 0 ? text.slice(at) : text.slice(at, at + end);
        at += words.length;
        parts.push(words);
      }
    }
    return parts;
  };
  const parts = sequence();
  if (at < text.length) throw new Error(`A choice of a scene is not opened: ${text}`);
  return parts;
}

const said = (parts: readonly Part[], chance: () => number): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      return said(part.options[Math.floor(chance() * part.options.length)] ?? [], chance);
    })
    .join('');

/**
 * Sentences made from scenes: what happens, with what may stand in each place. A line is a slot, `= name | words`, or a
 * scene, `marks | words`, marks by comma or `-` for none; `(a|b|)` is a choice and may nest, `<name>` stands for a slot.
 * `- x20` makes twenty times as many. The same seed gives the same sentences, at most `each` different ones of a scene.
 */
export function sentencesOfScenes(
  written: string,
  options: { readonly seed: number; readonly each: number },
) {
  const chance = chances(options.seed);
  const slots = new Map<string, string>();
  const sentences: MarkedText[] = [];
  const filled = (words: string): string =>
    words.replaceAll(SLOT, (_, name: string) => {
      const slot = slots.get(name);
      if (slot === undefined) throw new Error(`A scene names an unknown slot: ${name}`);
      return `(${slot})`;
    });
  for (const line of written.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const bar = line.indexOf('|');
    const head = line.slice(0, bar).trim();
    const words = filled(line.slice(bar + 1).trim());
    if (head.startsWith('=')) {
      slots.set(head.slice(1).trim(), words);
      continue;
    }
    const parts = partsOf(words);
    const [named = '', times = '1'] = head.split(TIMES);
    const marks = named === '-' ? [] : named.split(',');
    const made = new Set<string>();
    for (let each = 0; each < options.each * Number(times); each += 1)
      made.add(said(parts, chance).replaceAll(/ {2,}/g, ' ').trim());
    sentences.push(...Array.from(made, (text) => ({ text, marks })));
  }
  return sentences;
}

const folder = fileURLToPath(new URL('scenes', import.meta.url));

const written = (names: readonly string[]): string =>
  names.map((name) => readFileSync(join(folder, `${name}.txt`), 'utf8')).join('\n');

interface HowMany {
  readonly seed: number;
  readonly each: number;
}

/** All sentences of the project's scenes with and without flags, in one language. */
export const scenesIn = (language: 'english' | 'chinese', options: HowMany) =>
  sentencesOfScenes(
    written([language, `${language}-more`, `${language}-plain`, `${language}-hard`]),
    options,
  );

/** All sentences of the project's scenes of what people want, in one language: `kind.*` but complaint, and `ask.*`. */
export const intentsIn = (language: 'english' | 'chinese', options: HowMany) =>
  sentencesOfScenes(written([`intents-${language}`]), options);

/** Sentences of complaints that bear no flag and go without its words, in one language. */
export const plainScenesIn = (language: 'english' | 'chinese', options: HowMany) =>
  sentencesOfScenes(written([`${language}-plain`]), options);
