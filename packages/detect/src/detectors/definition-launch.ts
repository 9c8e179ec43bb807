import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { POISONED_LAUNCH } from './frameworks.js';

const SHELL = String.raw`(?:\/(?:usr\/)?bin\/)?(?:env["'\s,\[]{1,12})?(?:ba|z|da|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|python[\d.]{0,4}|node|perl|ruby|php|npx|nc|ncat|deno|bun`;
/** A configuration that starts an interpreter with a program in its arguments. */
const INLINE_PROGRAM = new RegExp(
  String.raw`["']?\bcommand["']?\s{0,3}[:=]\s{0,3}["'](?:${SHELL})["'][^\n]{0,60}?["'\[\s](?:-c|-e|-ec|-lc|\/c|-enc\w{0,12}|-encodedcommand|-command|--eval|--rcfile)\b[^\n]{0,160}`,
  'gi',
);
/** The same as an option of a launcher. */
const LAUNCH_OPTION = new RegExp(
  String.raw`--mcp[\w-]{0,12}[\s=]{1,3}["'](?:${SHELL})\s[^\n]{0,40}?(?:-c|-e|\/c)\b[^\n]{0,160}`,
  'gi',
);
const QUERY_STRING = /[?&\s]command=(?:ba|z)?sh&(?:args|argv)[^\s]{0,80}/gi;
/** A command field that starts a dropped file or chains commands. */
const CHAINED =
  /["']command["']\s{0,3}:\s{0,3}["'](?:\/tmp\/|\/var\/tmp\/|\/dev\/shm\/|%temp%|[^"'\n]{1,60}(?:;|&&|\|\|?)\s?\w)[^"'\n]{0,120}/gi;
const FETCH_AND_RUN = /["']command["']\s{0,3}:\s{0,3}["'](?:curl|wget)["'][^\n]{0,160}(?:chmod|\/tmp\/|&&|\|)/gi;
/** A server or program named so that a shell runs part of it. */
const NAME_BREAKS =
  /(?:\b(?:FastMCP|MCPServer)\s?\(\s?(?:name\s?=\s?)?|\b(?:mcp_name|server_name|server-name)["']?\s?[:=]\s?|["']name["']\s?:\s?|(?:\b|_)deeplink\(f?)["'][\w .-]{1,40}(?:["']\s?\+\s?["'])?[&|<>^;`(][^"'\n]{1,80}|\b(?:fastmcp|mcp) install \S{1,30} [\w.-]{1,40}[&|;`][^\s]{1,60}|\binstall\?name=[^\s"']{1,40}&(?!config|id|type|url)\w{2,12}/g;
const BENIGN_INLINE = /-m\b|server-\w|--port/;

/** Cheap to ask before the rest. */
const MAY =
  /command['"]?\s?[:=]|--mcp|fastmcp|mcpserver\(|mcp_name|server[_-]name|deeplink|['"]name['"]\s?:|install\?name|mcp install/i;

function detect({ text }: Subject): Hit[] {
  if (!MAY.test(text)) return [];
  return [
    ...matches(INLINE_PROGRAM, text, ([match]) => (BENIGN_INLINE.test(match) ? null : { confidence: 0.9 })),
    ...matches(LAUNCH_OPTION, text, () => ({ confidence: 0.9 })),
    ...matches(QUERY_STRING, text, () => ({ confidence: 0.8 })),
    ...matches(CHAINED, text, () => ({ confidence: 0.75 })),
    ...matches(FETCH_AND_RUN, text, () => ({ confidence: 0.9 })),
    ...matches(NAME_BREAKS, text, () => ({ confidence: 0.7, severity: 'medium' })),
  ];
}

/** A definition that holds the configuration of a server that starts a shell, or a name that breaks out of one. Catalogue T9. */
export const definitionLaunch: Detector = {
  id: 'definition.launch-command',
  category: 'tool_poisoning',
  severity: 'high',
  title: 'The definition holds a launch configuration that runs a program of its own',
  why: 'A client that writes it to its configuration runs the program at the next start, before anybody is asked.',
  fix: 'Block the definition, and allow launchers by name and digest only.',
  frameworks: POISONED_LAUNCH,
  surfaces: ['definition'],
  always: true,
  gates: [],
  detect,
};
