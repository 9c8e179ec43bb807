/** Outbox entries of drafts whose time comes; what they act on is the draft's own row. */
export const PUBLICATION_DUE_TOPIC = 'policy.publication_due';
