import { type Invocation, lineOf } from './invocation.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
export const SHELLS = words('sh bash zsh dash ksh ash fish rbash su');
const POWERSHELLS = words('powershell pwsh');
const INLINE_CODE = words('python python2 python3 perl ruby node nodejs php lua awk gawk mawk');
/** A call that hands a text to a shell, in the languages people write one-liners in. */
const SHELL_CALL =
  /(?:system|popen|exec\w{0,8}|spawn\w{0,8}|shell_exec|passthru|check_output|check_call|\brun|\bcall)\s{0,4}\(?\s{0,4}\[?(["'])([^"'\n]{1,400})\1/gi;
const CALLS_MAX = 8;

const NOTHING: string[] = [];
/** Every program that may have a script among its arguments. */
const HANDS_ON = new Set([
  ...SHELLS,
  ...POWERSHELLS,
  ...INLINE_CODE,
  ...words(
    'eval watch iex invoke-expression cmd ssh find fd docker podman nerdctl kubectl lxc machinectl docker-compose tar bsdtar git trap alias',
  ),
]);

export const isShell = (program: string): boolean => SHELLS.has(program);

/** What follows the first word that a pattern finds, joined, or that word alone. */
function after(texts: readonly string[], flag: RegExp, joined: boolean): string[] {
  const at = texts.findIndex((text) => flag.test(text));
  if (at < 0) return [];
  return [joined ? texts.slice(at + 1).join(' ') : (texts[at + 1] ?? '')];
}

/** Arguments that are scripts themselves: `sh -c …`, `eval …`, `ssh host …`, `find -exec … ;`, `cmd /c …`, `docker run … sh -c`. */
export function nestedScripts(invocation: Invocation): string[] {
  const { program, args, redirects } = invocation;
  if (!HANDS_ON.has(program) && !program.startsWith('python')) return NOTHING;
  const texts = args.map((word) => word.text);
  if (SHELLS.has(program)) {
    const fed = redirects.filter(({ operator }) => operator.startsWith('<<')).map(({ target }) => target.text);
    return [...after(texts, /^-[a-z]*c$|^--command$/, false), ...fed];
  }
  if (POWERSHELLS.has(program)) return powershell(texts);
  if (INLINE_CODE.has(program) || /^python\d/.test(program)) return shellCalls(lineOf(invocation));
  switch (program) {
    case 'eval':
    case 'watch':
    case 'iex':
    case 'invoke-expression':
      return [texts.filter((text) => !/^-\w+$/.test(text)).join(' ')];
    case 'cmd':
      return after(texts, /^\/[ckr]$/i, true);
    case 'ssh':
      return [
        texts
          .filter((text) => !text.startsWith('-'))
          .slice(1)
          .join(' '),
        ...optionValues(texts, /^-?o?(?:Proxy|Local)Command[= ]/i),
      ];
    case 'find':
    case 'fd':
      return quotedAfter(texts, /^-(?:exec|execdir|ok|okdir|x|-exec)$/);
    case 'docker':
    case 'podman':
    case 'nerdctl':
    case 'kubectl':
    case 'lxc':
    case 'machinectl':
    case 'docker-compose':
      return after(texts, /(?:^|\/)(?:ba|z|da)?sh$/, false).length > 0
        ? after(texts, /^-[a-z]*c$/, false)
        : after(texts, /^--$/, true);
    case 'tar':
    case 'bsdtar':
      return optionValues(texts, /^--checkpoint-action=exec=/);
    case 'git':
      return optionValues(
        texts,
        /^(?:core|credential|diff|filter|alias|sequence|gpg|merge)\.[\w.]*(?:pager|sshcommand|editor|helper|fsmonitor|hookspath|external|clean|smudge|program|askpass|driver|textconv|[a-z]+)=!?/i,
      );
    case 'trap':
      return texts.slice(0, 1);
    case 'alias':
      return optionValues(texts, /^[\w.-]+=/);
    default:
      return [];
  }
}

function optionValues(texts: readonly string[], prefix: RegExp): string[] {
  return texts.flatMap((text) => {
    const found = prefix.exec(text);
    return found === null ? [] : [text.slice(found.index + found[0].length)];
  });
}

/** Everything after the options is the script; an encoded one is read by the detector that decodes. */
function powershell(texts: readonly string[]): string[] {
  const at = texts.findIndex((text) => /^-c(?:ommand)?$/i.test(text));
  if (at >= 0) return [texts.slice(at + 1).join(' ')];
  const plain = texts.filter(
    (text, i) => !text.startsWith('-') && !/^-(?:ep|ex\w*|w\w*|version)$/i.test(texts[i - 1] ?? ''),
  );
  return plain.length > 0 && !/\.ps1$/i.test(plain[0] ?? '') ? [plain.join(' ')] : [];
}

function shellCalls(code: string): string[] {
  const scripts: string[] = [];
  for (const match of code.matchAll(SHELL_CALL)) {
    if (scripts.push(match[2] ?? '') >= CALLS_MAX) break;
  }
  return scripts;
}

function quotedAfter(texts: readonly string[], flag: RegExp): string[] {
  const at = texts.findIndex((text) => flag.test(text));
  return at < 0
    ? []
    : [
        texts
          .slice(at + 1)
          .map(quoted)
          .join(' '),
      ];
}

/** A word of an argument list, written so that reading it again gives the same word. */
const quoted = (word: string): string => (/[^\w./:=@%+,-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word);
