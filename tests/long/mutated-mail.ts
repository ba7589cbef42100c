/** Draws whole numbers below a bound; the same seed draws the same ones (xorshift32). */
export function newDraw(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

type Draw = (below: number) => number;
type Change = (bytes: Buffer, other: Buffer, draw: Draw) => Buffer;

const pick = <T>(from: readonly T[], draw: Draw): T => {
  const chosen = from[draw(from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
};

const here = (bytes: Buffer, draw: Draw): number => (bytes.length === 0 ? 0 : draw(bytes.length));

function splice(bytes: Buffer, at: number, cut: number, put: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
}

/** Swaps one spelling for another wherever it stands, as broken programs do. */
function respell(bytes: Buffer, from: RegExp, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
}

const charsets = [
  'gb18030',
  'big5',
  'utf-7',
  'hz-gb-2312',
  'iso-2022-jp',
  'utf-16',
  'x-none',
  '"',
  'utf-8\0',
];
const encodings = ['base64', 'quoted-printable', 'x-uuencode', '8bit', 'binary', '', '7bit; x'];
const types = [
  'multipart/mixed',
  'multipart/report',
  'message/rfc822',
  'text/html',
  'application/ms-tnef',
  ';;/',
];
const pieces = [
  '\r\n\r\n',
  '\r',
  '\0\0\0',
  '--',
  '=?utf-8?B?5oqV6K+J?=',
  '=?gb2312?Q?=C4=E3',
  '=\r\n',
  'Content-Type: multipart/mixed; boundary=',
  'Content-Transfer-Encoding: base64\r\n',
  "filename*0*=utf-8''%e6%8a; filename*2=\"",
  '\u202egpj.exe',
  '> > > ',
  'On 1 Jan 2026, a@example.org wrote:',
  'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n',
  'begin 644 a.txt\r\n#0V%T\r\nend\r\n',
  '<table><tr><td><div><blockquote>',
  '<a href="javascript:alert(1)">',
  '('.repeat(200),
  '<'.repeat(200),
  ','.repeat(200),
];

/** What happens to mail on its way, and what people do to it on purpose. */
const changes: readonly Change[] = [
  (bytes, _other, draw) => splice(bytes, here(bytes, draw), 1, Buffer.from([draw(256)])),
  (bytes, _other, draw) => splice(bytes, here(bytes, draw), draw(200), Buffer.alloc(0)),
  (bytes, _other, draw) => bytes.subarray(0, here(bytes, draw)),
  (bytes, _other, draw) => bytes.subarray(here(bytes, draw)),
  (bytes, _other, draw) => {
    const at = here(bytes, draw);
    const piece = bytes.subarray(at, at + draw(400));
    return splice(bytes, at, 0, Buffer.concat(Array.from({ length: 1 + draw(30) }, () => piece)));
  },
  (bytes, other, draw) =>
    splice(bytes, here(bytes, draw), draw(100), other.subarray(here(other, draw)).subarray(0, draw(3_000))),
  (bytes, _other, draw) => splice(bytes, here(bytes, draw), 0, Buffer.from(pick(pieces, draw))),
  (bytes, _other, draw) => respell(bytes, /charset="?[\w-]+"?/gi, `charset=${pick(charsets, draw)}`),
  (bytes, _other, draw) => respell(bytes, /(content-transfer-encoding:).*/gi, `$1 ${pick(encodings, draw)}`),
  (bytes, _other, draw) => respell(bytes, /(content-type:)\s*[\w/-]+/i, `$1 ${pick(types, draw)}`),
  (bytes) => respell(bytes, /\r?\n/g, '\r'),
  (bytes) => respell(bytes, /\r\n/g, '\n'),
  (bytes) => respell(bytes, /^[ \t]+/gm, ''),
  (bytes, _other, draw) => Buffer.concat([Buffer.from(pick(pieces, draw)), bytes]),
];

const LONGEST = 400_000;

/** One of the given messages with up to eight things wrong with it. */
export function mutated(messages: readonly Buffer[], draw: Draw): Buffer {
  let bytes = pick(messages, draw);
  const other = pick(messages, draw);
  for (let left = 1 + draw(8); left > 0; left -= 1)
    bytes = pick(changes, draw)(bytes, other, draw).subarray(0, LONGEST);
  return bytes;
}
