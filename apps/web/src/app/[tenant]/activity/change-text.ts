import type { AdminAction } from '@sallyport/contracts';

/** Each kind of change as the middle of a sentence: Ada *published the policy* acme-baseline. */
const ACTION_TEXT: Readonly<Record<AdminAction, string>> = {
  'org.created': 'created the organisation',
  'server.created': 'added the server',
  'server.updated': 'changed the server',
  'server.connected': 'connected',
  'server.disconnected': 'disconnected',
  'upstream_client.saved': 'saved the client at',
  'upstream_client.deleted': 'deleted the client at',
  'definition.pinned': 'pinned what it first saw of',
  'definition.drifted': 'noticed a change of',
  'definition.approved': 'approved',
  'definition.blocked': 'blocked',
  'policy.created': 'created the policy',
  'policy.published': 'published the policy',
  'policy.reverted': 'went back to an older version of the policy',
  'policy.released': 'took out of git management the policy',
  'policy_settings.changed': 'changed how policies are reviewed in',
  'policy_draft.created': 'began the draft',
  'policy_draft.changed': 'changed the draft',
  'policy_draft.discarded': 'discarded the draft',
  'policy_draft.review_requested': 'asked for a review of the draft',
  'policy_draft.approved': 'approved the draft',
  'policy_draft.changes_requested': 'asked for changes of the draft',
  'policy_draft.approval_withdrawn': 'withdrew, by a change, the approval of the draft',
  'policy_draft.scheduled': 'scheduled the draft',
  'policy_draft.schedule_cancelled': 'took back the schedule of the draft',
  'policy_draft.not_published': 'could not publish at its time the draft',
  'detector.mode_changed': 'changed the mode of the detector',
  'detector.created': 'wrote the detector',
  'detector.changed': 'changed the detector',
  'detector.activated': 'turned on the detector',
  'detector.deactivated': 'made a draft again of the detector',
  'detector.deleted': 'deleted the detector',
  'registered_secret.added': 'registered the secret',
  'registered_secret.removed': 'took back the registered secret',
  'detector_bundle.imported': 'imported the detector bundle',
  'detector_bundle.advanced': 'moved to its next stage the detector bundle',
  'detector_bundle.resumed': 'began again with the detector bundle',
  'detector_bundle.rolled_back': 'took back the detector bundle',
  'behaviour.reset': 'let gateways forget the behaviour of',
  'access_request.created': 'asked for access to',
  'access_request.granted': 'granted access to',
  'access_request.refused': 'refused access to',
  'member.joined': 'joined as',
  'member.role_changed': 'changed the role of',
  'service_account.created': 'created the service account',
  'service_account.disabled': 'disabled the service account',
  'service_account.role_changed': 'changed what tokens may do at the api for',
  'token.issued': 'issued a token for',
  'token.revoked': 'revoked a token of',
  'platform.accessed': 'worked across organisations on',
};

/** Words for a change; a kind this console does not know yet is shown by its name. */
export const changeText = (action: string): string => ACTION_TEXT[action as AdminAction] ?? action;

/** What a change was about, as short `key value` pairs, where it came from first; nested values are left to the export. */
export const changeDetails = (detail: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
    .toSorted(([a], [b]) => Number(b === 'from') - Number(a === 'from'))
    .map(([key, value]) => `${key.replace(/([A-Z])/g, ' $1').toLowerCase()} ${String(value)}`);
