import type { Snapshot } from '@sallyport/contracts';
import type { Inspector } from '@sallyport/detect';
import { compileSnapshot, type OrgRuntime } from './org-runtime.js';

/** The organisations this gateway enforces. A swap is one assignment; calls in flight keep the runtime they began with. */
export class OrgDirectory {
  /** @param inspector  the detectors that ship; organisations derive theirs from it */
  constructor(private readonly inspector: Inspector) {}

  private readonly bySlug = new Map<string, OrgRuntime>();
  private readonly byId = new Map<string, OrgRuntime>();

  /**
   * Puts a verified snapshot into force.
   * @throws AppError `policy.rule_invalid` or Error when it does not compile; the previous one then stays in force
   */
  apply(snapshot: Snapshot): OrgRuntime {
    const runtime = compileSnapshot(snapshot, this.inspector, this.byId.get(snapshot.orgId));
    this.remove(runtime.orgId);
    this.byId.set(runtime.orgId, runtime);
    this.bySlug.set(runtime.orgSlug, runtime);
    return runtime;
  }

  /** @returns the runtime that was in force */
  remove(orgId: string): OrgRuntime | undefined {
    const runtime = this.byId.get(orgId);
    if (runtime === undefined) return undefined;
    this.byId.delete(orgId);
    if (this.bySlug.get(runtime.orgSlug) === runtime) this.bySlug.delete(runtime.orgSlug);
    return runtime;
  }

  find(slug: string): OrgRuntime | undefined {
    return this.bySlug.get(slug);
  }

  findById(orgId: string): OrgRuntime | undefined {
    return this.byId.get(orgId);
  }

  get isEmpty(): boolean {
    return this.byId.size === 0;
  }

  list(): OrgRuntime[] {
    return [...this.byId.values()];
  }
}
