import type { SentMail } from './mail-out.ts';
import { xml } from './xml.ts';

interface MailboxView {
  /** Newest first. */
  readonly mails: readonly SentMail[];
  /** How many there are, when they are more than those. */
  readonly count: number;
  /** Only mails to this address are shown. */
  readonly to: string | undefined;
  /** The opened mail; by default the newest. */
  readonly open: SentMail | undefined;
}

/** The page at `/local/mailbox`: what Amends has sent from this laptop, newest first. */
export function mailboxPage({ mails, count, to, open }: MailboxView): string {
  const chosen = open;
  const shown = chosen ?? mails[0];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sent mail · Amends on this laptop</title>
<style>${css}</style>
</head>
<body class="${chosen ? 'reading' : 'listing'}">
<header>
  <h1>Sent mail</h1>
  <p>Nothing here left this laptop.</p>
  <form role="search">
    <label for="to">Delivered to</label>
    <input id="to" name="to" type="email" value="${xml(to ?? '')}" placeholder="everyone">
    <button>Show</button>
  </form>
</header>
<main>
  <nav aria-label="Mails">${mails.length === 0 ? empty(to) : `<ul>${mails.map((mail) => line(mail, mail.id === shown?.id, to)).join('')}</ul>${more(mails.length, count)}`}</nav>
  ${shown ? message(shown, to) : ''}
</main>
</body>
</html>`;
}

const empty = (to: string | undefined): string =>
  `<p class="empty">No mail${to === undefined || to === '' ? '' : ` to ${xml(to)}`} yet. Send a complaint from the <a href="/">complaint form</a>, and the acknowledgement appears here.</p>`;

const more = (listed: number, count: number): string =>
  count > listed
    ? `<p class="empty">The latest ${listed} of ${count} mails. Name an address above to see the others.</p>`
    : '';

const link = (mail: SentMail, to: string | undefined): string =>
  `?${new URLSearchParams({ ...(to !== undefined && to !== '' && { to }), mail: mail.id }).toString()}`;

function line(mail: SentMail, current: boolean, to: string | undefined): string {
  return `<li><a href="${xml(link(mail, to))}"${current ? ' aria-current="true"' : ''}>
<span class="to">${xml(mail.recipients.join(', '))}</span><time datetime="${mail.at}">${when(mail.at)}</time>
<span class="subject">${xml(mail.subject === '' ? '(no subject)' : mail.subject)}</span></a></li>`;
}

function message(mail: SentMail, to: string | undefined): string {
  const from = mail.from ? named(mail.from) : '';
  const back =
    to === undefined || to === ''
      ? '/local/mailbox'
      : `/local/mailbox?${new URLSearchParams({ to }).toString()}`;
  return `<article>
<p class="back"><a href="${xml(back)}">← All mail</a></p>
<h2>${xml(mail.subject)}</h2>
<dl>
<dt>From</dt><dd>${xml(from)}</dd>
<dt>To</dt><dd>${xml(mail.to.map(named).join(', '))}</dd>
<dt>Sent</dt><dd><time datetime="${mail.at}">${when(mail.at)}</time></dd>
${mail.attachments.length > 0 ? `<dt>Attached</dt><dd>${xml(mail.attachments.map(({ filename, size }) => `${filename} (${Math.ceil(size / 1024)} KB)`).join(', '))}</dd>` : ''}
</dl>
${mail.html === '' ? '' : `<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" srcdoc="${xml(`<base target="_top">${mail.html}`)}"></iframe>`}
<details${mail.html === '' ? ' open' : ''}><summary>Text part</summary><pre>${linked(mail.text)}</pre></details>
<details><summary>Headers</summary><table>${Object.entries(mail.headers)
    .map(([name, value]) => `<tr><th scope="row">${xml(name)}</th><td>${xml(value)}</td></tr>`)
    .join('')}</table></details>
<p><a href="/local/mailbox/${mail.id}.eml" download>Download as .eml</a></p>
</article>`;
}

const named = ({ name, address }: { name: string; address: string }): string =>
  name === '' ? address : `${name} <${address}>`;
const when = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const linked = (text: string): string =>
  xml(text).replace(/https?:\/\/[^\s<>]+?(?=[.,;:)]*(?:\s|$|&))/g, (url) => `<a href="${url}">${url}</a>`);

const css = `
:root{color-scheme:light dark;--paper:#fbfaf8;--ink:#1c1b1a;--muted:#5f5b57;--line:#dedad4;--accent:#0b6b63;--on:#eaf4f2}
@media(prefers-color-scheme:dark){:root{--paper:#171615;--ink:#eceae7;--muted:#a8a29c;--line:#383532;--accent:#5cc4b8;--on:#1d2d2b}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:var(--paper);color:var(--ink)}
header{display:flex;flex-wrap:wrap;gap:4px 24px;align-items:baseline;padding:16px 24px;border-bottom:1px solid var(--line)}
h1{font-size:20px;margin:0}header p{margin:0;color:var(--muted);font-size:14px;flex:1}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center;font-size:14px}
input,button{font:inherit;padding:4px 12px;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit;min-width:0}
button{border-color:var(--accent);color:var(--accent);cursor:pointer}
main{display:grid;grid-template-columns:minmax(16rem,24rem) minmax(0,1fr)}
nav{border-right:1px solid var(--line);min-height:calc(100vh - 64px)}
ul{list-style:none;margin:0;padding:0}
li a{display:grid;grid-template-columns:1fr auto;gap:0 12px;padding:12px 24px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover,li a:focus-visible,li a[aria-current]{background:var(--on)}
li a[aria-current]{box-shadow:inset 3px 0 var(--accent)}
.to,time{font-size:13px;color:var(--muted);font-variant-numeric:tabular-nums}.to{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.subject{grid-column:1/-1;font-weight:600;overflow-wrap:anywhere}
article{padding:24px;max-width:56rem;min-width:0}
h2{font-size:20px;margin:0 0 12px;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:0 16px;margin:0 0 16px;font-size:14px}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
iframe{width:100%;height:32rem;border:1px solid var(--line);border-radius:6px;background:#fff}
details{margin:12px 0}summary{cursor:pointer;font-size:14px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:14px}
table{border-collapse:collapse;font-size:13px;width:100%;table-layout:fixed}th{text-align:left;width:12rem;vertical-align:top}th,td{border-bottom:1px solid var(--line);padding:4px 8px;overflow-wrap:anywhere}
a{color:var(--accent)}.empty{padding:24px;color:var(--muted)}.back{display:none;margin:0 0 12px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media(max-width:720px){header,article{padding:16px}main{display:block}nav{border:0;min-height:0}li a{padding:12px 16px}.listing article,.reading nav{display:none}.reading .back{display:block}th{width:8rem}}
`;
