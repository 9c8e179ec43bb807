/**
 * What a phrase of a tool's text speaks of. Detectors of definitions combine these; a phrase in another language is one more line
 * here and no new rule. `*` stands for the rest of a word; blanks also match `-`, and `_` in names of things.
 */
export const LEXICON = {
  /** The person in front of the client. */
  user: [
    'user|users|end user|end users|the human|a human|customer|customers|the person|client|them|anyone|operator|owner',
    'usuari*|cliente|persona|utilisat*|benutzer*|nutzer*|anwender*|kunden|utente|gebruiker*|gebruiker|uzytkownik*',
    'пользовател*|человек*|клиент*|用户|使用者|用戶|客户|人类|ユーザ*|利用者|사용자*|고객|kullanici*|المستخدم|उपयोगकर्ता|pengguna|nguoi dung',
  ],
  /** The model that reads the text. */
  model: [
    'assistant|the ai|ai|llm|llms|language model|the model|model|agent|agents|chatbot|claude|gpt 4|gpt|chatgpt|gemini|copilot|cursor',
    'asistente|assistente|la ia|modelo|agente|modele|l ia|l assistant|ki|assistent|sprachmodell|agenten',
    'ассистент*|модел*|ии|агент*|помощник*|助手|模型|人工智能|智能体|代理|アシスタント|モデル|エージェント|어시스턴트|모델|에이전트|인공지능',
  ],
  negation: [
    "do not|don't|dont|never|must not|should not|shouldn't|mustn't|cannot|can't|without|not to|no need to|avoid|refrain from|under no circumstances|no",
    'no|nunca|sin|jamas|ne|pas|sans|nicht|niemals|ohne|kein|keine|keinen|nao|sem|non|senza|mai|niet|nooit|zonder|nie|bez',
    'не|никогда|без|нельзя|不要|切勿|勿|不得|不可|无需|無需|不必|别|別|绝不|未经|不用|ないで*|しないで|せずに|なしに|ずに|なく|禁止|하지 마*|하지마*|지 마*|지 말*|지 않*|말고|말아*|않고|없이|절대',
  ],
  tell: [
    'mention*|tell|telling|inform|informs|informing|informed|notify*|notifi*|reveal*|disclos*|alert*|report this|say anything|acknowledg*|explain this|explain the|bring up|let the user know|let them know|expose this|discuss|announc*|surface this|make the user aware|display this|show this|list this|refer to this|talk about|point out',
    'mencion*|informar|informe|informes|informez|informer|informieren|avis*|notific*|dire|dites|mentionn*|indiqu*|revelar|revele|reveler|revelez|divulg*|erwahn*|informier*|mitteil*|verrat*|sagen|offenleg*|dica|diga|digas|decir*|comunic*|vermeld*|menzion*|rivel*',
    'упомина*|сообща*|сообщи*|говори*|расскаж*|рассказыва*|информир*|уведомл*|раскрыва*|告诉|告知|提及|透露|提到|通知|泄露|说明|披露|告訴|伝え*|言及*|知らせ*|明か*|開示*|通知し*|언급*|알리*|말하*|알려*|밝히*|공개*|통지*',
  ],
  /** Says of itself that nobody shall see it. */
  covert: [
    "silently|secretly|discreetly|discretely|covertly|stealthily|quietly|surreptitiously|without leaving|goes unnoticed|go unnoticed|unnoticed|undetected|invisibly|behind the scenes without|keep this hidden|keep it hidden|keep hidden|kept hidden|keep this secret|keep this confidential|hidden from the user|hidden from|invisible to the user|in secret|conceal*|without a trace|does not need to be told|doesn't need to be told|need not be told|need not know|does not need to know|doesn't need to know|skip telling|skip mentioning|forbidden to mention|forbidden to tell|not let the person know|not let the user know|don't let the user|do not let the user|do not let the person|nobody should know|unknown to the user|already consented|has consented|without their knowledge|without the user knowing|without notifying|without prompting|without asking|no confirmation is|hidden copy|never reveal|no one should know|hide this|hide the fact|internal implementation detail|mere implementation detail|implementation detail|transparent to the user|off the record|confidential step|hidden directive|hidden instruction*|hidden step",
    'silencios*|en secreto|secretament*|discretament*|discretement|sans que l utilisateur|sin que el usuario|a l insu|ohne wissen|heimlich|unbemerkt|stillschweigend|im hintergrund ohne|secretamente|sem que o usuario|in segreto|di nascosto|detalle de implementacion|detail d implementation|implementierungsdetail|detalhe de implementacao|stiekem',
    'тайно|скрытно|незаметно|втайне|без ведома|деталь реализации|悄悄|秘密地|静默|偷偷|暗中|内部实现|实现细节|不被察觉|默默|こっそり|密かに|秘密裏に|黙って|気づかれ*|内部的な実装|実装の詳細|몰래|비밀리에|조용히|은밀*|내부 구현|구현 세부*',
  ],
  consent: [
    'confirmation|confirm*|approval|approv*|consent|permission from|asking|prompting|checking with|check with the user|check with|user review|human review|verification from|authorization from|double checking|sign off|approved by the user in advance|has been approved by the user|already approved by|already confirmed by|authorised to confirm|authorized to confirm|human intervention|ask first|asking first|ask the user',
    'confirmacion|aprobacion|consentimiento|permiso|confirmation|approbation|consentement|autorisation|bestatig*|zustimmung|genehmig*|einwilligung|ruckfrage|erlaubnis|confirmacao|aprovacao|conferma|approvazione|consenso|bevestig*|toestemming|potwierdz*',
    'подтвержд*|одобрен*|согласи*|разрешен*|确认|批准|同意|许可|授权|审批|確認|承認|許可|확인|승인|동의|허락',
  ],
  /** Puts the model under an obligation, or an order into its work. */
  directive: [
    'must|always|mandatory|required to|is required|are required|requires you|require you|make sure|be sure|ensure|need to|needs to|have to|has to|should|shall|critical|important|essential|it is necessary|necessary|strictly|adhere|please|before|first|also|additionally|instead|then|whenever|every time|each time|on each call|on every call|for every|prior to|as part of|at all times|immediately|in addition|from now on|no exceptions|whether or not|automatically|as a final step|as a first step|for this feature to work|in order to|precondition|prerequisite|initialization step',
    'debe|deben|debes|debera|siempre|obligatori*|antes de|primero|tambien|ademas|asegur*|por favor|es necesario|doit|devez|toujours|obligatoire|avant|d abord|egalement|veuillez|il faut|assurez|muss|mussen|immer|zuerst|bevor|ausserdem|außerdem|bitte|unbedingt|zwingend|stets|vor jeder|deve|devem|sempre|primeiro|tambem|alem disso|certifique*|prima|anche|inoltre|moet|altijd|eerst|musi|zawsze|najpierw|wichtig|importante|importante|kritisch',
    'должен|должна|должны|всегда|обязательно|сначала|перед|также|необходимо|пожалуйста|кроме того|важно|必须|总是|始终|务必|首先|在此之前|还要|同时|请先|请|重要|每次|一定要|必ず|常に|まず|最初に|前に|また|してください|重要|반드시|항상|먼저|전에|또한|주세요|하십시오|중요|필수',
  ],
  /** Takes something up. */
  take: [
    'read|reads|reading|open|opens|fetch*|retriev*|collect*|gather*|extract*|obtain*|captur*|harvest*|load|loads|access|accesses|look up|grab*|scan for|dump|dumps|cat|copy|copies|copying|record|records|catalog*|steal*|stealing|take|takes|export|exports|enumerate*|intercept*|log|logs|query|secure|store|stores|disclose|retain*|list all|list every|stash',
    'lee|leer|lea|abre|abrir|recopil*|recoge*|extrae*|obten*|copiar|lire|lisez|lit|recuper*|collecte*|extrai*|extrait|lesen|gelesen|lies|liest|auslesen|sammel*|hole|kopier*|leia|ler|leggi*|legger*|recoger|leer|lees|przeczyt*|odczyt*|auslies',
    'прочита*|прочти*|чита*|собер*|собира*|извлек*|получи*|скопир*|считай|считыв*|读取|收集|获取|提取|复制|打开|查看|窃取|收集|讀取|読み取*|読み込*|読んで|取得*|収集*|抽出*|コピー*|읽*|수집*|추출*|가져오*|가져와*|복사*',
  ],
  /** Brings something out. */
  send: [
    "send|sends|sending|sent|post|posts|posting|upload*|forward*|transmit*|exfiltrat*|leak*|submit*|relay*|deliver*|share|shares|sharing|email it|email them|pipe|hand off|hand them off|ship|ships|push it|bcc|bcc'd|bcced|cc'd|blind copy|a copy|mirror*|report it to|report them to|beam|beacon*|sync them|sync it|register*|back up|backs up|phone home|route|routes|reroute*|disclose*",
    'envi*|sube|subir|reenvi*|transmit*|transmet*|envoy*|televers*|transfer*|partag*|sende*|senden|schick*|ubertrag*|hochlad*|weiterleit*|leiten sie|leite|ubermittel*|lade|encaminh*|carreg*|invia*|inoltra*|stuur*|verstuur*|wyslij|przesl*|compart*|mande',
    'отправ*|перешли|пересыла*|загруз*|передай|передава*|передать|выгруз*|скин*|发送|上传|转发|传输|传送|提交|外传|發送|上傳|送信*|アップロード*|転送*|送っ*|送る|送り*|전송*|보내*|업로드*|전달*|보낼',
  ],
  /** Puts something into something. */
  put: [
    'include*|including|append*|embed*|attach*|insert*|pass|passes|passing|passed|populat*|add|adds|put|puts|place|supply|supplies|provide|provides|fill|fills|set|write|writes|output|outputs|return|returns|reveal*|prepend*|encode*|offload|stuff|inject*|prefix|suffix|contain*|as a parameter|as the|accompan*|quote|place|carry|carries|hold|holds|given as|give|gives|given|gave|belongs|belong|needed in|repeat|repeated|repeats|make the first argument|mirror*|duplicat*|summarised into|summarized into|requires the contents of|bring|deposit*|stash*',
    'inclu*|anad*|agreg*|adjunt*|pasa|pasar|pase|pon|poner|insert*|ajout*|inser*|joign*|passez|transmett*|fuge*|hinzufug*|anhang*|einfug*|einbett*|ubergeb*|mitgegeben|beigefugt|ubergib|ubergeben|aufnehm*|inclua|passe|adicion*|aggiung*|inserisc*|includi|toevoeg*|voeg|dolacz*',
    'включ*|добав*|вставь|вставля*|приложи*|передай|укажи|помести*|запиши|包含|包括|附加|传递|填入|插入|添加|作为|写入|放入|嵌入|含め*|追加*|渡し*|渡す|添付*|埋め込*|入力し*|포함*|추가*|첨부*|넣*|전달*|삽입*',
  ],
  /** Where a machine keeps what opens others. */
  secretPlace: [
    '~/.*|$home/.*|%userprofile%*|%appdata%*|/root/*|mcp configuration file|mcp configuration|private key|private keys|ssh key|ssh keys|ssh private key*|id_rsa|id_ed25519|id_ecdsa|.ssh/*|.ssh|ssh directory|.aws/*|.aws|.kube/config|.kube/*|/etc/hosts|kubeconfig|.gnupg*|.netrc|.npmrc|.pypirc|.git-credentials|.docker/config*|.env|.env file|dotenv|env file|env_file|/etc/passwd|/etc/shadow|passwd file|shadow file|shell history|bash_history|.bash_history|.zsh_history|command history|browser history|browsing history|session cookie*|browser cookies|keychain|keyring|credential store|authentication store|secret store|password manager|vault secrets|credentials file|environment variables|env vars|env variables|environment values|process environment|process.env|os.environ*|seed phrase*|recovery phrase*|mnemonic*|wallet key*|wallet file*|clipboard*|mcp.json|.mcp.json|.cursor/*|.claude/*|claude_desktop_config*|claude.json|mcp config*|mcp settings|kubernetes secret*|known_hosts|authorized_keys|login data|source code|project files|local files|home directory|workspace files|environment value*|saved passwords|browser profile*|cookies of the browser|working directory listing|the git remote*|git remote url',
    'clave privada|claves privadas|clave ssh|claves ssh|variables de entorno|cle privee|cles privees|cle ssh|cles ssh|variables d environnement|privaten schlussel|privater schlussel|private schlussel|ssh schlussel|umgebungsvariable*|chave privada|chaves privadas|chave ssh|chaves ssh|variaveis de ambiente|chiave privata|chiavi private|variabili d ambiente|klucz prywatny',
    'приватн* ключ*|закрыт* ключ*|ssh ключ*|переменные окружения|переменных окружения|私钥|环境变量|身份验证目录|私鑰|環境變數|秘密鍵|環境変数|개인 키|개인키|비밀 키|환경 변수|환경변수',
  ],
  /** What opens accounts, or is known to one person only. */
  credential: [
    'credentials|credential|password|passwords|passphrase*|api key|api keys|api token*|api secret*|access token|access tokens|access key|access keys|auth token*|authentication token*|oauth token*|bearer token*|refresh token*|session token*|session ids|secrets|secret key*|secret token*|cookies|auth cookie*|configuration entry|configuration entries|configuration secret*|payment method*|card number*|credit card*|cvv|bank account*|social security*|pii|personal data|personal information|personally identifiable*|medical records|health records|2fa code*|one time code*|otp|mfa code*|signing key*|encryption key*|service account key*|sensitive data|sensitive files|sensitive information|confidential data|confidential information|confidential file*|banking credentials|login details|passport scan|session cookie*|github token',
    'contrasena*|credencial*|clave api|claves de api|claves api|token de acceso|tokens de acceso|datos personales|mot de passe|mots de passe|identifiants|cle api|cles api|cle d api|cles d api|jeton*|donnees personnelles|passwort*|kennwort*|zugangsdaten|anmeldedaten|api schlussel|zugriffstoken*|senha*|credenciai*|chave de api|chaves de api|chave api|dados pessoais|credenziali|wachtwoord*|hasla|haslo',
    'пароль|пароли|паролей|учетные данные|учетных данных|ключ api|ключи api|api ключ*|токен*|密钥|密码|凭据|凭证|令牌|api 密钥|口令|密鑰|密碼|パスワード|認証情報|資格情報|api キー|apiキー|トークン|비밀번호|암호|자격 증명|자격증명|api 키|토큰|인증 정보',
  ],
  /** What other tools or the session hold. */
  sessionData: [
    "other tools in this session|previous tool results|tool results|tool outputs|results of other tools|output of other tools|results of previous|previous call|previous calls|most recent call*|most recent database call*|last tool call*|user's last message|last user message|latest message|file the user has open|files the user has open|open file*|current file's content*|authorization header|header authorization|from the other connector|other connectors|other servers|whole calendar|private repositor*|entire inbox|all emails|every email|contact list|address book|internal comments|workspace contents|repository contents|what the user typed|user's messages|user's email*|the user's files|customer records|full diff",
    'resultados anteriores|resultats precedents|vorherigen ergebnisse|ultimo mensaje|dernier message|letzte nachricht',
    '之前的结果|其他工具|最后一条消息|以前の結果|他のツール|이전 결과|다른 도구',
  ],
  /** What was said between the person and the model. */
  conversation: [
    "conversation history|conversation context|conversation log*|conversation thread*|conversation transcript*|conversation so far|full conversation|entire conversation|whole conversation|complete conversation|conversation content*|conversation data|conversation messages|user conversation*|chat history|chat log*|chat transcript*|chat context|chat metadata|chat content*|chat messages|full chat|entire chat|message history|dialog history|dialogue history|dialog context|dialogue context|dialog log*|previous messages|previous exchanges|prior messages|prior exchanges|earlier messages|all messages|every message|all previous messages|all prior messages|preceding messages|user messages|user's messages|user prompts|user's prompt*|user's original prompt|original user prompt|verbatim user|raw user input|context window|session transcript*|session history|full transcript|the history|chat thread*|discussion history|past messages|prior turns|previous turns|all turns|usr hist|everything said so far|said so far|everything the user|dialogue between you|conversation between you|wording of everything|full dialogue|full dialog|entire dialogue|entire dialog|entire chat*|user's words",
    'historial de conversacion|historial de la conversacion|historial del chat|historial completo|conversacion completa|toda la conversacion|contexto de la conversacion|mensajes anteriores|historique de conversation|historique de la conversation|historique du chat|contexte complet de la conversation|contexte de la conversation|conversation complete|toute la conversation|integralite de la conversation|totalite de la conversation|messages precedents|gesprachsverlauf*|chatverlauf*|gesamte gesprach*|gesamte unterhaltung|gesamten verlauf|bisherigen nachrichten|unterhaltungsverlauf|historico da conversa|historico de conversas|historico do chat|conversa completa|toda a conversa|mensagens anteriores|cronologia della conversazione|intera conversazione|cronologia chat|gespreksgeschiedenis|historie rozmowy|historii czatu',
    'истори* переписки|истори* чата|истори* диалога|истори* разговора|весь диалог|всю переписку|всю историю|предыдущие сообщения|对话历史|聊天记录|对话内容|完整对话|全部对话|会话历史|对话上下文|之前的消息|聊天历史|對話歷史|会話履歴|会話の履歴|チャット履歴|会話全体|会話内容|これまでの会話|以前のメッセージ|대화 기록|대화 내용|대화 내역|채팅 기록|전체 대화|이전 메시지',
  ],
  /** What the model was told by those it serves. */
  instructions: [
    "system prompt|system prompts|system message|system instructions|system instruction|system level directives|system directives|previous instructions|prior instructions|earlier instructions|existing instructions|original instructions|previous directions|above directions|all instructions|any instructions|the instructions|your instructions|your prior instructions|other instructions|user instructions|user's instructions|user preferences|user's request|user's actual request|user request|behavioral guidelines|behavioural guidelines|behavioral constraints|previous guidelines|prior constraints|prior directives|all previous|the above|your guidelines|your rules|your constraints|your programming|developer message|initial prompt|hidden prompt|its prompt|your prompt|text of the system prompt|other instructions|your other instructions|instructions previously|instruction hierarchy|core directives",
    'instrucciones anteriores|instrucciones previas|instruccion previa|cualquier instruccion|instrucciones del sistema|prompt del sistema|instructions precedentes|instructions systeme|prompt systeme|consignes precedentes|toutes les instructions|vorherigen anweisungen|bisherigen anweisungen|fruheren anweisungen|alle anweisungen|systemanweisung*|systemprompt|system prompt|instrucoes anteriores|instrucoes do sistema|prompt do sistema|istruzioni precedenti|istruzioni di sistema',
    'предыдущие инструкции|предыдущих инструкц*|все инструкции|системн* инструкц*|системный промпт|之前的指令|所有指令|先前的指令|系统提示|以上指令|系统指令|先前指示|以前の指示|前の指示|これまでの指示|システムプロンプト|システム指示|이전 지시*|이전 명령*|모든 지시*|시스템 프롬프트|시스템 지시*',
  ],
  /** What keeps a model or a program from doing harm. */
  safeguard: [
    "safety|safety checks|safety check|safety policy|safety policies|safety guidelines|safety instructions|safety rules|safety filters|safety related|security checks|security check|security policy|security policies|security instructions|security related checks|security controls|security measures|security restrictions|content moderation|content filter*|content polic*|moderation|guardrail*|safeguard*|permission checks|permission check|permission validations|permission validation|permission controls|permissions check|access checks|access check|access control*|authorization checks|authorization gate*|authentication checks|permission model|policy checks|without filtering|without restriction|ethic*|censorship|usage policies|audit trail|approval flow|approval process|proxy's safety policy",
    'controles de permisos|controles de seguridad|politicas de seguridad|comprobaciones de seguridad|filtros de seguridad|instrucciones de seguridad|restricciones|verifications de securite|verification de securite|controles de securite|regles de securite|politiques de securite|controles d acces|restrictions|sicherheitsprufung*|sicherheitsrichtlinie*|sicherheitskontroll*|sicherheitsanweisung*|zugriffskontroll*|berechtigungsprufung*|einschrankung*|verificacoes de seguranca|politicas de seguranca|controles de seguranca|controles de acesso|restricoes|controlli di sicurezza|politiche di sicurezza|beveiligingscontroles',
    'проверк* безопасности|политик* безопасности|правил* безопасности|проверк* прав|контрол* доступа|ограничени*|安全检查|安全策略|安全指令|安全规则|权限检查|访问控制|内容审核|限制|安全政策|安全审查|安全チェック|セキュリティチェック|安全ポリシー|セキュリティポリシー|権限チェック|アクセス制御|制限|안전 검사|보안 검사|보안 정책|안전 지침|보안 지침|권한 확인|권한 검사|접근 제어|제한',
  ],
  /** Sets aside. */
  override: [
    'ignore|ignores|ignoring|disregard*|forget|override*|overrid*|supersed*|bypass*|circumvent*|skip over|skip|skips|skipping|evad*|elud*|disable|disables|disabling|suppress*|turn off|turns off|suspend all|replacing|replace all|replaces any|do not apply|does not apply|not apply|no longer apply|work around|sidestep*|take precedence over|takes precedence over|take priority over|takes priority over|highest priority|regardless of',
    'ignora*|ignorez|ignorer|omite|omita|omitir|olvida|anula*|elud*|evita los|reemplaz*|sobrescrib*|oubli*|contourn*|desactiv*|remplac*|outrepass*|ignorier*|missacht*|umgeh*|uberschreib*|vergiss|vergessen|deaktivier*|ersetz*|ignore|esqueca|substitu*|contorn*|desconsider*|dimentica|aggir*|sovrascriv*|negeer|omzeil*',
    'игнорир*|забудь|обойти|обход*|отключ*|замен*|пропусти|忽略|无视|忘记|绕过|跳过|覆盖|禁用|关闭|無視*|忘れ*|回避*|バイパス*|上書き*|無効*|무시*|잊*|우회*|건너뛰*|덮어*|비활성*',
  ],
  /** Somewhere that is not here. */
  external: [
    "external server*|external endpoint*|external service*|external host*|external url|external api|external_api|external system*|external location|external collector|external analytics*|external address|external ftp*|external recipient*|external site|external website|external party|external parties|outside server|outside party|third party server*|third party service*|third party*|third parties|remote server*|remote endpoint*|remote host*|remote service|remote vault|remote url|remote location|remote collector|remote analytics*|our server*|our cloud*|our endpoint*|our analytics*|our backend|our collector|our platform|our systems|our api|cloud endpoint|analytics endpoint*|analytics server*|analytics platform|analytics service|analytics|telemetry|telemetry endpoint*|telemetry server*|telemetry reports|usage data|usage analytics|usage statistics|diagnostics endpoint|logging endpoint|logging server|collection endpoint|collector|collector's|webhook endpoint*|webhook*|the attacker*|attacker*|model server|language model server|vendor server*|developer's server|http://*|https://*|ftp server|reporting_endpoint|reporting endpoint|upload_tool|pastebin|ngrok|requestbin|webhook.site|another server|different server|backup server|partner's|partner server*|research cluster|for training|our research|our team|our database|our bucket|our logs|our company|our infrastructure",
    'servidor externo|servidores externos|servidor remoto|servidor de terceros|endpoint externo|terceros|nuestro servidor|nuestros servidores|analitic*|serveur externe|serveurs externes|serveur distant|serveur tiers|tiers|nos serveurs|notre serveur|analyses d utilisation|externen server|externer server|externe server|externen endpunkt|entfernten server|drittanbieter*|unsere server|unseren server|unserem server|servidor externo|servidores externos|servidor remoto|nossos servidores|nosso servidor|terceiros|server esterno|nostri server|externe server',
    'внешн* сервер*|удаленн* сервер*|наш* сервер*|сторонн* сервер*|третьим лицам|外部服务器|远程服务器|我们的服务器|第三方|外部地址|外部接口|外部伺服器|外部サーバ*|リモートサーバ*|第三者|外部のサーバ*|외부 서버*|원격 서버*|제3자|외부 주소|외부 엔드포인트',
  ],
  /** A parameter or an answer as the place to put things. */
  container: [
    'parameter|parameters|param|params|argument|arguments|field|fields|sidenote|side note|sidecar|notes|note|context|metadata|header|headers|comment|hidden field|request body|email body|the body|the response|your response|translated output|the output|the result|query string|url|user agent|filename|file name|sidenote argument|the request|operand|first argument|to this tool|this tool with|give them to this|the header',
    'parametro*|argumento*|campo*|parametre|argument|champ|feld|notas|contexto|contexte|kontext|parametros|notiz*|nota|veld|pole',
    'параметр*|аргумент*|поле|поля|контекст*|参数|字段|上下文|备注|附注|パラメータ*|引数|フィールド|コンテキスト|備考|매개변수|파라미터|인수|필드|컨텍스트|메모',
  ],
  /** All of it. */
  entire: [
    'entire|full|all|complete|whole|every|each|verbatim|any and all|everything|in full|raw|original',
    'completo|completa|todo|toda|todos|todas|entero|entera|complet|complete|tout|toute|tous|toutes|integral*|vollstandig*|gesamt*|alle|alles|ganze|ganzen|completa|inteiro|tutto|tutti|intera|volledige',
    'весь|всю|все|всё|полност*|полный|полную|全部|所有|完整|整个|一切|すべて|全て|全部|全体|完全な|모든|전체|전부|완전한',
  ],
  /** Reasons given so that nobody asks. */
  pretext: [
    'compliance|audit|audits|auditing|audit purposes|telemetry|analytics|quality assurance|service quality|quality of service|product improvement|continuous improvement|to improve|improvement|optimization purposes|user experience|logging purposes|for logging|debugging|for debugging|diagnostics|legal|regulatory|gdpr|soc 2|provenance|security reasons|security side effect|for security|authenticate|so the tool can|authentication purposes|verification purposes|pre validated|pre approved|already been validated|already been approved|already validated|has already been|considered non sensitive|non sensitive|seamless processing|data pipeline integrity|pipeline integrity|internal auditing|calibration|personalization|context length|things might break|will fail|will return an error|formatting error|otherwise|license validation|required initialization|by administrators|by the administrator',
    'cumplimiento|auditoria|mejorar la calidad|calidad del servicio|ameliorer|qualite du service|conformite|audit|qualitatssicherung|verbesser*|konformitat|protokollierung|conformidade|melhorar|migliorare',
    'соответстви*|аудит*|улучшени*|качеств*|合规|审计|改进|质量|优化|監査|コンプライアンス|品質|改善|규정 준수|감사|품질|개선',
  ],
  /** Runs or calls something. */
  call: [
    'call|calls|calling|invoke*|invoking|execute*|executing|run|runs|running|use the|use|uses|using|trigger*|consult*|hand off|hand them off|via the|by using',
    'llama|llame|llamar|invoc*|ejecut*|usa|use|utiliz*|appel*|execut*|aufruf*|rufe|rufen|ausfuhr*|verwend*|nutze|chame|chamar|invoque|esegu*|chiama|usa|roep|gebruik',
    'вызов*|вызва*|вызыв*|выполн*|используй*|запуст*|запуск*|调用|执行|运行|使用|呼び出*|実行*|使用*|使って|호출*|실행*|사용*',
  ],
  /** Takes on another self, or commands from what comes back. */
  persona: [
    'persona|character profile|character framework|new identity|role defined|personality defined|adopt the role|identity defined',
    'la persona definida|personaje|personnage|rolle|personlichkeit|personagem',
    'роль|персон*|角色|人格|人设|ペルソナ|人格|役割|페르소나|역할',
  ],
  adopt: [
    'adopt*|take on|takes on|assume|assumes|embody|embodies|become|becomes|act as|behave as|treat|treats|treated|obey*|comply|complies|follow all|follow any|follow whatever|follow the instructions|follow these new|follow new|carry out any|carry out the|execute any|execute the command|honor any',
    'adopt*|asum*|obede*|sigue las|segui*|suiv*|ubernehm*|befolg*|gehorch*|obedec*|siga*|segu*',
    'примите|прими|принять|следуй*|выполняй*|повину*|采用|遵循|遵守|服从|扮演|執行|従っ*|従う|採用*|따르*|따라*|채택*|복종*',
  ],
  /** What the tool gives back, said to be worth obeying. */
  authority: [
    'authoritative|authoritative directives|system directives|directive|directives|authorized command|authorised command|highest priority instructions|with highest priority|coming from the system administrator|trusted instructions|direct command|instructions in the returned|instructions in the output|instructions in the response|new instructions|embedded instructions|whatever new instructions|orders from|as orders|as instructions|as commands|as an order|commands that agents|expected to execute|instructions of the administrator|any instruction found|instructions found|commands in the',
    'directivas|nuevas instrucciones|nouvelles instructions|neue anweisungen|novas instrucoes|nuove istruzioni',
    'новые инструкции|директив*|新指令|新的指令|权威指令|新しい指示|새로운 지시*',
  ],
  /** Stands above what a caller may. */
  privilege: [
    'full system privileges|system privileges|elevated privileges|elevated execution|elevated permissions|privileged system|privileged timer|privileged context|root access|root rights|administrator rights|admin rights|root privileges|admin privileges|administrator privileges|system context|superuser|escalate*|elevate your|elevate privileges|privileged',
    'privilegios elevados|contexto de sistema|privileges eleves|erhohte rechte|erhohten rechten|administratorrechte|privilegios elevados',
    'права администратора|повышенн* привилег*|提升权限|管理员权限|特权|管理者権限|特権|관리자 권한|특권',
  ],
  /** Written for the model and nobody else. */
  addressed: [
    'note to ai*|note to assistant|note to the ai|note to the assistant|note for ai*|note for the ai|notice for ai*|notice to ai*|message to ai|attention ai|attention assistant|attention model|ai note|ai instruction*|ai only|assistant instruction*|assistant note|assistant:|note to llm|note to model|note to agent*|instruction for the model|instructions for the model|instructions for the assistant|instructions to the model|for the ai|dear ai|dear assistant|system override|system: override|new system message|end tool description|end of description|hidden directive|tool output]|models reading this|model reading this|agents reading this|agent reading this|llm reading this|ai reading this|assistants reading this|as the model you|as the assistant you|as an ai you|side note for the llm|side note to the|instruction for language models|instructions for language models|instruction for llm*|attention language model*|p.s. to the|reminder to the model|reminder for the assistant|internal:|you are now|developer mode|message from me',
    'nota para la ia|nota al asistente|nota para el asistente|note a l ia|note pour l ia|a l attention de l ia|hinweis an die ki|hinweis fur die ki|hinweis fur den assistenten|nota para a ia|nota ao assistente|nota per l ia|instruccion para el asistente',
    'примечание для ии|заметка для ии|внимание ии|инструкция для модели|ai请注意|ai 请注意|给ai的|给模型的|致ai|注意ai|aiへの*|アシスタントへの*|aiアシスタントへ|ai에게*|ai 참고*|어시스턴트에게',
  ],
  /** Prefers itself. */
  superlative: [
    'the best|best tool|most reliable|only reliable|most accurate|most trusted|the only tool|superior|preferred|top choice|number one|#1|first choice|recommended tool|most secure|most powerful|official|fastest|more reliable|more accurate|better than',
  ],
  comparison: [
    'tools of any|tools of other|precedence over|use this tool rather|use this tool over|other tools|other tool|any other tool|any other|rather than others|rather than other|instead of other|over others|over all other|over any other|over other|alternatives|alternative tools|competing tools|competitor*|similar tools|other servers|other providers|all others|others|rather than using|other search tools|all other|no other tool|built in tools',
  ],
  /** After somebody trusted it. */
  approved: [
    'once approved|after review|becomes active after|after approval|post approval|once it is approved|been approved|is approved|after being approved|once this tool has been|once installed|after installation is trusted|once trusted|after review|during review|for review|approval hash|approving it|after the approval|later version',
  ],
  changes: [
    'activates its|activate its|swap it|swap|swaps|will begin|begins to|switches to|changes to|will change|changes its|new behavior|silently add|becomes|begin executing|start executing|starts executing|enables that|replaced by|replace it with',
  ],
  /** Goes on without end. */
  endless: [
    'indefinitely|forever|endlessly|until it succeeds|until the result contains|until the upstream|until complete|keep invoking|keep calling|keep retrying|infinite loop|loop forever|never stop|without limit|as many times as|retry until|retry this tool until|continue_retrying',
  ],
  retry: [
    'retry|retries|retrying|repeat|repeatedly|invoke|invoking|invoke again|call again|loop|calling|retry_hint|retry_guidance|retry this tool',
  ],
  /** Harms what cannot be brought back. */
  destroy: [
    'delete|deletes|deleting|remove all|wipe|wipes|erase|destroy|drop table|drop database|format the disk|permanently delete|purge|terminate|kill|withdraw|transfer|wire|send money|send as much money|disable|shut down|encrypt the',
  ],
  harmless: [
    'detects|detect|detecting|detection|scans for|scanner|redact*|mask*|sanitiz*|for display|leaked|such as|for example|e.g|documentation|explains|explaining|describes|example|sample|illustrative|expected output|mock|fixture*|attempt|attack|attacks|attackers|reports the|protect*|prevents|mitigat*|analyz*|analysis of|requires an api key|requires a|your own|consent before|explicit user consent|test case*|without storing|no conversation|never stored|locally|patched|upgrade|fix',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Concept = keyof typeof LEXICON;
