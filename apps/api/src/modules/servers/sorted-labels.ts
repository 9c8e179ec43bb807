/** Labels as they are stored: each once, in an order that does not depend on how they were typed. */
export const sortedLabels = (labels: readonly string[]): string[] => [...new Set(labels)].sort();
