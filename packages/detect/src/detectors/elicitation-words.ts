/** What a form may not ask for: MCP has URL mode for secrets ("servers MUST NOT use form mode to request sensitive information"). */
const SECRET_WORDS =
  `password passwd passwort kennwort passphrase passcode pwd pin pincode otp totp onetimecode onetimepassword
  verificationcode securitycode authcode authenticationcode twofactorcode 2facode mfacode smscode seedphrase recoveryphrase
  recoverywords recoverycode recoverykey backupcode mnemonic privatekey secretkey apikey accesstoken refreshtoken bearertoken
  sessiontoken clientsecret apisecret secretaccesskey credentials cardnumber creditcard creditcardnumber debitcard cvv cvc cvv2
  cardverification ssn socialsecurity socialsecuritynumber mothersmaidenname securityanswer bankaccountnumber accountpassword
  iban routingnumber sshkey cookie sessioncookie walletkey keystorepassword
  contrasena contraseña clavesecreta claveprivada frasesemilla codigodeverificacion motdepasse codesecret phrasesecrete
  codedeverification senha palavrapasse fraseseed codigodeverificação palavrachave parola codicesegreto wachtwoord lösenord
  adgangskode passord salasana hasło heslo jelszó parolă şifre sifre katasandi mậtkhẩu пароль секретныйключ кодподтверждения
  парола κωδικός סיסמה كلمةالمرور كلمةالسر رمزالتحقق رمزعبور पासवर्ड पासकोड ओटीपी รหัสผ่าน 密码 密碼 口令 验证码 驗證碼 助记词
  信用卡号 私钥 パスワード 暗証番号 認証コード 秘密鍵 비밀번호 암호 인증번호 개인키`.split(/\s+/);

/** A word that makes a secret's name the name of something about it. */
const ABOUT =
  /(?:length|count|policy|expiry|expires?|expiration|rotation|limit|strength|required|enabled|manager|reset|hint|type|provider|store|vault|name|url|format|interval|max|min)$/;
const ABOUT_FIRST = /^(?:has|is|use|enable|require|reset|forgot|change|max|min|number|rotate)/;
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** Words of at least this length are also found with one letter wrong. */
const FUZZY_UNITS_MIN = 7;
const LABEL_WORDS_MAX = 40;

/** Words of every form that are one letter from a secret's name. */
const ORDINARY = new Set(['passport', 'passports']);

const KNOWN = new Set(SECRET_WORDS);
const LONG = SECRET_WORDS.filter((word) => word.length >= FUZZY_UNITS_MIN);

/**
 * The secret a field's name or label asks for, or null. Reads all scripts, names in camel and snake case, figures for letters and
 * one wrong letter in long words. `password_length` asks for no secret.
 */
export function secretAskedBy(label: string): string | null {
  const words = label
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}\p{N}@$!]+/u)
    .filter((word) => word !== '')
    .slice(0, LABEL_WORDS_MAX);
  for (let i = 0; i < words.length; i++) {
    for (let length = Math.min(4, words.length - i); length > 0; length--) {
      const phrase = words.slice(i, i + length).join('');
      const known = knownAs(phrase);
      if (known === null) continue;
      const next = words[i + length] ?? '';
      const previous = words[i - 1] ?? '';
      if (ABOUT.test(next) || ABOUT_FIRST.test(previous)) return null;
      return known;
    }
  }
  return null;
}

function knownAs(phrase: string): string | null {
  if (KNOWN.has(phrase)) return phrase;
  const plain = phrase.replace(/[013457@$!]/g, (char) => LEET[char] ?? char);
  if (KNOWN.has(plain)) return plain;
  const singular = plain.replace(/s$/, '');
  if (KNOWN.has(singular)) return singular;
  if (plain.length < FUZZY_UNITS_MIN - 1 || ORDINARY.has(plain)) return null;
  return LONG.find((word) => isOneSlipFrom(plain, word)) ?? null;
}

/** Equal but for one letter put in, left out, changed, or two exchanged. */
function isOneSlipFrom(text: string, word: string): boolean {
  if (Math.abs(text.length - word.length) > 1) return false;
  let i = 0;
  while (i < text.length && text[i] === word[i]) i += 1;
  const rest = (a: number, b: number) => text.slice(i + a) === word.slice(i + b);
  const swapped = text[i] === word[i + 1] && text[i + 1] === word[i] && rest(2, 2);
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || swapped;
}
