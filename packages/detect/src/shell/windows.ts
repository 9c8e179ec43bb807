import type { Invocation, Redirect, Word } from './invocation.js';
import type { Sink, Span } from './posix.js';
import { unwrap } from './unwrap.js';

/** Signs that a text may be meant for cmd or PowerShell. */
const WINDOWS_SIGN =
  /\\|%[\w:~,()-]{2,40}%|\$env:|\.(?:exe|ps1|psm1|bat|dll|cmd|vbs|msi|hta)\b|\b(?:get|set|new|add|remove|invoke|start|stop|import|export|enable|disable|register|unregister|copy|move|clear|rename|write|out|test|expand|compress|convertto|convertfrom|connect|grant|install|uninstall|enter|send|restart|suspend|limit|mount|select|update|find|push|restore|save|show|hide|wait|join|resolve|search|backup|publish|resume|block|measure|format|where|foreach|read|split|use)-[a-z]|^\s{0,8}@?(?:reg|sc|net1?|wmic|schtasks|netsh|cmd|cipher|vssadmin|wevtutil|bcdedit|attrib|icacls|takeown|fsutil|tasklist|taskkill|nltest|setspn|dsquery|certutil|systeminfo|ipconfig|query|quser|whoami|powershell|pwsh|iex|iwr|sysprep|gpscript|pcalua|assoc|ftype|for|if|copy|del|dir|type|set|ren|erase|label|vol|auditpol|driverquery|cmdkey|runas|mklink|rd|rmdir|esentutl|at|gpresult|w32tm|dism|pnputil|cmstp|odbcconf|verclsid|rasautou|mavinject|sdbinst|wbadmin)\b|::|\s\/[a-z]{1,12}(?:\s|$|:)|\[[\w.]+\]|\w`\w|\^|['\x22]\s{0,4}\+\s{0,4}['\x22]/im;

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'" };

/** True when reading the text as cmd or PowerShell may show more than reading it as Bash. */
export const mayBeWindows = (script: string): boolean => WINDOWS_SIGN.test(script);

/**
 * Reads cmd and PowerShell as far as words go: statements, pipes, calls inside brackets; carets, back-ticks and quotes
 * inside words taken away. One forward pass; neither language has a parser that runs outside Windows, and effects need no more.
 */
export function readWindows(script: string, at: number | Span, sink: Sink): void {
  new WindowsReader(script, at, sink).run();
}

class WindowsReader {
  private i = 0;
  private words: Word[] = [];
  private redirects: Redirect[] = [];
  private pipeline: Invocation[] = [];
  private first = -1;

  constructor(
    private readonly script: string,
    private readonly at: number | Span,
    private readonly sink: Sink,
  ) {}

  run(): void {
    while (this.i < this.script.length && this.sink.room()) this.step();
    this.endPipeline();
  }

  private step(): void {
    const c = this.script.charAt(this.i);
    if (c === '\n' || c === ';' || c === '{' || c === '}' || c === ')') this.end(1);
    else if (c === '(') this.open();
    else if (c === '|' || c === '&') this.operator(c);
    else if (c === '#' && this.first < 0) this.comment();
    else if (c === '>' || c === '<') this.redirect(c);
    else if (c === '=' && this.words.length === 1 && this.words[0]?.text.startsWith('$')) this.assignment();
    else if (/\s|,/.test(c)) this.i += 1;
    else this.push(this.word());
  }

  private end(units: number): void {
    this.i += units;
    this.endPipeline();
  }

  /** `New-Object Net.WebClient).DownloadString(…)`: what is called inside brackets is a command of its own. */
  private open(): void {
    this.i += 1;
    if (this.words.length > 0) this.endPipeline();
  }

  private operator(c: string): void {
    const doubled = this.script.charAt(this.i + 1) === c;
    this.i += doubled ? 2 : 1;
    this.emit();
    if (c === '&' || doubled) this.endPipeline();
  }

  private comment(): void {
    const newline = this.script.indexOf('\n', this.i);
    this.i = newline < 0 ? this.script.length : newline;
  }

  private assignment(): void {
    this.i += 1;
    this.words = [];
    this.first = -1;
  }

  private redirect(c: string): void {
    while (this.script.charAt(this.i) === c) this.i += 1;
    while (/[ \t&]/.test(this.script.charAt(this.i))) this.i += 1;
    if (this.i < this.script.length)
      this.redirects.push({ operator: c, target: { text: this.word(), substituted: [] } });
  }

  private push(text: string): void {
    if (text !== '') this.words.push({ text, substituted: [] });
  }

  private word(): string {
    const start = this.i;
    if (this.first < 0) this.first = start;
    let text = '';
    while (this.i < this.script.length) {
      const c = this.script.charAt(this.i);
      const closing = CLOSING[c];
      if (closing !== undefined) text += this.quoted(closing);
      else if ((c === '`' || c === '^') && /\S/.test(this.script.charAt(this.i + 1))) this.i += 1;
      else if (/[\s;|&<>(){},`^]/.test(c)) break;
      else if (c === '=' && this.words.length === 0 && text.startsWith('$')) break;
      else {
        text += c;
        this.i += 1;
      }
    }
    if (this.i === start) this.i += 1;
    return text;
  }

  /** The text between quotes, and of what is added to it with `+`. */
  private quoted(closing: string): string {
    let text = '';
    for (;;) {
      const close = this.script.indexOf(closing, this.i + 1);
      const end = close < 0 ? this.script.length : close;
      text += this.script.slice(this.i + 1, end);
      this.i = end + 1;
      const joined = /^\s{0,4}\+\s{0,4}(["'])/.exec(this.script.slice(this.i, this.i + 10));
      if (joined?.[1] === undefined) return text;
      this.i += joined[0].length - 1;
      closing = joined[1];
    }
  }

  private emit(): void {
    if (this.words.length > 0 || this.redirects.length > 0) {
      const span =
        typeof this.at === 'number'
          ? { start: this.at + Math.max(0, this.first), end: this.at + Math.min(this.i, this.script.length) }
          : this.at;
      const invocation: Invocation = {
        ...unwrap(this.words),
        redirects: this.redirects,
        assignments: [],
        disguised: false,
        line: null,
        substituted: [],
        ...span,
      };
      this.pipeline.push(invocation);
    }
    this.words = [];
    this.redirects = [];
    this.first = -1;
  }

  private endPipeline(): void {
    this.emit();
    if (this.pipeline.length > 0) this.sink.pipeline(this.pipeline);
    this.pipeline = [];
  }
}
