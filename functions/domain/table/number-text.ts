/** How a column writes its numbers. */
export interface NumberStyle {
  /** `1,234` is a little more than one: usual where semicolons part the columns. */
  readonly decimalComma: boolean;
  /** `1.234` is more than a thousand. */
  readonly pointGroups?: boolean;
}

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const COMMA_GROUPS = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;
const DECIMAL_COMMA = /^[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+$/;
/** A number with the sign of a currency before it, or of one or of a share behind it: its sign, and the rest. */
export const MONEY_OR_SHARE = /^([+-]?)\s*(?:[$€£¥￥]\s*)?(.*?)(?:\s*[%€])?$/;

/** Of a text that stands alone: `1,234` is more than a thousand, as most programs write it. */
const ALONE: NumberStyle = { decimalComma: false };

/**
 * The number a cell says, `NaN` when it says none or one too large to hold. Takes `1,234.50`, `$12`, `5 %`, `3,5`, and
 * reads by the style what can be read in two ways.
 */
export function numberIn(cell: string, style: NumberStyle = ALONE): number {
  const value = valueIn(cell, style);
  return Number.isFinite(value) ? value : Number.NaN;
}

function valueIn(cell: string, { decimalComma, pointGroups = false }: NumberStyle): number {
  if (!pointGroups && PLAIN.test(cell)) return Number(cell);
  const [, sign = '', bare = ''] = MONEY_OR_SHARE.exec(cell) ?? [];
  if (pointGroups && POINT_GROUPS.test(bare)) return Number(sign + bare.replaceAll('.', ''));
  const isGrouped = COMMA_GROUPS.test(bare);
  if (DECIMAL_COMMA.test(bare) && (decimalComma || !isGrouped))
    return Number(sign + bare.replaceAll('.', '').replace(',', '.'));
  if (isGrouped) return Number(sign + bare.replaceAll(',', ''));
  return PLAIN.test(bare) ? Number(sign + bare) : Number.NaN;
}
