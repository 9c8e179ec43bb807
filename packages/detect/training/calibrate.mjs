// Thresholds and probabilities from the dev split.

/** Shares of benign dev texts that may pass a threshold: reported at all, and surely. */
const REPORTED_RATE = 0.005;
const SURE_RATE = 0.002;

/** Log odds at which a share of the scores lies above; half a step up, so that the last counted is below. */
export function thresholdAt(scores, rate) {
  const sorted = Float64Array.from(scores).sort().reverse();
  return Math.ceil(sorted[Math.floor(rate * sorted.length)] * 100) / 100 + 0.01;
}

/** Platt scaling: slope and offset of a logistic over scores, both classes weighing the same. */
export function calibrate(malicious, benign) {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 4000; round++) {
    let bySlope = 0;
    let byOffset = 0;
    for (const [scores, target] of [
      [malicious, 1],
      [benign, 0],
    ]) {
      for (const score of scores) {
        const error = (1 / (1 + Math.exp(-slope * score - offset)) - target) / scores.length;
        bySlope += error * score;
        byOffset += error;
      }
    }
    slope -= 0.2 * bySlope;
    offset -= 0.2 * byOffset;
  }
  return { slope, offset };
}

export function operatingPoint(scores) {
  return {
    reported: thresholdAt(scores.benign, REPORTED_RATE),
    sure: thresholdAt(scores.benign, SURE_RATE),
    ...calibrate(scores.malicious, scores.benign),
  };
}
