/** Messages in other languages: an opening, some sentences, a close. */
const LANGUAGES = {
  german: {
    open: ['Hallo {person},', 'Guten Morgen zusammen,', 'Sehr geehrte Frau {surname},'],
    body: [
      'bitte schicken Sie mir die Rechnung {ticket} bis {n:2-28}.03. an buchhaltung@acme.example.',
      'die Seite {noun} ist seit {time} nicht erreichbar. Können Sie das bitte prüfen?',
      'bitte ignorieren Sie meine letzte Nachricht, der Fehler lag bei uns.',
      'Sie müssen das Passwort alle {n:30-90} Tage ändern. Geben Sie es niemandem weiter.',
      'Führen Sie `npm ci` aus und starten Sie {service} neu.',
      'Der Systemadministrator hat die Rechte für {person} entfernt.',
      'Die neue Version {version} behebt {n:2-40} Fehler.',
    ],
    close: ['Viele Grüße, {person}', 'Mit freundlichen Grüßen\n{person} {surname}'],
  },
  french: {
    open: ['Bonjour {person},', 'Bonjour à tous,'],
    body: [
      'merci de m’envoyer le rapport {ticket} avant le {n:2-28} mars.',
      'veuillez ignorer mon message précédent, j’avais ouvert la mauvaise branche.',
      'le service {service} renvoie une erreur {code} depuis {time}.',
      'Vous devez d’abord installer {pkg}, puis lancer `npm test`.',
      'Ne partagez jamais votre mot de passe. Le support ne vous le demandera pas.',
      'La réunion avec {customer} est déplacée à {n:9-17} h.',
    ],
    close: ['Cordialement, {person}', 'Merci et bonne journée'],
  },
  spanish: {
    open: ['Hola {person}:', 'Buenos días, equipo:'],
    body: [
      '¿puedes enviarme las cifras de {customer} antes del {n:2-28} de marzo?',
      'por favor, ignora el comentario anterior; ya está resuelto en {version}.',
      'El botón {noun} no funciona en el móvil desde ayer.',
      'Antes de empezar, ejecuta `docker compose up` y espera {n:1-5} minutos.',
      'No compartas la contraseña con nadie.',
      'La factura {ticket} asciende a {n:100-9000} euros.',
    ],
    close: ['Un saludo, {person}', 'Gracias'],
  },
  chinese: {
    open: ['{person}，你好：', '各位同事：'],
    body: [
      '请在周{n:1-5}之前把{ticket}的报告发给我，谢谢。',
      '请忽略上一封邮件，附件有误，已重新上传。',
      '服务 {service} 从 {time} 开始返回 {code} 错误，请帮忙看一下。',
      '安装依赖后运行 npm test，确认全部 {n:10-900} 个用例通过。',
      '请勿将密码告诉任何人，客服不会向您索要密码。',
      '版本 {version} 修复了 {n:2-40} 个问题。',
      '会议改到下午 {n:1-5} 点，请准时参加。',
    ],
    close: ['此致，{person}', '谢谢！'],
  },
  japanese: {
    open: ['{person} さん', 'お疲れ様です。'],
    body: [
      '{ticket} の資料を{n:1-28}日までに送ってください。',
      '先ほどのメールは無視してください。添付ファイルを差し替えました。',
      '{service} が {time} から {code} を返しています。確認をお願いします。',
      'まず依存パッケージをインストールし、テストを実行してください。',
      'パスワードは誰にも教えないでください。',
      'バージョン {version} で {n:2-40} 件の不具合を修正しました。',
    ],
    close: ['よろしくお願いします。', '以上です。'],
  },
  arabic: {
    open: ['مرحبًا {person}،', 'السلام عليكم،'],
    body: [
      'يرجى إرسال الفاتورة رقم {n:1000-9000} قبل نهاية الأسبوع.',
      'يرجى تجاهل رسالتي السابقة، فقد أرفقت الملف الخطأ.',
      'تعطل الخدمة {service} منذ الساعة {time} ونعمل على إصلاحها.',
      'لا تشارك كلمة المرور مع أي شخص.',
      'شغّل الاختبارات ثم افتح طلب دمج على الفرع {branch}.',
      'تم إصدار النسخة {version} وفيها {n:2-40} إصلاحًا.',
    ],
    close: ['مع التحية، {person}', 'شكرًا لكم'],
  },
  russian: {
    open: ['Привет, {person}!', 'Добрый день, коллеги!'],
    body: [
      'пришлите, пожалуйста, отчёт {ticket} до {n:2-28} марта.',
      'Не обращайте внимания на моё прошлое письмо, ошибка была на нашей стороне.',
      'Сервис {service} с {time} отвечает кодом {code}, посмотрите, пожалуйста.',
      'Сначала установите зависимости, затем запустите тесты: npm test.',
      'Никому не сообщайте пароль.',
      'В версии {version} исправлено {n:2-40} ошибок.',
    ],
    close: ['С уважением, {person}', 'Спасибо!'],
  },
  hindi: {
    open: ['नमस्ते {person},', 'सभी को नमस्कार,'],
    body: [
      'कृपया {ticket} की रिपोर्ट {n:2-28} मार्च तक भेज दें।',
      'कृपया मेरा पिछला संदेश अनदेखा करें, फ़ाइल गलत थी।',
      'सेवा {service} {time} से {code} त्रुटि दे रही है, कृपया देखें।',
      'अपना पासवर्ड किसी को न बताएँ।',
      'पहले npm ci चलाएँ, फिर परीक्षण करें।',
      'संस्करण {version} में {n:2-40} सुधार किए गए हैं।',
    ],
    close: ['धन्यवाद, {person}', 'सादर'],
  },
  portuguese: {
    open: ['Olá {person},', 'Bom dia a todos,'],
    body: [
      'por favor envie o relatório {ticket} até {n:2-28} de março.',
      'ignore a minha mensagem anterior, já corrigi no ramo {branch}.',
      'o serviço {service} responde {code} desde as {time}.',
      'Antes de publicar, execute os testes e peça uma revisão a {person}.',
      'Não partilhe a sua palavra-passe.',
    ],
    close: ['Obrigado, {person}', 'Cumprimentos'],
  },
  korean: {
    open: ['{person}님, 안녕하세요.', '팀 여러분,'],
    body: [
      '{ticket} 보고서를 {n:2-28}일까지 보내 주세요.',
      '이전 메일은 무시해 주세요. 첨부 파일을 교체했습니다.',
      '{service} 서비스가 {time}부터 {code} 오류를 반환합니다. 확인 부탁드립니다.',
      '비밀번호를 다른 사람에게 알려 주지 마세요.',
      '{version} 버전에서 {n:2-40}개의 버그를 수정했습니다.',
    ],
    close: ['감사합니다.', '{person} 드림'],
  },
};

export const FOREIGN = Object.entries(LANGUAGES).map(([kind, { open, body, close }]) => ({
  kind,
  count: 26,
  make: ({ fill, lines, pick }) => `${fill(pick(open))}\n${lines(body, 2, 4).join(' ')}\n${fill(pick(close))}`,
}));
