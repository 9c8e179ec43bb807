import { baseName, type Invocation, type Word } from './invocation.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const WRAPPERS = words(
  'sudo doas env nohup time exec command builtin busybox nice ionice setsid stdbuf timeout unbuffer chroot xargs then do else if while until ! $ $> # call start @ & start-process saps rlwrap proxychains proxychains4 torify torsocks runuser pkexec strace ltrace',
);
/** Options of wrappers that take a value of their own. */
const WRAPPER_VALUES =
  /^-(?:u|g|n|c|C|S|I|L|P|d|s|k|o|-user|-group|[Ww]indow[Ss]tyle|[Vv]erb|[Aa]rgument[Ll]ist|[Ww]orking[Dd]irectory|[Cc]redential)$/;

/** Takes `sudo`, `env X=1`, `timeout 5` and the like off a command. */
export function unwrap(all: readonly Word[]): Pick<Invocation, 'program' | 'path' | 'args' | 'wrappers'> {
  const wrappers: string[] = [];
  let i = 0;
  for (; i < all.length; i++) {
    const text = all[i]?.text ?? '';
    if ((text.includes('=') && /^[A-Za-z_]\w*=/.test(text)) || text === '{' || text === '}') continue;
    const name = baseName(text);
    if (!WRAPPERS.has(name)) break;
    wrappers.push(name);
    while (all[i + 1]?.text.startsWith('-') === true) {
      i += WRAPPER_VALUES.test(all[i + 1]?.text ?? '') && all[i + 2] !== undefined ? 2 : 1;
    }
    if (name === 'timeout' && /^\d/.test(all[i + 1]?.text ?? '')) i += 1;
  }
  // `command -v x` and `type -p x` only say where x is.
  if (wrappers.at(-1) === 'command' && /^-[vV]$/.test(all[i - 1]?.text ?? ''))
    return { program: 'which', path: 'which', args: all.slice(i), wrappers };
  const path = all[i]?.text ?? '';
  return { program: baseName(path.trim()), path, args: all.slice(i + 1), wrappers };
}
