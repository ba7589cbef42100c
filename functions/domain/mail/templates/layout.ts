import type { Locale } from '../../language.ts';
import { oneLine } from '../addresses.ts';

/** A mail in both its forms. They say the same, because both are made from the same blocks. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A link that says where it goes. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** Somebody's own words, their line breaks kept. */
  | { readonly kind: 'words'; readonly text: string };

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const list = (...items: readonly string[]): Block => ({ kind: 'list', items });
export const link = (label: string, url: string): Block => ({ kind: 'link', label, url });
export const words = (text: string): Block => ({ kind: 'words', text });

interface Letter {
  readonly locale: Locale;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** A person's or a team's name; mails end with it. */
  readonly signedBy: string;
  /** Small print, such as the case number. */
  readonly footer: readonly Block[];
}

/** Renders a letter: one column of at most 36 rem, no image, nothing fetched, legible without its style. */
export function render({ locale, subject, blocks, signedBy, footer }: Letter): WrittenMail {
  const signature = paragraph(signedBy);
  return {
    subject: oneLine(subject),
    text: `${[...blocks, signature, ...footer].map(asText).join('\n\n')}\n`,
    html: page(locale, oneLine(subject), [...blocks, signature].map(asHtml), footer.map(asHtml)),
  };
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return oneLine(block.text);
    case 'list':
      return block.items.map((item) => `- ${oneLine(item)}`).join('\n');
    case 'link':
      return `${oneLine(block.label)}:\n${webAddress(block.url)}`;
    case 'words':
      return plainWords(block.text);
  }
}

function asHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(oneLine(block.text))}</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:20px;line-height:1.3">${escapeHtml(oneLine(block.text))}</h2>`;
    case 'list':
      return `<ul style="margin:0 0 16px;padding-left:20px">${block.items
        .map((item) => `<li style="margin:0 0 4px">${escapeHtml(oneLine(item))}</li>`)
        .join('')}</ul>`;
    case 'link':
      return linkHtml(block.label, webAddress(block.url));
    case 'words':
      return `<p style="margin:0 0 16px;white-space:pre-line">${escapeHtml(plainWords(block.text)).replaceAll('\n', '<br>')}</p>`;
  }
}

/** The host stands beside the link, so that nobody has to trust a blue word. */
function linkHtml(label: string, url: string): string {
  return (
    `<p style="margin:0 0 16px"><a href="${escapeHtml(url)}" style="color:#0f5257;font-weight:600">` +
    `${escapeHtml(oneLine(label))}</a> <span style="color:#5b6468">(${escapeHtml(new URL(url).host)})</span></p>`
  );
}

function page(locale: Locale, title: string, body: readonly string[], footer: readonly string[]): string {
  const lineHeight = locale === 'en' ? '1.5' : '1.7';
  const fonts = `system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif`;
  return [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light">',
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="margin:0;padding:24px 16px">',
    `<div style="max-width:36rem;margin:0 auto;font:16px/${lineHeight} ${fonts}">`,
    ...body,
    `<div style="margin-top:24px;padding-top:16px;border-top:1px solid #c9d0d2;font-size:14px">`,
    ...footer,
    '</div></div></body></html>',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Line breaks stay, other control characters go; a long blank stretch would hide what follows. */
function plainWords(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Links in our mails are ours; anything but a web address is a defect. */
function webAddress(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw new Error('a link must be a web address');
  return parsed.href;
}
