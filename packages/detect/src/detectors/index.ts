import { argumentMassAction } from './argument-mass-action.js';
import { argumentPrototypeKey } from './argument-prototype-key.js';
import { argumentSerialized } from './argument-serialized.js';
import { commandAccountChange } from './command-account-change.js';
import { commandAntiForensics } from './command-anti-forensics.js';
import { commandCollection } from './command-collection.js';
import { commandCredentialAccess } from './command-credential-access.js';
import { commandDestructive } from './command-destructive.js';
import { commandDiscovery } from './command-discovery.js';
import { commandDisguised } from './command-disguised.js';
import { commandEncodedExecution } from './command-encoded-execution.js';
import { commandExfiltration } from './command-exfiltration.js';
import { commandFlagInjection } from './command-flag-injection.js';
import { commandMetacharacters } from './command-metacharacters.js';
import { commandPersistence } from './command-persistence.js';
import { commandPipeToInterpreter } from './command-pipe-to-interpreter.js';
import { commandPrivilege } from './command-privilege.js';
import { commandRemote } from './command-remote.js';
import { commandResourceAbuse } from './command-resource-abuse.js';
import { commandReverseShell } from './command-reverse-shell.js';
import { commandStagedExecution } from './command-staged-execution.js';
import { commandUnreadable } from './command-unreadable.js';
import { commandWindowsAbuse } from './command-windows-abuse.js';
import { contentAgentTrace } from './content-agent-trace.js';
import { contentInjectedInput } from './content-injected-input.js';
import { definitionAgentConfig } from './definition-agent-config.js';
import { definitionAnnotations } from './definition-annotations.js';
import { definitionForeignTool } from './definition-foreign-tool.js';
import { definitionHiddenText } from './definition-hidden-text.js';
import { definitionInternalAddress } from './definition-internal-address.js';
import { definitionLaunch } from './definition-launch.js';
import { definitionNames } from './definition-names.js';
import { definitionProgram } from './definition-program.js';
import { definitionSchema } from './definition-schema.js';
import { definitionSchemaViolation } from './definition-schema-violation.js';
import type { Detector } from './detector.js';
import { disclosureSecretInReach } from './disclosure-secret-in-reach.js';
import { elicitationForm } from './elicitation-form.js';
import { elicitationUrl } from './elicitation-url.js';
import { exploitString } from './exploit-string.js';
import { hiddenSpelling } from './hidden-spelling.js';
import { hiddenText } from './hidden-text.js';
import { injectionAddressed } from './injection-addressed.js';
import { injectionAgentFile } from './injection-agent-file.js';
import { injectionAgentOrder } from './injection-agent-order.js';
import { injectionBareRequest } from './injection-bare-request.js';
import { injectionCodeInclusion } from './injection-code-inclusion.js';
import { injectionConcealment } from './injection-concealment.js';
import { injectionCredentialAsk } from './injection-credential-ask.js';
import { injectionDataRequest } from './injection-data-request.js';
import { injectionDialogue } from './injection-dialogue.js';
import { injectionEncodedTask } from './injection-encoded-task.js';
import { injectionExfiltration } from './injection-exfiltration.js';
import { injectionForeign } from './injection-foreign.js';
import { injectionGlitchToken } from './injection-glitch-token.js';
import { injectionHarmfulTask } from './injection-harmful-task.js';
import { injectionJailbreak } from './injection-jailbreak.js';
import { injectionOtherTongue } from './injection-other-tongue.js';
import { injectionOutOfPlace } from './injection-out-of-place.js';
import { injectionOverride } from './injection-override.js';
import { injectionOversight } from './injection-oversight.js';
import { injectionPersona } from './injection-persona.js';
import { injectionPhishing } from './injection-phishing.js';
import { injectionReach } from './injection-reach.js';
import { injectionRedirect } from './injection-redirect.js';
import { injectionReplyShaping } from './injection-reply-shaping.js';
import { injectionRoleMarker } from './injection-role-marker.js';
import { injectionRolePlay } from './injection-role-play.js';
import { injectionSensitiveRequest } from './injection-sensitive-request.js';
import { injectionShortcut } from './injection-shortcut.js';
import { injectionSplitPayload } from './injection-split-payload.js';
import { injectionToolOrder } from './injection-tool-order.js';
import { intentArgument } from './intent-argument.js';
import { intentDefinition } from './intent-definition.js';
import { intentResult } from './intent-result.js';
import { logForgery } from './log-forgery.js';
import { mediaContent } from './media-content.js';
import { memoryPoisoning } from './memory-poisoning.js';
import { pathAgentConfig } from './path-agent-config.js';
import { pathDisguised } from './path-disguised.js';
import { pathSensitiveFile } from './path-sensitive-file.js';
import { pathTraversal } from './path-traversal.js';
import { payloadDepth } from './payload-depth.js';
import { piiCard } from './pii-card.js';
import { piiContact } from './pii-contact.js';
import { piiDriverLicense } from './pii-driver-license.js';
import { piiIban } from './pii-iban.js';
import { piiNationalId } from './pii-national-id.js';
import { piiSsn } from './pii-ssn.js';
import { poisoningAuthority } from './poisoning-authority.js';
import { poisoningBaitParameter } from './poisoning-bait-parameter.js';
import { poisoningConcealment } from './poisoning-concealment.js';
import { poisoningConversationCapture } from './poisoning-conversation-capture.js';
import { poisoningCrossTool } from './poisoning-cross-tool.js';
import { poisoningDeception } from './poisoning-deception.js';
import { poisoningDelayed } from './poisoning-delayed.js';
import { poisoningEmbeddedTask } from './poisoning-embedded-task.js';
import { poisoningEndless } from './poisoning-endless.js';
import { poisoningMarkedBlock } from './poisoning-marked-block.js';
import { poisoningOutOfPurpose } from './poisoning-out-of-purpose.js';
import { poisoningPreference } from './poisoning-preference.js';
import { poisoningSensitiveAction } from './poisoning-sensitive-action.js';
import { poisoningSideEffect } from './poisoning-side-effect.js';
import { poisoningUncheckedPower } from './poisoning-unchecked-power.js';
import { promptAbove } from './prompt-above.js';
import { promptExtraction } from './prompt-extraction.js';
import { promptReconnaissance } from './prompt-reconnaissance.js';
import { promptRole } from './prompt-role.js';
import { promptSettings } from './prompt-settings.js';
import { queryContract } from './query-contract.js';
import { queryInjection } from './query-injection.js';
import { queryOperator } from './query-operator.js';
import { renderExfil } from './render-exfil.js';
import { resourceUri } from './resource-uri.js';
import { samplingAbuse } from './sampling-abuse.js';
import { scorerCamouflage } from './scorer-camouflage.js';
import { secretAssignment } from './secret-assignment.js';
import { secretAwsSecretKey } from './secret-aws-secret-key.js';
import { secretAzureKey } from './secret-azure-key.js';
import { secretBasicAuth } from './secret-basic-auth.js';
import { secretConnectionString } from './secret-connection-string.js';
import { secretDisguised } from './secret-disguised.js';
import { SECRET_FORMAT_DETECTORS } from './secret-formats.js';
import { secretJwt } from './secret-jwt.js';
import { secretMarkedToken } from './secret-marked-token.js';
import { secretPrivateKey } from './secret-private-key.js';
import { ssrfInternal, ssrfMetadata } from './ssrf.js';
import { ssrfDisguised } from './ssrf-disguised.js';
import { ssrfScheme } from './ssrf-scheme.js';
import { supplyChainUnofficialCopy } from './supply-chain-unofficial-copy.js';
import { templateExpression } from './template-expression.js';
import { terminalControl } from './terminal-control.js';

/** Every detector there is, by family. The order has no meaning for findings. */
export const DETECTORS: readonly Detector[] = [
  pathSensitiveFile,
  pathTraversal,
  pathDisguised,
  commandPipeToInterpreter,
  commandEncodedExecution,
  commandReverseShell,
  commandPersistence,
  commandExfiltration,
  commandDestructive,
  commandMetacharacters,
  commandFlagInjection,
  commandWindowsAbuse,
  commandUnreadable,
  commandAccountChange,
  commandAntiForensics,
  commandCollection,
  commandCredentialAccess,
  commandDisguised,
  commandDiscovery,
  commandPrivilege,
  commandRemote,
  commandResourceAbuse,
  commandStagedExecution,
  ssrfMetadata,
  ssrfInternal,
  ssrfDisguised,
  ssrfScheme,
  argumentMassAction,
  argumentPrototypeKey,
  argumentSerialized,
  definitionSchemaViolation,
  pathAgentConfig,
  queryContract,
  queryInjection,
  queryOperator,
  templateExpression,
  ...SECRET_FORMAT_DETECTORS,
  secretAwsSecretKey,
  secretPrivateKey,
  secretAzureKey,
  secretMarkedToken,
  secretJwt,
  secretBasicAuth,
  secretConnectionString,
  secretDisguised,
  secretAssignment,
  piiCard,
  piiIban,
  piiSsn,
  piiDriverLicense,
  piiNationalId,
  piiContact,
  injectionOverride,
  injectionToolOrder,
  injectionHarmfulTask,
  injectionForeign,
  hiddenSpelling,
  promptReconnaissance,
  injectionOversight,
  renderExfil,
  scorerCamouflage,
  memoryPoisoning,
  payloadDepth,
  logForgery,
  promptRole,
  resourceUri,
  mediaContent,
  samplingAbuse,
  elicitationUrl,
  elicitationForm,
  terminalControl,
  exploitString,
  injectionDialogue,
  injectionCredentialAsk,
  injectionBareRequest,
  injectionSensitiveRequest,
  injectionPersona,
  injectionCodeInclusion,
  injectionOutOfPlace,
  injectionReplyShaping,
  injectionRoleMarker,
  injectionAddressed,
  injectionConcealment,
  injectionDataRequest,
  injectionExfiltration,
  injectionJailbreak,
  promptExtraction,
  disclosureSecretInReach,
  injectionEncodedTask,
  injectionGlitchToken,
  injectionPhishing,
  injectionReach,
  injectionShortcut,
  injectionSplitPayload,
  promptAbove,
  contentInjectedInput,
  injectionAgentOrder,
  injectionOtherTongue,
  contentAgentTrace,
  injectionAgentFile,
  injectionRedirect,
  injectionRolePlay,
  promptSettings,
  supplyChainUnofficialCopy,
  poisoningMarkedBlock,
  poisoningSensitiveAction,
  poisoningCrossTool,
  poisoningBaitParameter,
  definitionAgentConfig,
  definitionHiddenText,
  definitionInternalAddress,
  definitionLaunch,
  definitionProgram,
  definitionForeignTool,
  definitionNames,
  definitionSchema,
  definitionAnnotations,
  poisoningAuthority,
  poisoningConcealment,
  poisoningConversationCapture,
  poisoningDeception,
  poisoningDelayed,
  poisoningEmbeddedTask,
  poisoningEndless,
  poisoningOutOfPurpose,
  poisoningPreference,
  poisoningSideEffect,
  poisoningUncheckedPower,
  hiddenText,
  intentArgument,
  intentResult,
  intentDefinition,
];
