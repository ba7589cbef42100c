/**
 * The words by which mail programs introduce what they quote, by language. From the programs' own translations;
 * English, Chinese, Japanese, Korean, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Ukrainian,
 * Arabic, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Turkish, Greek, Romanian, Vietnamese.
 */

const saidWords = [
  'wrote',
  'writes',
  'a écrit',
  'schrieb',
  'hat geschrieben',
  'escribió',
  'escribio',
  'va escriure',
  'escreveu',
  'ha scritto',
  'scrisse',
  'schreef',
  'geschreven',
  'skrev',
  'følgende',
  'napisał\\(a\\)',
  'napisała?',
  'pisze',
  'napsala?',
  'napsal\\(a\\)',
  'napísala?',
  'написала?',
  'написал\\(а\\)',
  'пишет',
  'писала?',
  'пише',
  'kirjoitti',
  'írta',
  'yazdı',
  'şunu yazdı',
  'έγραψε',
  'a scris',
  'đã viết',
  'menulis',
  'كتب',
  'כתב',
  '写道',
  '寫道',
  '写了',
  'のメッセージ',
  'のメール',
  'wrote',
  '작성',
  '씀',
];

/** "… wrote" in any language, anywhere in a line. */
export const said = new RegExp(
  `(?:^|[\\s,>"”)\\d于於님이さん])(?:${saidWords.join('|')})(?=$|[\\s:：,])`,
  'iu',
);

/** Fields of the header block that Outlook, Foxmail and others print above the quoted mail. */
const fieldNames = [
  // from
  'From|Von|De|Da|Van|Från|Fra|Od|Feladó|Kimden|Gönderen|От|От кого|Від|Lähettäjä|Από|De la|Từ|من|מאת|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|发送人',
  // sent, date
  'Sent|Date|Gesendet|Datum|Envoyé|Envoyé le|Enviado|Enviado el|Fecha|Data|Enviada em|Enviado em|Inviato|Verzonden|Skickat|Sendt|Dato|Wysłano|Odesláno|Dátum|Küldve|Elküldve|Gönderme|Gönderildi|Tarih|Отправлено|Дата|Надіслано|Lähetetty|Päivämäärä|Στάλθηκε|Ημερομηνία|Trimis|Ngày|التاريخ|تاريخ الإرسال|נשלח|发送时间|发送日期|日期|时间|寄件日期|傳送時間|送信日時|送信日|日時|보낸 날짜|날짜|보낸날짜',
  // to, cc
  'To|Cc|An|À|A|Para|Aan|Till|Til|Kopi|Do|DW|Komu|Címzett|Kime|Bilgi|Кому|Копия|Копія|Vastaanottaja|Kopio|Προς|Către|Đến|إلى|نسخة|אל|收件人|收件者|抄送|副本|宛先|받는 사람|받는사람|참조|Reply-To',
  // subject
  'Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Temat|Předmět|Predmet|Tárgy|Konu|Тема|Aihe|Θέμα|Subiect|Chủ đề|الموضوع|נושא|主题|主旨|主題|件名|제목',
];

/** One line of such a block; the colon may be full-width, the name bold. */
export const headerField = new RegExp(`^[\\s*]*(?:${fieldNames.join('|')})[\\s*]*[:：]`, 'iu');

/** "Original message", "Forwarded message" and their like, with or without dashes around them. */
const originalWords = [
  'Original Message',
  'Original e-?mail',
  'Forwarded (?:message|by .{1,80})',
  'Begin forwarded message',
  'Start of forwarded message',
  'Reply message',
  'Ursprüngliche Nachricht',
  'Originalnachricht',
  'Weitergeleitete (?:Nachricht|Message)',
  'Anfang der weitergeleiteten (?:Nachricht|E-?Mail)',
  "Message d[’']origine",
  'Message (?:original|transféré|initial)',
  'Début du message (?:transféré|réexpédié)',
  'Mensaje original',
  'Mensaje reenviado',
  'Inicio del mensaje reenviado',
  'Mensagem original',
  'Mensagem (?:reenviada|encaminhada)',
  'Messaggio originale',
  'Messaggio (?:inoltrato|Inoltrato)',
  'Inizio messaggio inoltrato',
  'Oorspronkelijk bericht',
  'Origineel bericht',
  'Doorgestuurd bericht',
  'Ursprungligt meddelande',
  'Vidarebefordrat (?:meddelande|brev)',
  'Oprindelig (?:besked|meddelelse)',
  'Videresendt (?:besked|melding)',
  'Opprinnelig melding',
  'Alkuperäinen viesti',
  'Wiadomość oryginalna',
  'Oryginalna wiadomość',
  'Wiadomość przekazana dalej',
  'Původní (?:zpráva|e-mail)',
  'Eredeti üzenet',
  'Orijinal (?:ileti|mesaj)',
  'Исходное сообщение',
  'Оригинальное сообщение',
  'Пересылаемое сообщение',
  'Пересланное сообщение',
  'Начало переадресованного сообщения',
  'Вихідне повідомлення',
  'Αρχικό μήνυμα',
  'الرسالة الأصلية',
  'رسالة معاد توجيهها',
  '原始邮件',
  '原邮件',
  '回复的原邮件',
  '原始郵件',
  '原始信件',
  '转发邮件信息',
  '转发的邮件',
  '轉寄郵件',
  '轉寄的訊息',
  '已转发的邮件',
  '以下是转发的邮件',
  '元のメッセージ',
  '転送メッセージ',
  'オリジナルメッセージ',
  '원본 메시지',
  '원본 메일',
  '전달된 메시지',
];

/** A line that says that an earlier mail follows. */
export const originalMarker = new RegExp(
  `^[\\s>]*(?:[-_=~*]{1,40}\\s*(?:${originalWords.join('|')})\\s*[-_=~*:：]{0,40}|(?:${originalWords.join('|')})\\s*(?:[-_=~*]{2,40}|[:：]))\\s*$`,
  'iu',
);

const forwardWords = originalWords.filter((word) =>
  /forward|weitergeleitet|transféré|réexpédié|reenviad|encaminhad|inoltrat|doorgestuurd|vidare|videre|przekazana|Пере|معاد|转发|轉寄|転送|전달/iu.test(
    word,
  ),
);

/** A line that says that a *forwarded* mail follows. */
export const forwardMarker = new RegExp(
  `^[ \\t>]{0,20}[-_=~*]{0,40}[ \\t]{0,20}(?:${forwardWords.join('|')})[ \\t]{0,20}[-_=~*:：]{0,40}[ \\t]*$`,
  'imu',
);

/** "Sent from my iPhone" and its like: a whole line written by the device. */
export const deviceSignature = new RegExp(
  [
    '^[-—\\s[(<]*(?:Sent|Posted) (?:from|via|with|using) .{1,80}$',
    '^Get (?:Outlook|BlueMail|Yahoo) for .{1,80}$',
    '^Sent (?:on the go|by) .{1,60}$',
    '^(?:Diese Nachricht wurde von meinem .{1,60} gesendet|Von meinem .{1,60} gesendet|Gesendet (?:von|mit|aus) .{1,60})\\.?$',
    '^(?:Envoyé (?:de|depuis|à partir de|avec|par) .{1,60}|Télécharger Outlook .{1,60})$',
    '^(?:Enviado (?:desde|de|do|a partir do|por|con|com) .{1,60}|Obtener Outlook .{1,60}|Obter o Outlook .{1,60})$',
    '^(?:Inviato (?:da|dal|con) .{1,60}|Scarica Outlook .{1,60})$',
    '^(?:Verstuurd|Verzonden) (?:vanaf|met|via|vanuit) .{1,60}$',
    '^(?:Skickat|Sendt) (?:från|fra|med) .{1,60}$',
    '^(?:Lähetetty .{1,60}|Wysłane z .{1,60}|Odesláno z .{1,60}|.{1,40} gönderildi)$',
    '^(?:Отправлено (?:с|из|от) .{1,60}|Надіслано з .{1,60})$',
    '^(?:发自|來自|来自|从|從|寄自|發自)\\s?我?的?.{1,40}(?:手机|手機|邮箱|iPhone|iPad|Android|Mail|设备|發送|发送|传送|傳送|客户端|電郵)?$',
    '^.{1,30}(?:から送信|より送信)$',
    '^.{1,30}에서 보냄$',
    '^(?:أرسلت|تم الإرسال) من .{1,40}$',
  ].join('|'),
  'iu',
);

/** A paragraph that lawyers put under every mail of a firm. */
export const disclaimer =
  /^[\s*]*(?:(?:This|The information (?:contained )?in this|The contents of this) (?:e-?mail|message|communication)\b.{0,120}\b(?:confidential|privileged|intended)|CONFIDENTIALITY NOTICE|DISCLAIMER\b|Diese E-?Mail .{0,60}vertraulich|Ce (?:message|courriel) .{0,80}confidentiel|Este (?:mensaje|correo|e-?mail) .{0,80}confidencial|Esta mensagem .{0,80}confidencia|Questo messaggio .{0,80}riservat|Dit bericht .{0,80}vertrouwelijk|(?:本邮件|此邮件|本郵件|此郵件|本电子邮件).{0,60}(?:保密|机密|機密))/iu;
