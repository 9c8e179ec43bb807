export { checkCustomDetector } from './custom/check-custom-detector.js';
export { type BundleCheck, checkDetectorBundle, problemsOf } from './custom/check-detector-bundle.js';
export { compileCustomDetector } from './custom/compile-custom-detector.js';
export { fitTogether } from './custom/fit-together.js';
export {
  classifyDefinitionDiff,
  type DefinitionChangeReason,
  type DefinitionDiffClass,
} from './definitions/classify-diff.js';
export type { Detector, Gate, Hit, Subject, Surface } from './detectors/detector.js';
export { DETECTORS } from './detectors/index.js';
export { type ToolFacts, toolFacts } from './facts/tool-facts.js';
export { mostTelling } from './findings.js';
export { BEHAVIOUR_KINDS, type BehaviourKind } from './flow/findings-of.js';
export { FlowContext } from './flow/flow-context.js';
export type { FlowCall, FlowResult, FlowVerdict, SharedResult } from './flow/flow-types.js';
export { inspectSession, type SessionFinding, type SessionStep } from './flow/inspect-session.js';
export type { Sent } from './flow/sent.js';
export { TaintMemory } from './flow/taint.js';
export { type ToolKind, toolKind } from './flow/tool-kind.js';
export {
  type ArgumentsInput,
  createInspector,
  type Inspector,
  type InspectorOptions,
  type InspectorSettings,
  type MessageKind,
} from './inspect.js';
export { intentLikelihood } from './intent/intent.js';
export { type Edit, type MaskStyle, maskFindings } from './mask.js';
export { MEASURED, type MeasuredRate } from './measured.generated.js';
export { createNameCatalogue, type NameCatalogue } from './names/catalogue.js';
export {
  inspectName,
  NAME_TECHNIQUES,
  type NameTechnique,
  type NameVerdict,
  wellKnownNames,
} from './names/inspect-name.js';
export { type CollisionKind, type NamedTool, type ToolCollision, toolCollisions } from './names/tool-collisions.js';
export { type DetectorProfile, OTHER_DETECTORS } from './other-detectors.js';
export { REGISTERED_SECRET_ID, registeredSecretsDetector } from './registered/registered-secrets.js';
export { sealSecret } from './registered/seal-secret.js';
export { argumentRoles } from './roles/argument-roles.js';
