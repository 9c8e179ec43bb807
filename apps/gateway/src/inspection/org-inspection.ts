import type { DetectorMode, InspectionSettings } from '@sallyport/contracts';
import { compileCustomDetector, type Inspector, registeredSecretsDetector } from '@sallyport/detect';
import { shareOf } from '@sallyport/policy';

/** Nothing set: every detector as it ships. */
const AS_SHIPPED: InspectionSettings = { modes: {}, custom: [], bundles: [] };

/** Callers whose share is remembered; an organisation has fewer at a time, as a rule. */
const RECENT_MAX = 2_000;

/**
 * The detectors of one organisation. What ships is compiled once for all; an organisation adds its own, and a bundle that is
 * being rolled out is there for those it takes in, always the same principals.
 */
export class OrgInspection {
  private readonly derived = new Map<string, Inspector>();
  private readonly recent = new Map<string, Inspector>();
  private readonly text: string;

  constructor(
    private readonly base: Inspector,
    private readonly settings: InspectionSettings = AS_SHIPPED,
  ) {
    this.text = JSON.stringify(settings);
    // Compiled now: a snapshot with detectors that cannot be is refused, and the one before stays.
    this.ofBundles(settings.bundles);
  }

  /** True when nothing would be found otherwise with these settings. */
  equals(settings: InspectionSettings = AS_SHIPPED): boolean {
    return this.text === JSON.stringify(settings);
  }

  /** Of a detector that is not a part of the inspector: those of behaviour, and second opinions. */
  modeOf(detectorId: string): DetectorMode {
    return this.settings.modes[detectorId] ?? 'on';
  }

  for(principalId: string): Inspector {
    let inspector = this.recent.get(principalId);
    if (inspector === undefined) {
      inspector = this.ofBundles(
        this.settings.bundles.filter(({ name, percent }) => shareOf(name, principalId) < percent),
      );
      if (this.recent.size >= RECENT_MAX) this.recent.clear();
      this.recent.set(principalId, inspector);
    }
    return inspector;
  }

  /** For what the gateway asks for everybody: bundles judge it once their roll-out has ended. */
  get forAll(): Inspector {
    return this.ofBundles(this.settings.bundles.filter(({ percent }) => percent === 100));
  }

  private ofBundles(bundles: InspectionSettings['bundles']): Inspector {
    const key = bundles.map(({ name }) => name).join(' ');
    let inspector = this.derived.get(key);
    if (inspector === undefined) {
      inspector = this.derive(bundles);
      this.derived.set(key, inspector);
    }
    return inspector;
  }

  private derive(bundles: InspectionSettings['bundles']): Inspector {
    const { modes, custom, secrets = [] } = this.settings;
    const added = [...custom, ...bundles.flatMap(({ detectors }) => detectors)];
    if (added.length + secrets.length + Object.keys(modes).length === 0) return this.base;
    const registered = secrets.length === 0 ? [] : [registeredSecretsDetector(secrets)];
    return this.base.derive({ modes, detectors: [...added.map(compileCustomDetector), ...registered] });
  }
}
