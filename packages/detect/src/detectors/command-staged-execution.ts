import { concernedBy, KIND } from '../shell/concerns.js';
import type { Effect } from '../shell/effect.js';
import { type Invocation, lineOf } from '../shell/invocation.js';
import type { ShellScript } from '../shell/script.js';
import { DROP_FOLDER } from '../shell/targets.js';
import { commandHits } from './command-hits.js';
import { type Detector, INBOUND } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const DOWNLOADERS = words(
  'curl wget iwr irm invoke-webrequest invoke-restmethod certutil bitsadmin start-bitstransfer aria2c fetch scp sftp ftp tftp git nscurl finger whois mpcmdrun certreq desktopimgdownldr expand extrac32 imewdbld new-object .downloadfile',
);
const RUNNERS = words(
  'sh bash zsh dash python python2 python3 perl ruby node php powershell pwsh cscript wscript mshta rundll32 regsvr32 msiexec cmd source . installutil regasm regsvcs msbuild dotnet java javaw start-process invoke-item ii explorer hh cmstp control odbcconf mavinject register-cimprovider import-module ipmo go gcc clang cc dnx open osascript csc vbc jsc load add-type',
);
const PROGRAM_FILE =
  /\.(?:exe|dll|ps1|psm1|psd1|bat|cmd|vbs|vbe|js|jse|hta|wsf|wsh|sct|cpl|msi|scr|inf|chm|jar|lnk|elf|bin|com|pif|sys|xsl|csproj|sh|py|pl|rb|so|dylib|kext|plist|c|go|osa|app|command|html?|reg|aspx?|txt|png|jpe?g)["']?$/i;

/** Runs what lies where anybody may put a file, or what the same script has just fetched. */
function staged(script: ShellScript): Effect[] {
  const effects: Effect[] = [];
  const fetched = fetchedFiles(script.invocations);
  for (const invocation of script.invocations) {
    const ran = ranFile(invocation);
    if (ran === null) continue;
    const known = [...fetched].some((file) => ran === file || ran.endsWith(`/${file}`) || ran.endsWith(`\\${file}`));
    if (known) effects.push({ start: invocation.start, end: invocation.end, confidence: 0.8, severity: 'high' });
    else if (DROP_FOLDER.test(ran)) effects.push({ start: invocation.start, end: invocation.end, confidence: 0.6 });
  }
  return effects;
}

/** The file that an invocation runs or loads: the program itself, or the script or library given to a runner. */
function ranFile({ program, path, args }: Invocation): string | null {
  if (/[\\/]/.test(path) && (DROP_FOLDER.test(path) || /^\.{1,2}[\\/]/.test(path))) return path;
  if (!RUNNERS.has(program)) return null;
  let first: string | null = null;
  for (const { text } of args) {
    const file = text.replace(/^["']|["',;].*$/g, '');
    if (/^-(?:c|e|m)$/.test(file)) return null;
    if (!PROGRAM_FILE.test(file) || /^https?:/i.test(file)) continue;
    if (DROP_FOLDER.test(file)) return file;
    first ??= file;
  }
  return first;
}

function fetchedFiles(invocations: readonly Invocation[]): Set<string> {
  const files = new Set<string>();
  for (const invocation of invocations) {
    if (!DOWNLOADERS.has(invocation.program)) continue;
    const line = lineOf(invocation);
    const outputs = [
      ...line.matchAll(/(?:-o|-O|--output|-OutFile|-Destination|>)\s{0,2}=?["']?([^\s"'|;&>-][^\s"'|;&>]{0,200})/gi),
    ].map((match) => match[1] ?? '');
    const remote = /https?:\/\/[^\s"']{1,300}\/([\w.-]{3,80})(?=$|[\s"'?])/i.exec(line)?.[1];
    for (const file of [...outputs, ...(remote === undefined ? [] : [remote])]) files.add(file.replace(/^\.[\\/]/, ''));
  }
  return files;
}

const RUN_OR_PLACED = new Set([...RUNNERS, KIND.placed]);
const isConcerned = concernedBy(
  { programs: [DOWNLOADERS, RUN_OR_PLACED] },
  { programs: [RUN_OR_PLACED], patterns: [DROP_FOLDER] },
);

/** A program fetched and run, or run out of a temporary or public folder. Catalogue C2. */
export const commandStagedExecution: Detector = {
  id: 'command.staged-execution',
  category: 'command',
  severity: 'medium',
  title: 'The command runs a program that was just fetched or lies in a temporary folder',
  why: 'What lies in a temporary folder was put there by nobody in particular and reviewed by nobody.',
  fix: 'Install programs through the package manager; allow the tool by name where it builds and runs in a scratch folder.',
  frameworks: [FRAMEWORKS.agenticCodeExecution, FRAMEWORKS.agenticSupplyChain],
  surfaces: ['argument'],
  hiddenSurfaces: INBOUND,
  gates: [{ shapes: ['program'] }],
  glance: ({ text, script }) => isConcerned(text, script()),
  detect: (subject) => commandHits(staged(subject.script()), subject),
};
