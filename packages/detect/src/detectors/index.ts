import { commandDestructive } from './command-destructive.js';
import { commandEncodedExecution } from './command-encoded-execution.js';
import { commandExfiltration } from './command-exfiltration.js';
import { commandFlagInjection } from './command-flag-injection.js';
import { commandMetacharacters } from './command-metacharacters.js';
import { commandPersistence } from './command-persistence.js';
import { commandPipeToInterpreter } from './command-pipe-to-interpreter.js';
import { commandReverseShell } from './command-reverse-shell.js';
import { commandWindowsAbuse } from './command-windows-abuse.js';
import type { Detector } from './detector.js';
import { hiddenText } from './hidden-text.js';
import { injectionAddressed } from './injection-addressed.js';
import { injectionCodeInclusion } from './injection-code-inclusion.js';
import { injectionConcealment } from './injection-concealment.js';
import { injectionDataRequest } from './injection-data-request.js';
import { injectionExfiltration } from './injection-exfiltration.js';
import { injectionJailbreak } from './injection-jailbreak.js';
import { injectionOutOfPlace } from './injection-out-of-place.js';
import { injectionOverride } from './injection-override.js';
import { injectionReplyShaping } from './injection-reply-shaping.js';
import { injectionRoleMarker } from './injection-role-marker.js';
import { pathSensitiveFile } from './path-sensitive-file.js';
import { pathTraversal } from './path-traversal.js';
import { poisoningBaitParameter } from './poisoning-bait-parameter.js';
import { poisoningCrossTool } from './poisoning-cross-tool.js';
import { poisoningMarkedBlock } from './poisoning-marked-block.js';
import { poisoningSensitiveAction } from './poisoning-sensitive-action.js';
import { promptExtraction } from './prompt-extraction.js';
import { secretAssignment } from './secret-assignment.js';
import { secretAwsAccessKey } from './secret-aws-access-key.js';
import { secretAwsSecretKey } from './secret-aws-secret-key.js';
import { secretAzureKey } from './secret-azure-key.js';
import { secretConnectionString } from './secret-connection-string.js';
import { secretGcpApiKey } from './secret-gcp-api-key.js';
import { secretGithubToken } from './secret-github-token.js';
import { secretGitlabToken } from './secret-gitlab-token.js';
import { secretJwt } from './secret-jwt.js';
import { secretLlmApiKey } from './secret-llm-api-key.js';
import { secretNpmToken } from './secret-npm-token.js';
import { secretPrivateKey } from './secret-private-key.js';
import { secretProviderToken } from './secret-provider-token.js';
import { secretSlackToken } from './secret-slack-token.js';
import { secretStripeKey } from './secret-stripe-key.js';
import { ssrfInternal, ssrfMetadata } from './ssrf.js';

/** Every detector there is, by family. The order has no meaning for findings. */
export const DETECTORS: readonly Detector[] = [
  pathSensitiveFile,
  pathTraversal,
  commandPipeToInterpreter,
  commandEncodedExecution,
  commandReverseShell,
  commandPersistence,
  commandExfiltration,
  commandDestructive,
  commandMetacharacters,
  commandFlagInjection,
  commandWindowsAbuse,
  ssrfMetadata,
  ssrfInternal,
  secretAwsAccessKey,
  secretAwsSecretKey,
  secretPrivateKey,
  secretGcpApiKey,
  secretAzureKey,
  secretGithubToken,
  secretGitlabToken,
  secretSlackToken,
  secretStripeKey,
  secretNpmToken,
  secretLlmApiKey,
  secretJwt,
  secretConnectionString,
  secretProviderToken,
  secretAssignment,
  injectionOverride,
  injectionCodeInclusion,
  injectionOutOfPlace,
  injectionReplyShaping,
  injectionDataRequest,
  injectionRoleMarker,
  injectionAddressed,
  injectionConcealment,
  injectionExfiltration,
  injectionJailbreak,
  promptExtraction,
  poisoningMarkedBlock,
  poisoningSensitiveAction,
  poisoningCrossTool,
  poisoningBaitParameter,
  hiddenText,
];
