/** Words that programs and devices put under a mail, by language: nobody wrote them. */

const sentBy = [
  '[-—\\s[(<]*(?:Sent|Posted) (?:from|via|with|using|by|on the go) .{1,80}',
  '\\p{L}{1,20} from mobile',
  '[-—\\s[(<]*From my .{1,20}',
  '(?:Diese (?:Nachricht|E-?Mail) wurde von .{1,80} gesendet|Von meinem .{1,60} gesendet|Gesendet (?:von|mit|aus|über) .{1,60})\\.?',
  '(?:Message )?Envoyé (?:de|depuis|à partir de|avec|par|via) .{1,60}',
  '(?:Enviado|Enviat) (?:desde|de|do|da|a partir d[oe]|por|pelo|con|com|des) .{1,60}',
  'Inviato (?:da|dal|con|tramite) .{1,60}',
  '(?:Verstuurd|Verzonden) (?:vanaf|met|via|vanuit|van) .{1,60}',
  '(?:Skickat|Skickades|Sendt) (?:från|fra|med|via) .{1,60}',
  'från min .{1,30}',
  'Lähetetty .{1,60}',
  '(?:Wysłane|Wysłano) (?:z|za pomocą) .{1,60}',
  '(?:Odesláno|Odoslané) z .{1,60}',
  ".{1,40}[’']?(?:dan|den|mdan) gönderildi\\.?",
  'Отправлено (?:с|из|от|через) .{1,60}',
  '(?:Надіслано|Відправлено) (?:з|із|через) .{1,60}',
  'Изпратено от .{1,40}',
  'Poslano (?:s|sa|iz|z) .{1,40}',
  'Küldve .{1,40}',
  'Στάλθηκε από .{1,40}',
  'Trimis (?:de pe|din|cu) .{1,40}',
  'Được gửi từ .{1,40}',
  'ส่งจาก.{1,40}',
  'Dikirim dari .{1,40}',
  'נשלח מ.{1,40}',
  '(?:[أا][ُ]?رسلت|تم الإرسال|م[ُ]?رس[َ]?ل) (?:من|بواسطة) .{1,40}',
  '(?:发自|發自|寄自|发送自|發送自|來自|来自)\\s?我?的?.{1,40}',
  '(?:从|從|由)\\s?我?的?.{1,40}(?:发送|發送|发出|传送|傳送|寄出)',
  '签名由.{1,20}定制',
  '.{1,30}(?:から|より)送信(?:しました)?。?',
  '.{1,30}에서 (?:보냄|보냈습니다|전송됨|발송됨)\\.?',
];

/** "Sent from my iPhone" and its like: a whole line written by the device. */
export const deviceSignature = new RegExp(
  `^(?:${sentBy.join('|')}|(?:Get|Download) .{1,40} for .{1,40}|.{0,30}\\bOutlook\\b.{1,20}\\b(?:iOS|Android)\\b.{0,40})$`,
  'iu',
);

/** What a device or program calls itself; a parcel that was "sent via DHL" came from neither. */
export const deviceName =
  /i(?:phon|pad|pod)|android|galaxy|samsung|huawei|xiaomi|redmi|oppo|vivo|honor|blackberry|nokia|motorola|pixel|mobil|handy|phone|telefoon|telefon|teléfono|téléphone|telefonino|celular|mail|outlook|yahoo|windows|\bapps?\b|device|gerät|appareil|dispositiv|tablet|sparrow|手机|手機|邮箱|郵箱|邮件|信箱|端末|携帯|スマホ|휴대|스마트폰|메일|телефон|устройств|смартфон|почт|هاتف|جهاز/iu;

const secret =
  'confidential|privileged|intended (?:only|solely|for)|vertraulich|confidentiel|confidencia|riservat|confidenziali|vertrouwelijk|конфиденциальн|конфіденційн|poufn|konfidenti|fortrolig|luottamuksell|důvěrn|dôvern|bizalmas|gizli|εμπιστευτικ|סודי|سري|保密|机密|機密|秘密|비밀|기밀|대외비|bảo mật|rahasia';

const opening =
  '(?:This|The information (?:contained )?in this|The contents? of this|The present) (?:e-?mail|message|communication|transmission)|(?:Diese (?:E-?Mail|Nachricht|Mitteilung)|(?:Der|Die) (?:Inhalt|Informationen?) (?:in )?diese[rs]?)|(?:Ce (?:message|courriel|mail|courrier)|Cet e-?mail|Les informations contenues)|(?:Este (?:mensaje|correo|e-?mail)|Esta (?:mensagem|comunicação|comunicación)|La información contenida|As informações contidas)|(?:Questo messaggio|Questa (?:e-?mail|comunicazione)|Le informazioni contenute|Il contenuto)|(?:Dit (?:e-?mail)?bericht|Deze e-?mail|De informatie)|(?:Это|Данное|Настоящее|Информация, содержащаяся|Содержание|Це|Дане) |(?:Ta wiadomość|Niniejsza wiadomość|Treść)|(?:Detta (?:e-?post)?meddelande|Denne (?:e-?post|e-?mail|meddelelse)|Tämä (?:viesti|sähköposti))|(?:Tato zpráva|Tento e-?mail|Ez az? |Bu (?:e-?posta|mesaj|ileti))|(?:本|此|该|这封?)(?:邮件|郵件|电子邮件|電子郵件|信息|訊息)|(?:この|本)(?:電子)?メール|(?:본|이) ?(?:메일|이메일|전자우편|메시지)|(?:تحتوي )?(?:هذه الرسالة|هذا البريد)';

/** A paragraph that lawyers put under every mail of a firm; given its first lines as one. */
export const disclaimer = new RegExp(
  `^[\\s*_【[(（-]*(?:(?:${opening}).{0,200}?(?:${secret})|CONFIDENTIALITY (?:NOTICE|NOTE)|(?:LEGAL |E-?MAIL )?DISCLAIMER\\b|Haftungsausschluss|AVIS DE CONFIDENTIALITÉ|AVISO (?:LEGAL|DE CONFIDENCIALIDAD)|AVVISO DI RISERVATEZZA|Ai sensi (?:del|dell|della|e per gli effetti)|(?:免责|免責|保密)声?[明]|免責聲明)`,
  'iu',
);
