import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Finding, Severity } from '@sallyport/contracts';
import { VERSION } from '../../version.js';
import type { InspectedFile, Region } from '../files/inspected-file.js';
import { RULES, type RuleText } from './rules.js';

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** As code scanning sorts by it. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
};

const MAGNITUDE = 100;

/**
 * SARIF 2.1.0 with a rule for every detector. The same finding has the same fingerprint in every run, wherever its line went.
 * @param folder  what addresses of files are relative to
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarifReport = (files: readonly InspectedFile[], folder: string): string => {
  const found = files.flatMap(({ file, items }) =>
    items.flatMap(({ name, judgement, regions }) =>
      judgement.findings.map((finding, index) => ({ file, name, finding, region: regions[index] })),
    ),
  );
  const rules = rulesOf(found.map(({ finding }) => finding));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sallyport',
            semanticVersion: VERSION,
            rules: rules.map(toRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: files.every(({ problems }) => problems.length === 0),
            toolExecutionNotifications: files.flatMap(({ file, problems }) =>
              problems.map(({ line, message }) => ({
                level: 'error',
                message: { text: message },
                locations: [locationOf(file, folder, { start: { line, column: 1 }, end: { line, column: 1 } })],
              })),
            ),
          },
        ],
        results: found.map(({ file, name, finding, region }) => ({
          ruleId: finding.detector,
          ruleIndex: indexes.get(finding.detector),
          level: LEVEL[finding.severity],
          rank: Math.round(finding.confidence * MAGNITUDE),
          message: { text: `${finding.title} (${name}): ${finding.evidence}` },
          locations: [locationOf(file, folder, region)],
          partialFingerprints: { 'sallyport/v1': fingerprintOf(name, finding) },
          properties: { pointer: finding.pointer, view: finding.view, confidence: finding.confidence },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

/** Those of the catalogue, and what findings name besides. */
const rulesOf = (findings: readonly Finding[]): readonly RuleText[] => {
  const others = new Map(
    findings
      .filter(({ detector }) => !RULES.has(detector))
      .map(({ detector: id, title, severity, frameworks }) => [id, { id, title, severity, frameworks }] as const),
  );
  return [...RULES.values(), ...others.values()];
};

const toRule = ({ id, title, severity, why, fix, frameworks }: RuleText) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why ?? title },
  help: { text: fix ?? title },
  defaultConfiguration: { level: LEVEL[severity] },
  properties: { 'security-severity': SECURITY_SEVERITY[severity], tags: ['security', ...frameworks] },
});

const locationOf = (file: string, folder: string, region: Region | undefined) => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(file, folder) },
    ...(region === undefined
      ? {}
      : {
          region: {
            startLine: region.start.line,
            startColumn: region.start.column,
            endLine: region.end.line,
            endColumn: region.end.column,
          },
        }),
  },
});

const uriOf = (file: string, folder: string): string => {
  const relative = path.relative(folder, path.resolve(folder, file));
  const whole = relative.startsWith('..') ? path.resolve(folder, file) : relative;
  const encoded = whole.split(path.sep).map(encodeURIComponent).join('/');
  return relative.startsWith('..') ? `file://${encoded}` : encoded;
};

const fingerprintOf = (name: string, { detector, pointer, evidence }: Finding): string =>
  createHash('sha256')
    .update(JSON.stringify([name, detector, pointer, evidence]))
    .digest('hex')
    .slice(0, 32);
