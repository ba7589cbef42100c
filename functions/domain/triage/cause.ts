import { categorySchema } from './categories.ts';
import type { CategoryId } from './categories.ts';
import { isDenied } from './negation.ts';
import { contains, quote } from './reading.ts';
import type { HitsOf, Reading } from './reading.ts';

/** How much a text says for each cause. */
export interface Cause {
  readonly category: CategoryId;
  /** Evidence for the best cause and for all together; 3 is a grievance, 6 a plain statement, 1 a mere topic. */
  readonly best: number;
  readonly total: number;
  /** Weight of grievances, whatever their cause. */
  readonly grievance: number;
  /** The customer's words behind the best cause. */
  readonly quote: string | undefined;
}

const TOPIC = 1;
const TOPIC_LIMIT = 2;
/** Said again is said a little louder, not twice. */
const REPEATED = 0.25;

type CategoryHit = HitsOf<'category'>[number];

/** Whether a hit says no more than part of what a longer or weightier one says. */
const isPartOf = (hit: CategoryHit, other: CategoryHit): boolean =>
  other !== hit &&
  contains(other, hit) &&
  (other.meaning.weight > hit.meaning.weight ||
    (other.meaning === hit.meaning && other.end - other.start > hit.end - hit.start));

/** Hits that nothing denies and no other one covers. They come in order of their start, so only neighbours can. */
function surviving(reading: Reading): CategoryHit[] {
  const hits = reading.category;
  const reach = hits.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);
  let first = 0;
  return hits.filter((hit) => {
    if (hit.meaning.problem && isDenied(reading.units, hit)) return false;
    while ((hits[first]?.start ?? hit.start) < hit.start - reach) first += 1;
    for (let at = first; at < hits.length; at += 1) {
      const other = hits[at];
      if (!other || other.start > hit.start) break;
      if (isPartOf(hit, other)) return false;
    }
    return true;
  });
}

/** The cause a text speaks of. Without evidence it is `other`; ties go to the cause that may harm a person. */
export function findCause(reading: Reading): Cause {
  const hits = surviving(reading);
  const scores = new Map<CategoryId, { problems: number; topics: number; loudest: number; quote: string }>();
  let grievance = 0;
  for (const hit of hits) {
    const { category, weight, problem } = hit.meaning;
    const score = scores.get(category) ?? { problems: 0, topics: 0, loudest: 0, quote: '' };
    const fresh = weight > score.loudest;
    if (problem) grievance += weight;
    if (weight > TOPIC) {
      score.problems = fresh ? weight + score.problems * REPEATED : score.problems + weight * REPEATED;
    } else score.topics = Math.min(TOPIC_LIMIT, score.topics + weight);
    if (fresh) {
      score.loudest = weight;
      score.quote = quote(reading, hit);
    }
    scores.set(category, score);
  }

  let category: CategoryId = 'other';
  let best = 0;
  let total = 0;
  for (const candidate of categorySchema.options) {
    const score = scores.get(candidate);
    if (!score) continue;
    const weight = score.problems + score.topics;
    total += weight;
    if (weight > best) {
      best = weight;
      category = candidate;
    }
  }
  return { category, best, total, grievance, quote: scores.get(category)?.quote };
}
