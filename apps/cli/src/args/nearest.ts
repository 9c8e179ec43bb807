/** The name a person most likely meant: at most two slips away, or one that begins alike; null when none is close. */
export const nearest = (typed: string, names: readonly string[]): string | null => {
  const ranked = names
    .map((name) => ({ name, slips: typed.length > 1 && name.startsWith(typed) ? 1 : distance(typed, name) }))
    .sort((one, other) => one.slips - other.slips);
  const [best] = ranked;
  return best !== undefined && best.slips <= Math.min(2, typed.length - 1) ? best.name : null;
};

/** Edit distance, with a swap of neighbours as one edit. */
const distance = (one: string, other: string): number => {
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const edits = [(previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same];
      if (swapped) edits.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...edits));
    }
    [before, previous] = [previous, row];
  }
  return previous[other.length] ?? 0;
};
