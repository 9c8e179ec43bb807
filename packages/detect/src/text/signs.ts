/** Something that is found in ordinary texts too and says a little. */
export interface Sign {
  /** How much it says; negative for what speaks against. Signs of weight 1 do not mark a place. */
  readonly weight: number;
  readonly pattern: RegExp;
}

export interface SignWindow {
  readonly units: number;
  readonly windowsMax: number;
}

/** Where several signs stand together, and how much they say. */
export interface Gathering {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** A sign from a pattern without flags; case does not matter. */
export const sign = (weight: number, pattern: string): Sign => ({ weight, pattern: new RegExp(pattern, 'i') });

/**
 * The first stretch of a text in which signs of at least `weightMin` stand together, each counted once; null when there is
 * none. Windows overlap by half; what lies behind the last window is not read. Linear in the windows' length.
 */
export function gatherSigns(
  text: string,
  signs: readonly Sign[],
  weightMin: number,
  { units, windowsMax }: SignWindow,
): Gathering | null {
  const step = units / 2;
  for (let i = 0; i < windowsMax && (i === 0 || i * step + step < text.length); i++) {
    const found = weighSigns(text.slice(i * step, i * step + units), signs);
    if (found.weight >= weightMin) return { ...found, start: i * step + found.start, end: i * step + found.end };
  }
  return null;
}

/** The weight of one stretch and the place of its first telling sign. */
export function weighSigns(window: string, signs: readonly Sign[]): Gathering {
  let weight = 0;
  let start = window.length;
  let end = start;
  for (const { weight: says, pattern } of signs) {
    const match = pattern.exec(window);
    if (match === null) continue;
    weight += says;
    if (says > 1 && match.index < start) {
      start = match.index;
      end = match.index + match[0].length;
    }
  }
  return { start, end, weight };
}
