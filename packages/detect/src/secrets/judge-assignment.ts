import { entropy, isFiller, isPlaceholder, isPlaceholderWord } from '../text/entropy.js';
import { namesProvider } from './provider-words.js';

/** Names that hold what is said about a secret, or something public. */
const NOT_A_SECRET =
  /(?:token|key|secret)s?[_.-]?(?:id|name|type|count|url|uri|path|file|arn|ref|version|expir\w*|limit|length|usage|endpoint|method|public|hash|digest|fingerprint|size|scope|ring|store|word|board|code|map|prefix|suffix|label|tag|group|class|index|format|chars|pair|accessor|spec|value[_-]?from)$|public|^hashed?[_-]|^sealed[_-]|csrf|xsrf|authenticity|nonce|^max(?:imum)?[_-]?(?:token|key|secret|length|size|output|input|new)|invalid|non[_-]?matching|wrong|fake|dummy|credentials?[_-]?id|secrets?[_-]?id$|tokenizer|next.?page.?token|page.?token|continuation|cursor|sort[_-]?key|partition[_-]?key|primary[_-]?key|foreign[_-]?key|cache[_-]?key|idempotency|key[_-]?vault|kms|(?<!bit)bucket|user[_-]?secrets|selector|keyword|keying/i;
/** The value says where the secret is, or is code. */
const REFERENCE =
  /^(?:arn:|https?:|\/|\.{1,2}\/|[a-z][a-z+]{1,12}:\/\/|sha(?:1|256|384|512)[-:]|vault:|op:\/\/|projects\/|@|\$|%|--|[a-z]+\.[a-z]+\.)|\(|\[|\.(?:ts|js|py|json|ya?ml|go|md|pem|crt|key|p12|jks|env|txt|xml|com|org|net|io)$|^[\w.]+\.[a-z]{2,}$|^\d{4}-\d{2}-\d{2}|^v?\d+\.\d+|^(?:process\.)?env\.\w+$/i;
const STRONG =
  /passw|passphrase|passwd|pwd|secret|token|api[_-]?key|access[_-]?(?:key|id)|auth|private[_-]?key|credential|client[_-]?srt|signing|encryption|(?:^|_)pass$/i;
const PASSWORD = /passw|passphrase|passwd|pwd|(?:^|_)pass$|^secret/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const WORDED = /^(?:[A-Za-z]{3,}[_.:/-]){2,}|[A-Z][a-z]{6,}/;
const LONG_STRETCH = /[a-z]{9,}/g;
/** The head of a token alone, which says how it is signed. */
const JWT_HEAD = /^eyJ[\w-]{10,80}$/;
const CONSONANTS = /[bcdfghjklmnpqrstvwxz]{4}/;
const CONSTANT = /^[A-Z][A-Z0-9_]+$|^[a-z][a-z0-9]*(?:[_-][a-z]+)+$/;

const SURE = 0.75;
const LIKELY = 0.6;
const BARELY = 0.55;

/**
 * How likely the value is a secret, by the name it stands under and by how it is made: from 0 (it reads like a name, a
 * reference or a blank to fill in) to 0.75, as nobody vouches for a form.
 */
export function judgeAssignment(name: string, value: string): number {
  if (NOT_A_SECRET.test(name) || REFERENCE.test(value) || JWT_HEAD.test(value)) return 0;
  const known = namesProvider(name);
  const blank = known ? isFiller(value) || isPlaceholderWord(value) : isPlaceholder(value);
  if (blank) return 0;
  const strong = STRONG.test(name);
  if (UUID.test(value)) return known || (strong && !/id$/i.test(name)) ? BARELY : 0;
  if (/^\d+$/.test(value)) return known && strong && value.length >= 15 ? BARELY : 0;
  if (known && strong ? isMixed(value) : isMachineMade(value, strong ? 13 : 16))
    return value.length >= 20 ? SURE : LIKELY;
  return PASSWORD.test(name) && isPassword(value) ? LIKELY : 0;
}

/** Enough where the name vouches for it: a digit, and letters of both cases or another digit. */
function isMixed(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (value.length < 10 || digits === 0 || digits === value.length || entropy(value) < 2.5) return false;
  if (/^(?:[A-Za-z]{3,}[_.:/-]){2,}/.test(value) || CONSTANT.test(value)) return false;
  return digits >= 2 || (/[a-z]/.test(value) && /[A-Z]/.test(value));
}

/** A long stretch of letters that can be said. */
function hasWord(value: string): boolean {
  return value.match(LONG_STRETCH)?.some((stretch) => !CONSONANTS.test(stretch)) === true;
}

/** Letters and digits as no name mixes them. */
function isMachineMade(value: string, lengthMin: number): boolean {
  const digits = value.replace(/\D/g, '').length;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  if (value.length < lengthMin || digits < 2 || letters < 2 || digits + letters < value.length * 0.75) return false;
  const bits = entropy(value);
  if (bits < (value.length < 20 ? 2.7 : 3)) return false;
  const worded = WORDED.test(value) || CONSTANT.test(value) || hasWord(value);
  return !worded || (bits >= 4.2 && digits >= 4);
}

/** What people make up when a form asks for three kinds of characters. */
function isPassword(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9_.-]/].filter((kind) => kind.test(value)).length;
  const symbols = value.replace(/[A-Za-z0-9]/g, '').length;
  if (/^[([{<]|[)\]}>]$|^[\w.]+\(|=>|::|[,;]$/.test(value))
    return symbols >= 5 && kinds >= 2 && /[A-Za-z0-9]/.test(value) && !/^[\w.]+\(/.test(value);
  return (
    (kinds >= 3 && !CONSTANT.test(value) && !/^[A-Z]?[a-z]+(?:[A-Z][a-z]+)+\d?$/.test(value)) ||
    (symbols >= 5 && kinds >= 2)
  );
}
