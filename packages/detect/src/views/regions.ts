import type { Spans } from './view.js';

/** Where in a text which shapes stand. Spans of a shape are added in the order of the text. */
export class Regions {
  private readonly byShape = new Map<number, { start: number; end: number }[]>();

  add(shapes: number, start: number, end: number): void {
    for (let rest = shapes; rest !== 0; rest &= rest - 1) {
      const shape = rest & -rest;
      const spans = this.byShape.get(shape);
      const last = spans?.at(-1);
      if (spans === undefined) this.byShape.set(shape, [{ start, end }]);
      else if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else spans.push({ start, end });
    }
  }

  of(shape: number): Spans | null {
    return this.byShape.get(shape) ?? null;
  }
}
