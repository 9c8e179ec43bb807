import { IDS_MAX } from './print-table.js';

/** The last so many of a kind, each known by an id that tables keep: counted from one, and round. */
export class Recent<T> {
  private items: T[] = [];
  private count = 0;

  constructor(private readonly max: number) {}

  get size(): number {
    return this.items.length;
  }

  /** The id the next one gets. */
  get nextId(): number {
    return (this.count % IDS_MAX) + 1;
  }

  add(item: T): void {
    const place = this.count % this.max;
    if (place === this.items.length) this.items.push(item);
    else this.items[place] = item;
    this.count += 1;
  }

  get(id: number): T | undefined {
    if (id === 0 || this.count === 0) return undefined;
    const newest = ((this.count - 1) % IDS_MAX) + 1;
    const age = newest - id + (newest < id ? IDS_MAX : 0);
    return age < this.items.length ? this.items[(this.count - 1 - age) % this.max] : undefined;
  }

  clear(): void {
    this.items = [];
    this.count = 0;
  }
}
