import { isCited, isSecurityProse } from '../text/prose.js';
import { type Detector, type Hit, INBOUND, matchesWithin, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { wordList } from './request-words.js';

/** What one language says for the acts an injection is made of. Stems, so that endings need no list. */
interface Tongue {
  readonly drop: string;
  readonly instructions: string;
  readonly send: string;
  readonly private: string;
  readonly hush: string;
  readonly become: string;
  readonly reply: string;
}

const TONGUES: readonly Tongue[] = [
  {
    drop: 'ignor[ae]|olvida|omite|desestima|haz caso omiso',
    instructions: 'instrucci|indicaci|reglas|directrices|órdenes|anterior',
    send: 'env[ií]a|reenv[ií]a|manda|sube|comparte|transfier',
    private:
      'contraseñ|claves? (?:api|privad|secret)|credencial|secretos|datos (?:del|de los|person)|historial|correo|archivos|variables de entorno|informaci[oó]n (?:confid|privad|person)',
    hush: 'sin (?:avisar|informar|decir|preguntar|que)|no (?:se lo )?(?:digas|informes|menciones|avises)|en secreto',
    become: 'act[uú]a como|a partir de ahora|eres ahora|no eres una? ia|finge ser|nunca debes decir|sin restricciones',
    reply: 'en tu respuesta|responde (?:solo|siempre|únicamente)|divulga|revela|muestra (?:tu|todas)',
  },
  {
    drop: 'ignore[zr]?|oublie[zr]?|n[eé]glige[zr]?|ne (?:tiens|tenez) pas compte',
    instructions: 'instructions|consignes|r[eè]gles|directives|pr[eé]c[eé]dent',
    send: 'envoie|envoyez|transf[eè]re|transmet|partage[zr]?|t[eé]l[eé]verse',
    private:
      'mots? de passe|cl[eé]s? (?:api|priv|secr)|identifiants|secrets|donn[eé]es (?:de|des|perso|priv)|historique|courriel|fichiers|variables d.environnement',
    hush: 'sans (?:pr[eé]venir|informer|demander|le dire)|ne (?:le )?(?:dis|dites|mentionne|pr[eé]viens)[^.]{0,12} pas|en secret',
    become:
      'agis comme|agissez comme|d[eé]sormais|[àa] partir de maintenant|tu es maintenant|vous [eê]tes maintenant|fais semblant|sans (?:aucune )?restriction',
    reply: 'dans (?:ta|votre) r[eé]ponse|r[eé]ponds (?:uniquement|seulement|toujours)|r[eé]v[eè]le|divulgue',
  },
  {
    drop: 'ignorier\\w{0,3}|vergiss|vergessen sie|missachte\\w{0,2}',
    instructions: 'anweisung|regeln|befehle|vorgaben|richtlinien|vorherig|bisherig',
    send: 'sende|senden sie|schick\\w{0,3}|leite[^.]{0,30} weiter|übermittle|lade[^.]{0,30} hoch|teile',
    private:
      'passw[oö]rt|kennw[oö]rt|schlüssel|zugangsdaten|geheimniss|daten (?:des|der|von)|verlauf|dateien|umgebungsvariablen|e-mails',
    hush: 'ohne (?:zu fragen|nachzufragen|rückfrage|den (?:nutzer|benutzer))|sag[^.]{0,20} nicht|erwähne[^.]{0,12} nicht|heimlich',
    become:
      'verhalte dich|ab (?:jetzt|sofort)|du bist (?:jetzt|nun)|tu so|gib dich (?:als|aus)|ohne (?:jede )?einschränkung',
    reply:
      'in deiner antwort|antworte (?:nur|immer|ausschließlich)|gib[^.]{0,30}(?:systemprompt|anweisungen) aus|verrate|offenbare',
  },
  {
    drop: 'ignore|ignorar|esque[cç]a|desconsidere',
    instructions: 'instru[cç][õo]es|regras|diretrizes|ordens|anterior',
    send: 'envie|enviar|encaminhe|mande|compartilhe|partilhe|transfira|carregue',
    private:
      'senhas?|palavra-passe|chaves? (?:api|privad|secret|de api)|credenciais|segredos|dados (?:do|da|dos|pess)|hist[oó]rico|arquivos|ficheiros|variáveis de ambiente',
    hush: 'sem (?:avisar|informar|perguntar|dizer|que o)|n[ãa]o (?:diga|informe|mencione|avise)|em segredo',
    become: 'aja como|a partir de agora|voc[eê] [eé] agora|finja|sem restri[cç][õo]es',
    reply: 'na sua resposta|responda (?:apenas|sempre|s[oó])|revele|divulgue',
  },
  {
    drop: 'ignora|dimentica|trascura',
    instructions: 'istruzioni|regole|direttive|precedent',
    send: 'invia|inoltra|manda|condividi|carica|trasferisci',
    private:
      'password|parola d.ordine|chiavi? (?:api|privat|segret)|credenziali|segreti|dati (?:del|dell|pers)|cronologia|file|variabili d.ambiente',
    hush: 'senza (?:chiedere|avvisare|informare|dirlo)|non (?:dire|dirlo|menzionare|informare)|di nascosto',
    become: 'comportati come|agisci come|d.ora in poi|da ora in poi|ora sei|fingi di|senza (?:alcuna )?restrizion',
    reply: 'nella tua risposta|rispondi (?:solo|sempre|soltanto)|rivela|divulga',
  },
  {
    drop: 'игнорируй\\S{0,3}|забудь\\S{0,2}|не обращай|пропусти\\S{0,3}',
    instructions: 'инструкц|указан|правил|предыдущ|команд|провер',
    send: 'отправь\\S{0,2}|отправит|перешли\\S{0,3}|переслать|пошли|загрузи|передай|поделись',
    private: 'парол|ключ[иа]?|учетн\\S{1,3} данн|секрет|данны|истори|файлы|переписк|переменны',
    hush: 'не (?:сообщай|говори|упоминай|спрашивай)|без (?:ведома|подтвержд|разреш)|тайно|втайне',
    become: 'веди себя как|с этого момента|отныне|теперь ты|притворись|представь, что ты|без ограничений',
    reply: 'в (?:своём|своем|твоём|твоем) ответе|отвечай (?:только|всегда)|раскрой|покажи (?:свои|системн)',
  },
  {
    drop: '忽略|无视|無視|忘记|忘記|不要理会',
    instructions: '指令|指示|提示|规则|規則|之前|以上|先前|安全检查|安全檢查',
    send: '发送|發送|转发|轉發|上传|上傳|传送|傳送|分享|提交',
    private: '密码|密碼|密钥|密鑰|凭证|憑證|凭据|令牌|数据|數據|资料|資料|对话|對話|文件|环境变量|日志|聊天记录',
    hush: '不要(?:告诉|告知|提及|通知|询问)|不要(?:告訴|通知)|别告诉|秘密|悄悄|偷偷|无需(?:确认|验证|批准)|無需|不用(?:确认|询问)',
    become: '从现在(?:开始|起)|從現在|你现在是|你現在是|扮演|假装|假裝|没有(?:任何)?限制|没有任何规则',
    reply: '在(?:你的)?回(?:复|答)中|只(?:用|能)回答|泄露|透露|显示(?:你的)?系统',
  },
  {
    drop: '無視(?:して|し)|忘れて|スキップして|従わない',
    instructions: '指示|命令|ルール|これまで|以前|上記',
    send: '送信(?:して|し)|送って|転送(?:して|し)|アップロード|共有(?:して|し)|投稿',
    private: 'パスワード|秘密鍵|APIキー|認証情報|資格情報|トークン|データ|会話|ファイル|環境変数|履歴',
    hush: '知らせ(?:ず|ない)|言わない|確認(?:せず|なし)|こっそり|秘密に',
    become: 'あなたは今(?:から)?|今から|これから(?:は)?|ふりをして|として振る舞|制限のない|制限なし',
    reply: '(?:返答|回答|応答)に|明かして|漏ら|表示して',
  },
  {
    drop: '무시(?:하|해)|잊어|따르지',
    instructions: '지시|명령|규칙|이전|앞의|위의',
    send: '보내|전송|전달|업로드|공유',
    private: '비밀번호|암호|개인키|자격 ?증명|토큰|데이터|대화|파일|환경 ?변수|기록',
    hush: '알리지|말하지|묻지|확인 ?없이|몰래|비밀리',
    become: '지금부터|이제부터|당신은 이제|너는 이제|척(?:하|해)|역할을|제한 ?없',
    reply: '답변에|응답에|만 ?대답|공개하|알려',
  },
  {
    drop: 'تجاهل|انس[َى]?|لا تتبع',
    instructions: 'تعليمات|التعليمات|الأوامر|القواعد|السابقة',
    send: 'أرسل|ارسل|حو[ّ]?ل|شارك|ارفع|انقل',
    private: 'كلمة المرور|كلمات المرور|مفاتيح|بيانات|أسرار|الملفات|المحادثة|سجل',
    hush: 'دون (?:إخبار|علم|سؤال|تأكيد)|لا تخبر|لا تذكر|سر[ًّ]ا',
    become: 'من الآن|أنت الآن|تظاهر|تصرف ك|بدون قيود',
    reply: 'في (?:ردك|إجابتك)|اكشف|أظهر',
  },
  {
    drop: 'अनदेखा|अनदेखी|नज़रअंदाज|भूल जा|ignore kar|bhool ja|nazarandaz',
    instructions: 'निर्देश|नियम|पिछले|आदेश|nirdesh|pichhle|pehle ke',
    send: 'भेज|साझा|अपलोड|अग्रेषित|bhej|share kar|forward kar',
    private: 'पासवर्ड|कुंजी|डेटा|जानकारी|फ़ाइल|बातचीत|credentials|password|jaankari',
    hush: 'बिना (?:बताए|पूछे|पुष्टि)|मत बता|गुप्त|bina (?:bataye|puche)|mat batana|chupke',
    become: 'अब से|आप अब|बनने का नाटक|ab se|aap ab|tum ab|bina (?:kisi )?(?:rok|pabandi)',
    reply: 'अपने (?:उत्तर|जवाब)|बताओ|apne (?:jawab|uttar)|dikhao',
  },
  {
    drop: 'yok say|görmezden gel|unut',
    instructions: 'talimat|kural|önceki|yukarıdaki',
    send: 'gönder|ilet|yükle|paylaş',
    private: 'şifre|parola|anahtar|kimlik bilgi|veri|dosya|geçmiş',
    hush: 'söyleme|bahsetme|sormadan|haber vermeden|gizlice',
    become: 'şu andan itibaren|bundan sonra|artık sen|gibi davran|kısıtlama olmadan',
    reply: 'yanıtında|cevabında|ifşa et|göster',
  },
  {
    drop: 'abaikan|lupakan',
    instructions: 'instruksi|perintah|aturan|sebelumnya',
    send: 'kirim|teruskan|unggah|bagikan',
    private: 'kata sandi|kunci|kredensial|data|berkas|riwayat',
    hush: 'jangan (?:beri ?tahu|katakan|sebut)|tanpa (?:bertanya|izin|konfirmasi|memberi)|diam-diam',
    become: 'mulai sekarang|kamu sekarang|anda sekarang|berpura-pura|bertindak sebagai|tanpa batasan',
    reply: 'dalam (?:jawaban|respons)|ungkapkan|tampilkan',
  },
];

const LINK = 'https?:\\/\\/|[\\w.+-]{1,64}@[\\w-]{1,63}\\.[a-z]{2}';
const GAP = '[^.!?。\\n]{0,60}?';

/** The orders of an injection in one language, each as two of its parts in a sentence. */
interface Order {
  readonly pattern: RegExp;
  readonly confidence: number;
  /** Sets aside what was said before, which people do as well. */
  readonly drops?: boolean;
}

const isLatinTongue = ({ drop, send, become, reply }: Tongue): boolean =>
  /[a-z]{2}/.test([drop, send, become, reply].join(' '));

/** The other scripts, each with what tells it; those of one script are read together. */
const SCRIPTS: readonly RegExp[] = [
  /[\u3040-\u30ff\u3400-\u9fff]/,
  /[\uac00-\ud7a3]/,
  /[\u0400-\u04ff]/,
  /[\u0600-\u06ff]/,
  /[\u0900-\u097f]/,
];

const ordersOf = ({ drop, instructions, send, private: secret, hush, become }: Tongue): Order[] => [
  { pattern: new RegExp(`(?:${drop})${GAP}(?:${instructions})`, 'giu'), confidence: 0.75, drops: true },
  { pattern: new RegExp(`(?:${instructions})[^.!?。\\n]{0,12}(?:${drop})`, 'giu'), confidence: 0.65, drops: true },
  { pattern: new RegExp(`(?:${send})${GAP}(?:${secret})${GAP}(?:${LINK}|${hush})`, 'giu'), confidence: 0.75 },
  { pattern: new RegExp(`(?:${secret})${GAP}(?:${send})${GAP}(?:${LINK}|${hush})`, 'giu'), confidence: 0.7 },
  { pattern: new RegExp(`(?:${secret})${GAP}(?:${LINK})${GAP}(?:${send})`, 'giu'), confidence: 0.7 },
  {
    pattern: new RegExp(
      `(?:${send})${GAP}(?:${secret})[^\\n]{0,60}(?:${hush})|(?:${hush})[^\\n]{0,60}(?:${send})${GAP}(?:${secret})`,
      'giu',
    ),
    confidence: 0.7,
  },
  { pattern: new RegExp(`(?:${become})${GAP}(?:${become})`, 'giu'), confidence: 0.65 },
];
const revealOf = ({ reply, private: secret }: Tongue): Order => ({
  pattern: new RegExp(`(?:${reply})${GAP}(?:${secret}|api|system ?prompt|token)`, 'giu'),
  confidence: 0.6,
});

/** The orders of a tongue, and what tells that there may be one. */
interface Spoken {
  /** Null for what is written in Latin script as well. */
  readonly script: RegExp | null;
  /** Every order has one of these. */
  readonly acts: RegExp;
  readonly orders: readonly Order[];
}

const SPOKEN: readonly Spoken[] = TONGUES.map((tongue) => {
  const { drop, send, become, reply } = tongue;
  return {
    script: isLatinTongue(tongue) ? null : (SCRIPTS.find((script) => script.test(drop)) ?? null),
    acts: new RegExp([drop, send, become, reply].join('|'), 'iu'),
    orders: [...ordersOf(tongue), revealOf(tongue)],
  };
});
const TEXT_UNITS_MAX = 8192;

/** What people take back among themselves: `please ignore my previous mail`. */
const LETTER =
  /mensaje|mensage|correo|e-?mail|courriel|\bmails?\b|message|comentario|comentário|commentaire|commento|kommentar|nachricht|messaggio|aviso|сообщени|письм|комментари|邮件|郵件|消息|留言|评论|通知|メール|コメント|メッセージ|連絡|메일|메시지|댓글|공지|رسال|رسائل|بريد|تعليق|संदेश|ईमेल|टिप्पणी|mesaj|e-?posta|yorum|pesan|surel|sandesh/iu;
/** What only a model or a clerk was given. */
const GIVEN =
  /instru|indicac|regla|regra|regel|regol|consigne|r[eè]gle|directi|órden|orden[es]|anweisung|befehl|vorgab|richtlin|istruzion|инструк|указан|правил|команд|指令|指示|规则|規則|提示|命令|ルール|지시|명령|규칙|تعليمات|أوامر|الأوامر|قواعد|القواعد|निर्देश|नियम|आदेश|talimat|kural|komut|instruksi|perintah|aturan|nirdesh/iu;
/** Nobody takes back every message there was. */
const EVERY =
  /(?<!\p{L})(?:tod[oa]s|tou(?:te)?s|alles?|tutt[ie]|все|всех|semua|tüm|bütün|كل|جميع)(?!\p{L})|所有|全部|すべて|全て|모든|सभी/iu;
const LETTER_UNITS = 30;

const isTakenBack = (text: string, { start, end }: Hit): boolean => {
  const around = text.slice(Math.max(0, start - LETTER_UNITS), end + LETTER_UNITS);
  return LETTER.test(around) && !GIVEN.test(around) && !EVERY.test(text.slice(start, end + LETTER_UNITS));
};

/** Those of the tongues that a text may be in: by its script, and by what they call to do. */
const ordersFor = (text: string): readonly Order[] =>
  SPOKEN.filter(({ script, acts }) => (script === null || script.test(text)) && acts.test(text)).flatMap(
    ({ orders }) => orders,
  );

function detect({ text, view, stretches }: Subject): Hit[] {
  const read = text.slice(0, TEXT_UNITS_MAX);
  const where = stretches === undefined ? { text: read } : { text: read, stretches };
  const orders = ordersFor(read);
  const found = (drops: boolean): Hit[] =>
    orders
      .filter((order) => (order.drops === true) === drops)
      .flatMap(({ pattern, confidence }) => matchesWithin(pattern, where, () => ({ confidence })));
  const others = found(false);
  // With another order beside it, a letter taken back is a pretext.
  const drops = found(true).filter((hit) => others.length > 0 || !isTakenBack(read, hit));
  const hits = [...drops, ...others];
  if (view !== 'raw') return hits;
  return hits.map((hit) =>
    isCited(text, hit.start) || isCited(text, hit.end) || isSecurityProse(text, hit.start)
      ? { ...hit, confidence: 0.3, severity: 'low' as const }
      : hit,
  );
}

/** The same orders in thirteen other languages, romanised Hindi among them. Catalogue C14. */
export const injectionForeign: Detector = {
  id: 'injection.other-language',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'The text gives a model orders in another language than English',
  why: 'A model follows orders in any language; filters written for one let the others through.',
  fix: 'Redact the passage or deliver the result fenced.',
  frameworks: INDIRECT_INJECTION,
  surfaces: INBOUND,
  joins: true,
  gates: [
    {
      literals: [
        wordList(`ignora |ignora las|ignore as|ignorez|ignorer |oublie|olvida|omite |desestima|ignorier|vergiss|missachte|esquec|esqueç|desconsidere|dimentica|trascura|abaikan|lupakan|yok say|unut|ignore kar|bhool|nazarandaz
          |envía|envia |reenv|envie|encaminhe|compartilhe|partilhe|envoie|envoyez|transmet|sende |senden sie|schick|leite |übermittle|invia |inoltra|kirim|teruskan|unggah|bagikan|gönder|paylaş|bhej
          |divulga|revela |revele|révèle|rivela|verrate|offenbare|a partir de a|désormais|partir de maintenant|ab jetzt|ab sofort|d'ora in poi|da ora in poi|mulai sekarang|şu andan|bundan sonra|ab se |no eres una ia|actúa como|finge |agis comme|aja como|comportati|manda |comparte|sube `),
        wordList(`instruc|indicaci|reglas|consignes|directives|précédent|precedent|anweisung|regeln|vorgaben|vorherig|instru|regras|anterior|istruzioni|regole|instruksi|perintah|sebelumnya|talimat|önceki|nirdesh|pichhle
          |contraseñ|claves|credencial|secretos|datos |mot de passe|mots de passe|identifiants|données|passw|kennw|schlüssel|zugangsdaten|senha|chaves|dados |credenciais|chiavi|credenziali|dati |kata sandi|kredensial|data |şifre|parola|veri|password|jaankari|api|token|respuesta|restric|einschränk|sin avisar|llamado|jetzt|humano|réponse|antwort|resposta|risposta`),
      ],
      near: 240,
    },
    {
      literals: [
        wordList(
          '从现在|從現在|你现在是|扮演|今から|これから|あなたは|制限のない|制限なし|として振る舞|ふりをして|지금부터|이제부터|с этого момента|отныне|من الآن|أنت الآن|अब से',
        ),
      ],
    },
    {
      literals: [
        wordList(
          '忽略|无视|無視|忘记|忘記|转发|轉發|发送|發送|上传|泄露|透露|提交|分享|送信|転送|送って|忘れて|무시|잊어|보내|전송|игнорируй|забудь|отправ|перешл|пропуст|раскрой|تجاهل|أرسل|ارسل|अनदेख|भेज|नज़रअंदाज',
        ),
        wordList(`指令|指示|提示|规则|規則|之前|以上|先前|安全检查|安全檢查|密码|密碼|密钥|密鑰|凭证|憑證|凭据|令牌|数据|數據|资料|資料|对话|對話|文件|环境变量|日志|聊天记录
          |命令|ルール|これまで|以前|上記|パスワード|秘密鍵|キー|認証情報|資格情報|トークン|データ|会話|ファイル|環境変数|履歴
          |지시|명령|규칙|이전|앞의|위의|비밀번호|암호|개인키|자격|토큰|데이터|대화|파일|환경|기록
          |инструкц|указан|правил|предыдущ|команд|провер|парол|ключ|данн|секрет|истори|файл|переписк|переменн
          |تعليمات|الأوامر|القواعد|السابقة|كلمة المرور|كلمات المرور|مفاتيح|بيانات|أسرار|الملفات|المحادثة|سجل
          |निर्देश|नियम|पिछले|आदेश|पासवर्ड|कुंजी|डेटा|जानकारी|फ़ाइल|बातचीत|api|token|prompt|password|credential`),
      ],
      near: 240,
    },
  ],
  detect,
};
