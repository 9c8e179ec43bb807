import { type Detector, type Hit, matches, type Subject } from './detector.js';
import { COMMAND_INJECTION } from './frameworks.js';

/** Expressions that do something when a template is filled in. Reading a value by its name is what templates are for. */
const EXPRESSIONS: readonly (readonly [RegExp, number])[] = [
  [
    /(?:\{\{|\$\{|#\{|<%=?|\*\{|@\(|\[\[)\s{0,4}-?\d{1,7}\s{0,4}[*+]\s{0,4}["']?-?\d{1,7}["']?\s{0,4}(?:\}\}?|%>|\)|\]\])/g,
    0.8,
  ],
  [
    /\{[{%#][^{}%]{0,120}(?:__\s?\w+\s?__|\bclass\b[^{}]{0,40}\bmro\b|config\.items|\bself\._|request\.application|cycler|joiner|lipsum|get_flashed|url_for\.__|__import__|\bpopen\b|os\.(?:system|environ)|subprocess|get_user_file|_self\.env|registerUndefinedFilterCallback|\|\s?(?:system|exec|passthru|map\(|filter\()|\bsystem\(|\bexec\()/gi,
    0.85,
  ],
  [
    /\{\{\s{0,4}\[\s{0,4}\]\s{0,4}\.|\{\{\s{0,4}["']{2}\s{0,4}\.\s{0,4}_|\{\{\s{0,4}constructor\.constructor|\{\{\s{0,4}\$on\.constructor|\{php\}|\{system\(/gi,
    0.85,
  ],
  [
    /\$\{[^}]{0,80}(?:T\(java|Runtime|getRuntime|ProcessBuilder|new\s+java|\.class\b|@java|jndi:|(?:lower|upper|env|sys|date):[^}]{0,40}(?:jndi|:-))|\$\{\$\{(?:lower|upper|env|sys|date|::-)/gi,
    0.9,
  ],
  [
    /<#assign\b[^>]{0,200}|\?new\(\)|\$class\.inspect|#set\s{0,2}\(\s{0,2}\$\w{1,20}\s{0,2}=[^)]{0,80}(?:Runtime|class|forName)|<%[^%]{0,200}(?:Runtime|exec|system|popen|File\.)|freemarker\.template\.utility/gi,
    0.85,
  ],
  [
    /\{%\s{0,4}(?:import|include|extends|debug|load)\s{1,4}["'][^"'\n]{0,80}(?:\.\.|\/etc|:\/\/)|\{%\s{0,4}for\s[^%]{0,60}in\s[^%]{0,40}(?:__|\[[\d,\s]{1,20}\])/gi,
    0.75,
  ],
  [/#\{\s{0,4}(?:`|system|exec|IO\.|File\.|Dir\.|%x)[^}]{0,120}\}/gi, 0.85],
];

/** One of the marks that all of them begin with or hold. */
const MARKS = /\{(?:[{%#]|php\}|system\()|[$#*]\{|<[%#]|@\(|\[\[|\?new\(|\$class|#set|freemarker/i;

function detect({ text, role, key }: Subject): Hit[] {
  if (text.length > 65_536 || role === 'secret') return [];
  // Documentation and templates themselves show such things; run, they do harm whatever they stand in.
  const told =
    role === 'free_text' && (text.length > 400 || /template|content|body|text|markdown|code|source/i.test(key));
  return EXPRESSIONS.flatMap(([pattern, confidence]) =>
    matches(pattern, text, () => (told ? { confidence: confidence / 2, severity: 'low' as const } : { confidence })),
  );
}

/** Program text for a template engine in a value that is put into a template. Catalogue C4. */
export const templateExpression: Detector = {
  id: 'template.expression',
  category: 'command',
  severity: 'high',
  title: 'The value holds an expression for a template engine',
  why: 'A value that becomes part of a template is run with the rights of the tool.',
  fix: 'Pass values to templates as data; never build the template from them.',
  frameworks: COMMAND_INJECTION,
  surfaces: ['argument'],
  glance: ({ text }) => MARKS.test(text),
  gates: [
    { shapes: ['shell'] },
    {
      literals: [
        [
          '<#assign',
          '?new()',
          '$class.inspect',
          '{php}',
          'freemarker.template',
          '${jndi',
          '{% import',
          '{% include',
          '{% for',
          '__class__',
          '__globals__',
          '__import__',
          '__subclasses__',
          'getruntime',
          'get_user_file',
          'constructor.constructor',
          '_self.env',
          '{{7*7',
          '${7*7',
          '#{7*7',
          '<%= 7',
          't(java.lang',
        ],
      ],
    },
  ],
  detect,
};
