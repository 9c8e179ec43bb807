import type { DetectorMode, Finding } from '@sallyport/contracts';
import { BEHAVIOUR_KINDS } from '@sallyport/detect';

/** What an organisation wants of a detector; everything that is not said is `on`. */
export interface Modes {
  modeOf(detectorId: string): DetectorMode;
}

const IDS: readonly string[] = [...new Set(Object.values(BEHAVIOUR_KINDS).map(({ id }) => id))];

/** False when every finding of behaviour is off: then nothing is remembered either. */
export const isFollowing = (modes: Modes): boolean => IDS.some((id) => modes.modeOf(id) !== 'off');

/** Findings as the organisation wants them: without those of detectors that are off, and marked where they only observe. */
export const heeded = (modes: Modes, findings: readonly Finding[]): readonly Finding[] => {
  let isAsFound = true;
  for (const { detector } of findings) isAsFound &&= modes.modeOf(detector) === 'on';
  if (isAsFound) return findings;
  return findings.flatMap((finding): Finding[] => {
    const mode = modes.modeOf(finding.detector);
    if (mode === 'off') return [];
    return [mode === 'observe' ? { ...finding, observed: true } : finding];
  });
};
