const WHEN = /^(\s*(?:-\s+)*)when:\s*(.*)$/;

export interface ConditionPlace {
  /** Text of the condition up to the end of the last line given. */
  readonly before: string;
  /** Characters of the last line that belong to it. */
  readonly length: number;
}

/**
 * The condition the end of some lines stands in: behind `when:`, or in the lines of its block. Null elsewhere. Works on text that
 * is half typed.
 */
export const conditionAt = (lines: readonly string[]): ConditionPlace | null => {
  const line = lines.at(-1) ?? '';
  const own = WHEN.exec(line);
  if (own?.[2] !== undefined) return /^[|>]/.test(own[2]) ? null : unquoted(own[2]);
  const indent = line.search(/\S|$/);
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    const above = lines[index] ?? '';
    const opened = WHEN.exec(above);
    if (opened?.[1] !== undefined && opened[1].length < indent && /^[|>]/.test(opened[2] ?? '')) {
      const block = lines.slice(index + 1).map((text) => text.trimStart());
      return { before: block.join('\n'), length: line.trimStart().length };
    }
    if (above.trim() !== '' && above.search(/\S/) < indent) return null;
  }
  return null;
};

const unquoted = (value: string): ConditionPlace => {
  const before = /^["']/.test(value) ? value.slice(1) : value;
  return { before, length: before.length };
};
