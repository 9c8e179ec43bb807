import type { ArgumentRole } from '@sallyport/contracts';
import { words } from './names.js';

const IDENTIFIER_UNITS_MAX = 200;
const URL_LIKE = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;
const PATH_LIKE = /^(?:~|\.{1,2}|[a-z]:)?[\\/]\S{1,400}$/i;
const SENTENCE_LIKE = /\S\s+\S+\s+\S/;
/** Programs that are commands only with a sign of the shell behind them: their names begin sentences, too. */
const COMMANDS =
  'cat curl wget ls rm bash sh zsh python python3 perl node nc ncat echo printf chmod chown cp mv find grep awk sed tar ssh scp docker kubectl git npm pip make powershell cmd iex base64 openssl env printenv whoami id ps export crontab systemctl dd tee ping dig nslookup';
const COMMAND_LIKE = new RegExp(`^(?:sudo\\s+)?(?:${COMMANDS.replaceAll(' ', '|')})\\s[^\\n]{0,400}[|;&>\`$]`, 'i');
/** Programs of administration are commands with arguments alone. */
const ADMINISTRATION =
  'useradd usermod userdel adduser passwd chpasswd visudo setcap insmod nsenter mkfs iptables crontab schtasks vssadmin wmic certutil bitsadmin regsvr32 rundll32 mshta netsh bcdedit wevtutil';
const ADMIN_COMMAND = new RegExp(
  String.raw`^(?:sudo\s+\w|(?:${ADMINISTRATION.replaceAll(' ', '|')})(?:\.exe)?\s+[-/\w]|(?:chmod|chown)\s+(?:-R\s+)?[\w+:=]+\s+[~/]|rm\s+-\w*[rf]|reg(?:\.exe)?\s+(?:add|query|delete|save|export|import)\s|net1?\s+(?:user|localgroup|group|use|stop)\s|powershell(?:\.exe)?\s+-|kubectl\s+exec\s|docker\s+run\s|cat\s+\/|(?:curl|wget)\s+(?:-|https?:))`,
  'i',
);
const FIRST_WORDS = words(`sudo reg net net1 ${COMMANDS} ${ADMINISTRATION}`);
/** One word, a separator and a program: a value that a command was hung on, not a sentence. */
const HUNG_ON =
  /^[^\s;|&]{0,60}\s?(?:;|\|{1,2}|&{1,2})\s?(?:sudo\s+)?(?:\/\S{1,40}\/)?(?:curl|wget|bash|sh|nc|ncat|cat|rm|python3?|perl|php|node|powershell|cmd|echo|id|whoami|ls|sleep|ping|chmod|useradd)\b/i;

const BLANK = 1;
const SEPARATOR = 2;
const COLON = 3;
/** Blanks outside ASCII among them are left to the patterns. */
const FOREIGN = 4;
/** What ends the first word of a value. */
const ENDS = new Uint8Array(128);
for (const blank of '\t\n\v\f\r ') ENDS[blank.charCodeAt(0)] = BLANK;
for (const separator of ';|&') ENDS[separator.charCodeAt(0)] = SEPARATOR;
/** A program before its blank, a value before what was hung on it, a scheme: none is longer. */
const FIRST_WORD_UNITS_MAX = 64;

const endAt = (value: string, at: number): number => {
  const code = value.charCodeAt(at);
  if (code > 127) return FOREIGN;
  if (code === 58 && value.charCodeAt(at + 1) === 47) return COLON;
  return ENDS[code] ?? 0;
};

/**
 * Role of a value whose name and schema say nothing, by how it looks. Nearly every value is told by the end of its first word;
 * the patterns are asked for what that leaves possible.
 */
export function roleOfValue(value: string): ArgumentRole {
  const units = Math.min(value.length, FIRST_WORD_UNITS_MAX);
  let at = 0;
  let end = 0;
  while (at < units) {
    end = endAt(value, at);
    if (end !== 0) break;
    at += 1;
  }
  if (end !== 0) {
    const mayBeProgram = end === FOREIGN || (end === BLANK && isFirstWord(value.slice(0, at)));
    if (mayBeProgram && (COMMAND_LIKE.test(value) || ADMIN_COMMAND.test(value))) return 'command';
    const mayBeHungOn = end !== BLANK || endAt(value, at + 1) === SEPARATOR;
    if (mayBeHungOn && HUNG_ON.test(value)) return 'identifier';
    if (end === COLON && URL_LIKE.test(value)) return 'url';
  }
  if (startsLikePath(value) && PATH_LIKE.test(value)) return 'path';
  return value.length > IDENTIFIER_UNITS_MAX || SENTENCE_LIKE.test(value) ? 'free_text' : 'identifier';
}

const isFirstWord = (word: string): boolean => FIRST_WORDS.has(word.toLowerCase().replace('.exe', ''));

/** `/`, `\`, `~`, `.` or a drive. */
function startsLikePath(value: string): boolean {
  const code = value.charCodeAt(0);
  return code === 47 || code === 92 || code === 126 || code === 46 || value.charCodeAt(1) === 58;
}
