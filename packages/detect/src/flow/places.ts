import { appendPointer } from '../leaves/leaves.js';
import { type KeyKind, kindOfKey } from './destinations.js';
import { addToToken, TOKEN_SEED } from './fold.js';

/** Places of all servers that are remembered; of more they are told anew. */
const PLACES_MAX = 4_096;
/** Longer names, and further items, are told anew each time. */
const NAME_UNITS_MAX = 64;
const ITEMS_MAX = 64;
/** Members that are new each time by contract. */
const FRESH_KEYS = /request_?id|idempot|trace|nonce|uuid|correlation|span|etag|sha|digest|hash|version/;

/**
 * Where a value of the arguments stands, and what its name says. A tree: calls of one tool have the same members, so what their names
 * say is told once, without a pointer being put together for every value of every call.
 */
export class Place {
  readonly kind: KeyKind;
  readonly isFresh: boolean;
  /** Tells places apart. */
  readonly hash: number;
  private members: Map<string, Place> | null = null;
  private items: Place[] | null = null;
  private itsName: Place | null = null;

  /** @param key  name of the nearest member, lower case */
  constructor(
    readonly pointer: string,
    readonly key: string,
  ) {
    this.kind = kindOfKey(key);
    this.isFresh = FRESH_KEYS.test(key);
    let hash = TOKEN_SEED;
    for (let at = 0; at < pointer.length; at += 1) hash = addToToken(hash, pointer.charCodeAt(at));
    this.hash = hash;
  }

  member(name: string): Place {
    const known = this.members?.get(name);
    if (known !== undefined) return known;
    const place = new Place(appendPointer(this.pointer, name), name.toLowerCase());
    if (name.length > NAME_UNITS_MAX || !isRoomForOneMore()) return place;
    this.members ??= new Map();
    this.members.set(name, place);
    return place;
  }

  /** The name itself as a value, which is a value of the member around it. */
  named(key: string): Place {
    this.itsName ??= new Place(this.pointer, key);
    return this.itsName;
  }

  item(index: number): Place {
    const known = this.items?.[index];
    if (known !== undefined) return known;
    const place = new Place(appendPointer(this.pointer, index), this.key);
    this.items ??= [];
    // In their order: an array has no holes.
    if (index < ITEMS_MAX && index === this.items.length && isRoomForOneMore()) this.items.push(place);
    return place;
  }
}

const roots = new Map<string, Place>();
let known = 0;

/** Whoever invents names makes everybody's be told anew now and then, and nothing worse. */
function isRoomForOneMore(): boolean {
  known += 1;
  if (known <= PLACES_MAX) return true;
  roots.clear();
  known = 0;
  return false;
}

export function rootPlace(pointer: string): Place {
  const root = roots.get(pointer) ?? new Place(pointer, '');
  if (!roots.has(pointer) && isRoomForOneMore()) roots.set(pointer, root);
  return root;
}
