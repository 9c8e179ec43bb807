// Thresholds and probabilities from the dev split.

/**
 * Shares of benign dev texts that may pass a threshold: reported at all, and surely. Definitions are held to less: what rules
 * do not find in them the model seldom finds either, and honest definitions are bossy.
 */
const RATES = { result: { reported: 0.005, sure: 0.002 }, definition: { reported: 0.002, sure: 0.001 } };

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

/** Thresholds and calibration of a head from the scores of dev texts. */
export function operatingPoint(head, scores) {
  return {
    reported: thresholdAt(scores.benign, RATES[head].reported),
    sure: thresholdAt(scores.benign, RATES[head].sure),
    ...calibrate(scores.malicious, scores.benign),
  };
}
