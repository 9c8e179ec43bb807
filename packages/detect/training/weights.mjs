// What training makes of the sources.

/** How much a record of a source counts, beside the root of the source's size. */
const SOURCE_WEIGHTS = {
  // The broadest source, with twins of its own.
  ATR: 2,
  // Few goals in few templates.
  InjecAgent: 0.3,
  xInjectAgent: 0.2,
  // Benign: enough to know ordinary documents; at full weight a little more of the held-out attacks is missed.
  everyday: 0.4,
};

/** Records of the training splits with their weights. */
export function weighted(records) {
  return records
    .filter(({ malicious, source }) => !(malicious && isLeftToRules(source)))
    .map((record) => ({ ...record, weight: SOURCE_WEIGHTS[record.source] ?? 1 }));
}

/** Harmless tasks out of place: a sentence alone does not show it, the rules on tables, mails and code blocks do. */
const isLeftToRules = (source) => source === 'BIPIA';
