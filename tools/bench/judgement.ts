import { triage } from '../../functions/domain/triage/triage.ts';
import { perSecond } from './per-second.ts';
import { atLeast, median, type Row } from './row.ts';
import { complaintTexts } from './texts.ts';

export function triageRow(): Row {
  const texts = complaintTexts(2_000, 400);
  let judged = 0;
  const value = perSecond(texts.length, () => {
    for (const text of texts) judged += triage({ text }).confidence > 0 ? 1 : 0;
  });
  if (judged === 0) throw new Error('triage judged nothing');
  const length = median(texts.map((text) => text.length));
  return atLeast({
    name: 'triage',
    value,
    unit: 'texts/s',
    budget: 5_000,
    detail: `median ${length} characters`,
  });
}
