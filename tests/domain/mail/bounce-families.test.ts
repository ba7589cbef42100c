import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { aMail } from './a-mail.ts';

interface Family {
  readonly system: string;
  readonly from: string;
  readonly subject: string;
  readonly body: string;
  readonly lost?: readonly string[];
  readonly permanent?: boolean;
}

const returned =
  '\n\nReceived: by mail.example.com\nFrom: care@example.com\nTo: other@example.net\nSubject: x\n';

/** How mail systems that send no machine-readable part write, each in its own words. */
const families: readonly Family[] = [
  {
    system: 'Exim',
    from: 'Mail Delivery System <Mailer-Daemon@mx.example.net>',
    subject: 'Mail delivery failed: returning message to sender',
    body: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  jane@example.org\n    SMTP error from remote mail server after RCPT TO:<jane@example.org>:\n    host mx.example.org [192.0.2.1]: 550 5.1.1 No such user\n\n------ This is a copy of the message, including all the headers. ------${returned}`,
  },
  {
    system: 'qmail, two addresses',
    from: 'MAILER-DAEMON@mx.example.net',
    subject: 'failure notice',
    body: `Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<jane@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n<bob@example.org>:\nThe users mailfolder is over the allowed quota (size). (#5.2.2)\n\n--- Below this line is a copy of the message.${returned}`,
    lost: ['jane@example.org', 'bob@example.org'],
  },
  {
    system: 'Postfix',
    from: 'Mail Delivery System <MAILER-DAEMON@mx.example.net>',
    subject: 'Undelivered Mail Returned to Sender',
    body: `This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to <postmaster@mx.example.net>\n\n<jane@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1\n    <jane@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n`,
  },
  {
    system: 'Sendmail',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>',
    subject: 'Returned mail: see transcript for details',
    body: `The original message was received at Thu, 3 Dec 2026 10:00:00 GMT\nfrom mail.example.com [192.0.2.2]\n\n   ----- The following addresses had permanent fatal errors -----\n<jane@example.org>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> DATA\n<<< 550 5.1.1 User unknown\n550 5.1.1 <jane@example.org>... User unknown\n`,
  },
  {
    system: 'Sendmail that goes on trying',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>',
    subject: 'Warning: could not send message for past 4 hours',
    body: `    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<jane@example.org>\n\n   ----- Transcript of session follows -----\n<jane@example.org>... Deferred: Connection refused\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n`,
    permanent: false,
  },
  {
    system: 'Exchange 5.5',
    from: 'System Administrator <postmaster@example.net>',
    subject: 'Undeliverable: Your complaint',
    body: `Your message\n\n  To:      care-list@example.com\n  Subject: Your complaint\n  Sent:    Thu, 3 Dec 2026 10:00:00 -0000\n\ndid not reach the following recipient(s):\n\njane@example.org on Thu, 3 Dec 2026 10:00:01 -0000\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=example;l=MX12\n    MSEXCH:IMS:Example:SITE:MX1 0 (000C05A6) Unknown Recipient\n`,
  },
  {
    system: 'Exchange 2007',
    from: 'postmaster@example.net',
    subject: 'Undeliverable: Your complaint',
    body: `Delivery has failed to these recipients or distribution lists:\n\njane@example.org\nThe recipient's e-mail address was not found in the recipient's e-mail system. Microsoft Exchange will not try to redeliver this message for you.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.example.net\n\njane@example.org\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n`,
  },
  {
    system: 'Domino',
    from: 'Postmaster@example.net',
    subject: 'DELIVERY FAILURE: User jane (jane@example.org) not listed in Domino Directory',
    body: 'Your message\n\n  Subject: Your complaint\n\nwas not delivered to:\n\n  jane@example.org\n\nbecause:\n\n  User jane (jane@example.org) not listed in Domino Directory\n',
  },
  {
    system: 'GroupWise',
    from: 'Mailer-Daemon@example.net',
    subject: 'Message status - undeliverable',
    body: 'The attached file had the following undeliverable recipient(s):\n\tjane@example.org\n\nTranscript of session follows:\n\nCommand: RCPT TO:<jane@example.org>\nResponse: 550 <jane@example.org>... User unknown\n',
  },
  {
    system: 'IMail',
    from: 'Postmaster <postmaster@example.net>',
    subject: 'Undeliverable Mail',
    body: `Unknown user: jane@example.org\n\nOriginal message follows.${returned}`,
  },
  {
    system: 'Yahoo',
    from: 'MAILER-DAEMON@yahoo.example',
    subject: 'Delivery failure',
    body: "Message from yahoo.example.\nUnable to deliver message to the following address(es).\n\n<jane@example.org>:\nThis user doesn't have a yahoo.example account (jane@example.org) [0]\n\n--- Original message follows.\n",
  },
  {
    system: 'AOL',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@aol.example>',
    subject: 'Mail Delivery Problem',
    body: 'Your mail to the following recipients could not be delivered because they are not accepting mail:\n\tjane@example.org\n',
  },
  {
    system: 'Gmail',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Failure)',
    body: "** Address not found **\n\nYour message wasn't delivered to jane@example.org because the address couldn't be found, or is unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 The email account that you tried to reach does not exist.\n",
  },
  {
    system: 'Gmail that goes on trying',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Delay)',
    body: 'This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n     jane@example.org\n\nMessage will be retried for 2 more day(s)\n',
    permanent: false,
  },
  {
    system: 'Netscape',
    from: 'Mail Administrator <Postmaster@example.net>',
    subject: 'Mail System Error - Returned Mail',
    body: 'This Message was undeliverable due to the following reason:\n\nThe user(s) account is disabled.\n\n     <jane@example.org>\n\nPlease reply to Postmaster@example.net\nif you feel this message to be in error.\n',
  },
  {
    system: 'MDaemon',
    from: 'MDaemon@example.net',
    subject: 'Permanent Delivery Failure',
    body: 'The attached message had PERMANENT fatal delivery errors!\n\nYOUR MESSAGE WAS NOT DELIVERED!\n\nThe following addresses did NOT receive a copy of your message:\n\n> jane@example.org\n\n--- Session Transcript ---\n RCPT To:<jane@example.org>\n 550 Unknown user\n',
  },
  {
    system: 'InterScan',
    from: 'imss@example.net',
    subject: 'Mail could not be delivered',
    body: '****** Message from InterScan Messaging Security Suite ******\n\nSent <<< RCPT TO:<jane@example.org>\nReceived >>> 550 5.1.1 unknown user.\n\nUnable to deliver message to <jane@example.org>.\n',
  },
  {
    system: 'MailEnable',
    from: 'POSTMASTER@example.net',
    subject: 'Message Delivery Failure',
    body: 'MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:jane@example.org]\n\tReason: Remote SMTP Server Returned: 550 mailbox unavailable\n\n\nMessage headers follow:\n',
  },
  {
    system: 'hMailServer',
    from: 'mailer-daemon@example.net',
    subject: 'Message undeliverable: Your complaint',
    body: 'Your message did not reach some or all of the intended recipients.\n\n   Sent: Thu, 3 Dec 2026 10:00:00 +0000\n   Subject: Your complaint\n\nThe following recipient(s) could not be reached:\n\njane@example.org\n   Error Type: SMTP\n   Remote server replied: 550 5.1.1 unknown\n\nhMailServer\n',
  },
  {
    system: 'a gateway with a null path and a French text',
    from: 'annuaire@example.net',
    subject: "Utilisateur non recensé dans l'annuaire: échec",
    body: "Votre message n'a pas pu être délivré à\njane@example.org\n\nL'adresse n'existe pas.\n",
  },
  {
    system: 'GMX',
    from: 'GMX Mailer Daemon <mailer-daemon@gmx.example>',
    subject: 'Mail delivery failed: returning message to sender',
    body: 'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to\none or more of its recipients. The following addresses\nfailed:\n\n"jane@example.org":\nSMTP error from remote server after RCPT command:\nhost: mx.example.org\n5.1.1 unknown user\n',
  },
  {
    system: 'Mail.Ru',
    from: 'mailer-daemon@corp.mail.example',
    subject: 'Ваше сообщение не доставлено. Mail failure.',
    body: 'Это письмо создано автоматически сервером Mail, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\njane@example.org\n  invalid mailbox. Local mailbox jane@example.org is unavailable: user not found\n',
  },
  {
    system: 'QQ',
    from: '腾讯邮件系统 <PostMaster@qq.example>',
    subject: '系统退信/System bounce',
    body: '抱歉，您的邮件被退回来了……\n\n原邮件信息：\n\n收件人： jane@example.org\n退信原因：收件人邮箱不存在 (550 Mailbox not found)\n\n解决方案：请联系收件人\n',
  },
  {
    system: '163',
    from: 'Postmaster@163.example',
    subject: '系统退信',
    body: '抱歉，您的邮件被退回来了……\n您寄往以下收件人的邮件未能送达：\njane@example.org\n退信代码：550 User not found: jane@example.org\n',
  },
  {
    system: 'Sina',
    from: 'MAILER-DAEMON@sina.example',
    subject: '邮件传输失败！',
    body: '邮件无法发送到您指定的地址中。\n\n<jane@example.org>:\n用户不存在\n\n--- 附件中的内容是原信件的一份拷贝\n',
  },
  {
    system: 'Coremail',
    from: 'postmaster@mail.example.cn',
    subject: '邮件投递失败',
    body: '到下列地址的信件投递失败，对方服务器拒绝接受这封邮件，这是一个永久性的错误。\n\njane@example.org\n对方服务器返回错误提示:\n550 No such user\n',
  },
  {
    system: 'a Japanese provider',
    from: 'no-reply@example.jp',
    subject: 'メールエラー通知',
    body: '送信先のメールボックスが一杯のため、送信できませんでした。\n\nYour mail sent on: Thu, 3 Dec 2026 10:00:00 +0900\n     Could not be delivered to: <jane@example.org>\n     As their mailbox is full.\n',
  },
  {
    system: 'a German provider',
    from: 'Mail Delivery System <mailer-daemon@example.de>',
    subject: 'Unzustellbar: Ihre Beschwerde',
    body: 'Ihre Nachricht konnte nicht zugestellt werden. Folgende Adressen sind fehlgeschlagen:\n\njane@example.org\n  Empfänger unbekannt\n',
  },
  {
    system: 'Novell NIMS',
    from: 'postmaster@example.net',
    subject: 'Returned mail: delivery failure',
    body: '                 -----Returned mail-----\nThe following address is not known here:\n     <jane@example.org>\n',
  },
];

describe('a bounce names whom it did not reach, whoever wrote it', () => {
  test.each(families)('$system', async ({ from, subject, body, lost, permanent = true }) => {
    const mail = await parseMail(
      aMail({ headers: { From: from, To: 'care@example.com', Subject: subject }, body }),
    );
    expect(mail.verdict).toBe('bounce');
    expect(mail.bounce).toEqual({
      recipients: (lost ?? ['jane@example.org']).map((address) => ({ address, permanent })),
      permanent,
    });
  });
});

test('the address we wrote to counts, not what a server made of it', async () => {
  const status =
    'Reporting-MTA: dns; mx.example.org\r\n\r\nOriginal-Recipient: rfc822; jane@example.org\r\nFinal-Recipient: rfc822; j.smith@internal.example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n';
  const body = `--cut\r\nContent-Type: text/plain\r\n\r\nfailed\r\n--cut\r\nContent-Type: message/delivery-status\r\n\r\n${status}\r\n--cut--\r\n`;
  const headers = { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=cut' };
  const mail = await parseMail(aMail({ headers, body }));
  expect(mail.bounce?.recipients).toEqual([{ address: 'jane@example.org', permanent: true }]);
});

test('a report that a gateway sent on as an attachment is opened', async () => {
  const report = aMail({
    headers: {
      From: 'postmaster@example.org',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=in',
    },
    body: '--in\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; jane@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--in--\r\n',
  });
  const mail = await parseMail(
    aMail({
      headers: {
        From: 'postmaster@example.com',
        Subject: 'Delivery Status Notification (Failure)',
        'Content-Type': 'multipart/mixed; boundary=out',
      },
      body: `--out\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=originalmail.eml\r\n\r\n${report.toString()}\r\n--out--\r\n`,
    }),
  );
  expect(mail.bounce?.recipients).toEqual([{ address: 'jane@example.org', permanent: true }]);
});

test('a mailbox named without its domain is found by whom the returned mail was for', async () => {
  const mail = await parseMail(
    aMail({
      headers: {
        From: 'MAILER-DAEMON@example.org',
        Subject: 'Returned mail',
        'Content-Type': 'multipart/mixed; boundary=out',
      },
      body: `--out\r\nContent-Type: text/plain\r\n\r\nMessage not delivered to the following:\r\n\r\n jane    No matches to nameserver query\r\n--out\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\nFrom: care@example.com\r\nTo: jane@example.org\r\nSubject: x\r\n\r\nx\r\n--out--\r\n`,
    }),
  );
  expect(mail.bounce?.recipients).toEqual([{ address: 'jane@example.org', permanent: true }]);
});

describe('what SES says about a mail of ours by mail', () => {
  const notice = (kind: string, detail: string) =>
    aMail({
      headers: { From: 'no-reply@sns.amazonaws.example', Subject: 'AWS Notification Message' },
      body: `{"notificationType":"${kind}",${detail}}\n\n--\nIf you wish to stop receiving notifications, visit https://example.org\n`,
    });

  test('is a bounce with its recipients', async () => {
    const detail =
      '"bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"jane@example.org","status":"5.1.1"}]}';
    expect(await parseMail(notice('Bounce', detail))).toMatchObject({
      verdict: 'bounce',
      bounce: { recipients: [{ address: 'jane@example.org', permanent: true }], permanent: true },
    });
  });

  test.each(['Complaint', 'Delivery'])(
    'what SES says by mail is a report when it is about a %s',
    async (kind) => {
      expect((await parseMail(notice(kind, '"mail":{}'))).verdict).toBe('report');
    },
  );
});
