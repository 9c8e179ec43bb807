const Z = 1.959964;

/** Wilson's interval at 95 %, as fractions. */
export const wilson = (hits, total) => {
  if (total === 0) return [0, 1];
  const rate = hits / total;
  const spread = Z * Math.sqrt((rate * (1 - rate)) / total + Z ** 2 / (4 * total ** 2));
  const centre = rate + Z ** 2 / (2 * total);
  const scale = 1 + Z ** 2 / total;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
};

/** The lowest score at which at most `rate` of the benign are flagged; never 0, which is what a text without anything gets. */
export const thresholdAt = (benignScores, rate) => {
  const sorted = benignScores.toSorted((a, b) => b - a);
  const allowed = Math.floor(sorted.length * rate);
  return Math.max(Number.MIN_VALUE, (sorted[allowed] ?? 0) + Number.EPSILON);
};

export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
