import type { Finding } from '@sallyport/contracts';
import { chosenText, itemsText, numberText, plainText } from './json-text.js';

/** Bounds of the contract. */
const NAME_LENGTH_MAX = 64;
const POINTER_LENGTH_MAX = 512;
const EVIDENCE_LENGTH_MAX = 256;
const TITLE_LENGTH_MAX = 160;

/** JSON text of a finding, as a record has room for it. */
export const findingText = (finding: Finding): string =>
  `{"detector":${nameText(finding.detector)},"category":"${finding.category}","severity":"${finding.severity}"` +
  `,"confidence":${numberText(finding.confidence)},"pointer":${chosenText(finding.pointer, POINTER_LENGTH_MAX)}` +
  `,"start":${numberText(finding.start)},"end":${numberText(finding.end)},"view":"${finding.view}"` +
  `,"evidence":${chosenText(finding.evidence, EVIDENCE_LENGTH_MAX)}` +
  `,"title":${chosenText(finding.title, TITLE_LENGTH_MAX)}` +
  `,"frameworks":[${itemsText(finding.frameworks, nameText)}]${seldomText(finding)}}`;

const nameText = (text: string): string => chosenText(text, NAME_LENGTH_MAX);

/** What nearly no finding has. */
const seldomText = ({ observed, severityReasons }: Finding): string => {
  if (observed === undefined && severityReasons === undefined) return '';
  return (
    (observed === undefined ? '' : `,"observed":${observed}`) +
    (severityReasons === undefined ? '' : `,"severityReasons":[${itemsText(severityReasons, plainText)}]`)
  );
};
