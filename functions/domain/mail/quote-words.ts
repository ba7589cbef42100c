/**
 * The words by which mail programs introduce what they quote, by language. From the programs' own translations;
 * English, Chinese, Japanese, Korean, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Ukrainian,
 * Arabic, Hebrew, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Slovak, Hungarian, Turkish, Greek, Romanian,
 * Bulgarian, Croatian, Catalan, Vietnamese, Thai, Indonesian.
 */

const saidWords = [
  'wrote',
  'writes',
  'a écrit',
  'schrieb',
  'geschrieben',
  'schrieben Sie',
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
  'napísal\\(a\\)',
  'napisa(?:o|la) je',
  'написала?',
  'написал\\(а\\)',
  'пишет',
  'писала?',
  'пише',
  'написа',
  'kirjoitti',
  'írta',
  'yazdı',
  'şunu yazdı',
  'έγραψε',
  'a scris',
  'đã viết',
  'menulis',
  'เขียนว่า',
  'كتب',
  'כתב',
  '写道',
  '寫道',
  '写了',
  'のメッセージ',
  'のメール',
  '[はが]書きました',
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

/** "Original message" and its like, with or without dashes around it. */
const originalWords = [
  'Original(?: Message| e-?mail)?',
  'Reply message',
  'Ursprüngliche (?:Nachricht|E-?Mail)',
  'Originalnachricht',
  'Antwort Nachricht',
  "Message d[’']origine",
  'Message (?:original|initial)',
  "(?:Courriel|E-?mail) d[’']origine",
  'Mensaje original',
  'Correo original',
  'Missatge original',
  'Mensagem original',
  'Messaggio originale',
  'Oorspronkelijk bericht',
  'Origineel bericht',
  'Ursprungligt meddelande',
  'Originalmeddelande',
  'Oprindelig (?:besked|meddelelse)',
  'Opprinnelig melding',
  'Alkuperäinen viesti',
  'Wiadomość oryginalna',
  'Oryginalna wiadomość',
  'Původní (?:zpráva|e-mail)',
  'Pôvodná správa',
  'Eredeti üzenet',
  'Orijinal (?:ileti|mesaj|posta)',
  'Mesaj original',
  'Исходное (?:сообщение|письмо)',
  'Оригинальное (?:сообщение|письмо)',
  'Вихідне повідомлення',
  'Оригінальне повідомлення',
  'Αρχικό μήνυμα',
  'الرسالة الأصلية',
  'ההודעה המקורית',
  'הודעה מקורית',
  'Thư gốc',
  'Pesan asli',
  '原始邮件',
  '原邮件',
  '原始信息',
  '回复的(?:原)?邮件',
  '原始郵件',
  '原始信件',
  '元のメッセージ',
  '元のメール',
  'オリジナルメッセージ',
  '원본 ?(?:메시지|메일)',
];

/** "Forwarded message" and its like: Apple's beginnings, Thunderbird's and Gmail's rules, the Chinese and Russian services. */
const forwardWords = [
  'Forwarded (?:message|mail|by .{1,80})',
  '(?:Begin|Start of) forwarded message',
  'Weitergeleitete (?:Nachricht|Message|Mail)',
  'Anfang der weitergeleiteten (?:Nachricht|E-?Mail)',
  'Message (?:transféré|transmis|réexpédié)',
  'Début du message (?:transféré|réexpédié)',
  '(?:Inicio del )?mensaje reenviado',
  '(?:Início da )?mensagem (?:reenviada|encaminhada|reencaminhada)',
  '(?:Inizio )?messaggio inoltrato',
  '(?:Begin )?doorgestuurd bericht',
  '(?:Begin )?doorgestuurde e-?mail',
  'Vidarebefordrat (?:meddelande|brev)',
  '(?:Start på )?videresendt (?:besked|melding|meddelelse|e-?post)',
  'Välitetty viesti(?: alkaa)?',
  'Edelleen lähetetty viesti',
  'Wiadomość przekazana dalej',
  '(?:Początek|Treść) (?:przekazywanej|przekazanej) wiadomości',
  'Přeposlaná zpráva',
  'Začátek přeposílané zprávy',
  'Preposlaná správa',
  'Továbbított (?:üzenet|levél)(?: kezdete)?',
  'İletilen (?:ileti|mesaj)(?: başlangıcı)?',
  'Mesaj redirecționat',
  'Пересылаемое (?:сообщение|письмо)',
  'Пересланное (?:сообщение|письмо)',
  'Перенаправленное (?:сообщение|письмо)',
  'Начало переадресованного (?:сообщения|письма)',
  'Переслан(?:е|ий) (?:повідомлення|лист)',
  'Προωθημένο μήνυμα',
  'رسالة معاد توجيهها',
  'بداية الرسالة المعاد توجيهها',
  'הודעה שהועברה',
  'Thư được chuyển tiếp',
  'Pesan terusan',
  '转发(?:的)?(?:邮件信息|邮件|消息|信息)',
  '已转发的邮件',
  '(?:以下是|开始)转发的邮件',
  '(?:開始)?轉寄(?:的)?(?:郵件|訊息)',
  '転送(?:された)?メッセージ',
  '転送メール',
  '전달된 (?:메시지|메일)(?: 시작)?',
  '전달 메일',
];

const marker = (words: readonly string[]) =>
  `[-_=~*]{1,40}\\s*(?:${words.join('|')})\\s*[-_=~*:：]{0,40}|(?:${words.join('|')})\\s*(?:[-_=~*]{2,40}|[:：])`;

/** A line that says that an earlier mail follows. */
export const originalMarker = new RegExp(
  `^[\\s>]*(?:${marker([...originalWords, ...forwardWords])})\\s*$`,
  'iu',
);

/** A line that says that a *forwarded* mail follows. */
export const forwardMarker = new RegExp(
  `^[ \\t>]{0,20}[-_=~*]{0,40}[ \\t]{0,20}(?:${forwardWords.join('|')})[ \\t]{0,20}[-_=~*:：]{0,40}[ \\t]*$`,
  'imu',
);
