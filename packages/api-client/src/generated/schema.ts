// Generated from the OpenAPI document by `pnpm generate`. Do not edit.

export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in person and their organisations */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state of the organisation at a glance */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls, newest first */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/calls/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call in full */
        get: operations["getCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/call-tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls as they happen */
        get: operations["tailCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers by name */
        get: operations["listServers"];
        put?: never;
        /** Add a server */
        post: operations["createServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/servers/{serverId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One server */
        get: operations["getServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or disable a server */
        patch: operations["updateServer"];
        trace?: never;
    };
    "/v1/orgs/{org}/servers/{serverId}/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a server offers */
        get: operations["listDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/definitions/{definitionId}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what a server sends now, or block it */
        post: operations["reviewDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/servers/{serverId}/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether one, or a service account, is connected to a server */
        get: operations["getConnection"];
        put?: never;
        /** Where to grant access to a server */
        post: operations["startConnection"];
        /** Disconnect; gateways forget the token within seconds */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish a connection with the ticket the callback gave the browser */
        post: operations["completeConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/upstream-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who Sallyport is to authorization servers */
        get: operations["listUpstreamClients"];
        put?: never;
        /** Use a client that was registered at an authorization server by hand */
        post: operations["saveUpstreamClient"];
        /** Forget a client; connections made with it end */
        delete: operations["deleteUpstreamClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies by name */
        get: operations["listPolicies"];
        put?: never;
        /** Create and publish a policy */
        post: operations["createPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A policy as it is in force */
        get: operations["getPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a draft without saving it */
        post: operations["checkPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-formats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lay a policy text out in the usual way; what cannot be read comes back as it is */
        post: operations["formatPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions, newest first */
        get: operations["listPolicyVersions"];
        put?: never;
        /** Publish a new version */
        post: operations["publishPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its text */
        get: operations["getPolicyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an older text in force again, at once, as a new version */
        post: operations["revertPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/blame": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who wrote which lines of the text in force */
        get: operations["getPolicyBlame"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a policy out of git management */
        delete: operations["releasePolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How policies are reviewed */
        get: operations["getPolicySettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how policies are reviewed */
        patch: operations["updatePolicySettings"];
        trace?: never;
    };
    "/v1/orgs/{org}/platform-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The baseline that ships with the product */
        get: operations["getPlatformPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies to start from */
        get: operations["listPolicyTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drafts, changed last first */
        get: operations["listPolicyDrafts"];
        put?: never;
        /** Keep a text that is not finished; it need not check */
        post: operations["createPolicyDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-drafts/{draftId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A draft with its reviews, and the texts to compare it with */
        get: operations["getPolicyDraft"];
        put?: never;
        post?: never;
        /** Discard a draft */
        delete: operations["deletePolicyDraft"];
        options?: never;
        head?: never;
        /** Change a draft; a changed text withdraws its approvals and its schedule */
        patch: operations["updatePolicyDraft"];
        trace?: never;
    };
    "/v1/orgs/{org}/policy-drafts/{draftId}/review-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a review; the text has to check */
        post: operations["requestPolicyReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-drafts/{draftId}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a draft or ask for changes */
        post: operations["reviewPolicyDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-drafts/{draftId}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a draft now, or at a time */
        post: operations["publishPolicyDraft"];
        /** Take back a scheduled publication */
        delete: operations["cancelScheduledPublication"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Simulations, newest first */
        get: operations["listPolicySimulations"];
        put?: never;
        /** Replay recorded calls with a draft */
        post: operations["createPolicySimulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-simulations/{simulationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A simulation with its progress and, when it is done, its report */
        get: operations["getPolicySimulation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-simulations/{simulationId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a simulation; one that has ended stays as it is */
        post: operations["cancelPolicySimulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-questions/who-may-call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who may call this tool, and by which path */
        post: operations["askWhoMayCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-questions/what-may-be-done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What this person or service account may do */
        post: operations["askWhatMayBeDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What no rule, no call and no test reaches */
        get: operations["getPolicyCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-mutation-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a draft in small ways and see which its tests do not notice */
        post: operations["checkPolicyMutations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policy-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules that allow more than was used */
        get: operations["listPolicySuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a policy with a suggestion applied, comments kept */
        get: operations["getPolicySuggestion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/policies/{policyId}/rules/{ruleId}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a rule warned, observed, held or denied */
        get: operations["getRuleActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/detectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every detector, its mode and what it saw */
        get: operations["listDetectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/detectors/{detectorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Turn a detector on or off, or let it only observe */
        patch: operations["setDetectorMode"];
        trace?: never;
    };
    "/v1/orgs/{org}/detector-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a detector of your own and run its tests */
        post: operations["checkDetector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/custom-detectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Detectors the organisation wrote */
        get: operations["listCustomDetectors"];
        put?: never;
        /** Write a detector, as a draft */
        post: operations["createCustomDetector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/custom-detectors/{detectorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a detector of your own */
        delete: operations["deleteCustomDetector"];
        options?: never;
        head?: never;
        /** Change a detector, turn it on, or make it a draft again */
        patch: operations["updateCustomDetector"];
        trace?: never;
    };
    "/v1/orgs/{org}/detector-bundles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bundles of detectors and how far they are rolled out */
        get: operations["listDetectorBundles"];
        put?: never;
        /** Import a signed bundle and begin to roll it out */
        post: operations["importDetectorBundle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/detector-bundles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Go on to the next stage, take a bundle back, or begin again */
        patch: operations["updateDetectorBundle"];
        trace?: never;
    };
    "/v1/orgs/{org}/registered-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Secrets that gateways look for by their digest */
        get: operations["listRegisteredSecrets"];
        put?: never;
        /** Register a secret, to have it found wherever it comes by */
        post: operations["registerSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/registered-secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Look for a registered secret no longer */
        delete: operations["forgetSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/behaviour/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let gateways forget what a principal did, with one client or with all */
        post: operations["resetBehaviour"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/calls/{callId}/access-proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The smallest change that would have let a denied call pass */
        get: operations["getAccessProposal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/access-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, newest first; who may not see calls sees their own */
        get: operations["listAccessRequests"];
        put?: never;
        /** Ask for what was denied */
        post: operations["createAccessRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/access-requests/{accessRequestId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grant it until a time, or refuse it with a sentence */
        post: operations["decideAccessRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members by name */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a role */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/v1/orgs/{org}/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service accounts by name */
        get: operations["listServiceAccounts"];
        put?: never;
        /** Create a service account */
        post: operations["createServiceAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/service-accounts/{serviceAccountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give a service account a role at this api, or take it away */
        patch: operations["updateServiceAccount"];
        trace?: never;
    };
    "/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a token; it is shown once. At this api it never may more than its issuer */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/service-accounts/{serviceAccountId}/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orgs/{org}/admin-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Administrative changes, newest first */
        get: operations["listAdminChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest snapshot versions */
        get: operations["listSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/snapshot-stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Snapshot versions as they are published */
        get: operations["streamSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/orgs/{orgId}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest signed snapshot */
        get: operations["getSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a batch of records */
        post: operations["ingestRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a server offers now */
        post: operations["reportDefinitions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Access token of a principal at a server */
        post: operations["borrowCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/v1/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Health of a gateway */
        post: operations["sendHeartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            code: string;
            requestId: string;
            errors?: {
                pointer: string;
                message: string;
                line?: number;
                column?: number;
            }[];
            problem?: string;
            oauthError?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string;
                        email: string;
                        name: string;
                        organisations: {
                            id: string;
                            slug: string;
                            name: string;
                            memberId: string;
                            /** @enum {string} */
                            role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                            permissions: ("overview:read" | "call:read" | "server:read" | "server:write" | "server:connect" | "definition:review" | "policy:read" | "policy:write" | "policy:publish" | "policy:review" | "detector:read" | "detector:write" | "behaviour:reset" | "settings:write" | "access:request" | "member:read" | "member:write" | "service_account:read" | "service_account:write" | "admin_change:read")[];
                        }[];
                    };
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: {
                window?: "1h" | "24h" | "7d";
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        totals: {
                            calls: number;
                            allowed: number;
                            redacted: number;
                            held: number;
                            denied: number;
                            findings: number;
                            errors: number;
                        };
                        latencyUs: {
                            p50: number | null;
                            p99: number | null;
                        };
                        addedUs: {
                            p50: number | null;
                            p99: number | null;
                        };
                        series: {
                            /** Format: date-time */
                            at: string;
                            allowed: number;
                            denied: number;
                            redacted: number;
                            held: number;
                        }[];
                        topDenied: {
                            server: string;
                            target: string;
                            rule: string | null;
                            count: number;
                            lastCallId: string;
                        }[];
                        findingCategories: {
                            /** @enum {string} */
                            category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                            count: number;
                        }[];
                        servers: {
                            total: number;
                            up: number;
                            drifted: number;
                        };
                        gateways: {
                            id: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                            online: boolean;
                            snapshotVersion: number;
                            currentVersion: number;
                            unshippedRecords: number;
                            spoolWritable: boolean;
                            refusal: ("malformed" | "signature_invalid" | "foreign_org" | "version_stale" | "not_compiled") | null;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                effect?: "allow" | "redact" | "approve" | "deny";
                outcome?: "delivered" | "redacted" | "denied" | "held" | "tool_error" | "rpc_error" | "upstream_error" | "timeout" | "cancelled" | "rejected";
                server?: string;
                method?: string;
                target?: string;
                principal?: string;
                category?: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                rule?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            principal: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                            } | null;
                            client: {
                                name: string;
                                version: string;
                            } | null;
                            server: {
                                id: string;
                                slug: string;
                            } | null;
                            /** @enum {string} */
                            origin: "client" | "server";
                            method: string;
                            target: {
                                /** @enum {string} */
                                kind: "tool" | "prompt" | "resource" | "none";
                                name: string;
                            };
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            /** @enum {string} */
                            outcome: "delivered" | "redacted" | "denied" | "held" | "tool_error" | "rpc_error" | "upstream_error" | "timeout" | "cancelled" | "rejected" | "open" | "unknown";
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            decidedBy: string | null;
                            findingCount: number;
                            severity: ("info" | "low" | "medium" | "high" | "critical") | null;
                            categories: ("path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other")[];
                            totalUs: number | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        at: string;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                            groups: string[];
                            /** @enum {string} */
                            role?: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                        } | null;
                        client: {
                            name: string;
                            version: string;
                        } | null;
                        server: {
                            id: string;
                            slug: string;
                        } | null;
                        /** @enum {string} */
                        origin: "client" | "server";
                        method: string;
                        target: {
                            /** @enum {string} */
                            kind: "tool" | "prompt" | "resource" | "none";
                            name: string;
                        };
                        /** @enum {string} */
                        effect: "allow" | "redact" | "approve" | "deny";
                        /** @enum {string} */
                        outcome: "delivered" | "redacted" | "denied" | "held" | "tool_error" | "rpc_error" | "upstream_error" | "timeout" | "cancelled" | "rejected" | "open" | "unknown";
                        reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                        decidedBy: string | null;
                        findingCount: number;
                        severity: ("info" | "low" | "medium" | "high" | "critical") | null;
                        categories: ("path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other")[];
                        totalUs: number | null;
                        protocolVersion: string | null;
                        requestId: string | null;
                        traceId: string | null;
                        definitionDigest: string | null;
                        argumentsDigest: string | null;
                        argumentsBytes: number;
                        arguments: unknown | null;
                        argumentsTruncated: boolean;
                        snapshotVersion: number;
                        gateway: {
                            id: string;
                            epoch: number;
                            sequence: number;
                        };
                        context: {
                            server: {
                                name: string;
                                /** @enum {string} */
                                tier: "standard" | "sensitive";
                                /** @enum {string} */
                                egress: "internal" | "external";
                                /** @enum {string} */
                                transport: "streamable-http" | "stdio";
                                labels: string[];
                            };
                            tool: {
                                annotations: {
                                    [key: string]: unknown;
                                };
                                /** @enum {string} */
                                state: "pinned" | "drifted" | "blocked";
                                capabilities: ("read" | "write" | "delete" | "execute" | "network" | "send" | "secrets")[];
                                /** @enum {string} */
                                risk: "low" | "medium" | "high" | "critical";
                            } | null;
                            address: string | null;
                            argumentRoles: {
                                [key: string]: "path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text";
                            };
                            behaviour?: {
                                flow: {
                                    origins: string[];
                                    labels: string[];
                                    overlap: number;
                                    chars: number;
                                    disguised: boolean;
                                    destinations: string[];
                                    injectedDestination: boolean;
                                    asked: boolean;
                                };
                                session: {
                                    calls: number;
                                    callsPerMinute: number;
                                    repeats: number;
                                    variants: number;
                                    firstUse: boolean;
                                    firstDestination: boolean;
                                    privateSeen: boolean;
                                    untrustedSeen: boolean;
                                    trifecta: boolean;
                                    novelBytes: number;
                                };
                            };
                        } | null;
                        approval: {
                            groups?: string[];
                            users?: string[];
                            /** @default 1 */
                            count: number;
                            /** @default 30m */
                            expires: string;
                            reuse?: string;
                        } | null;
                        decided: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            findings: {
                                detector: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                confidence: number;
                                pointer: string;
                                start: number;
                                end: number;
                                /** @enum {string} */
                                view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                                evidence: string;
                                title: string;
                                frameworks: string[];
                                /** @constant */
                                observed?: true;
                                severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                            }[];
                            exceptions: string[];
                            labels: string[];
                            alert: ("info" | "low" | "medium" | "high" | "critical") | null;
                        };
                        completed: {
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            findings: {
                                detector: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                confidence: number;
                                pointer: string;
                                start: number;
                                end: number;
                                /** @enum {string} */
                                view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                                evidence: string;
                                title: string;
                                frameworks: string[];
                                /** @constant */
                                observed?: true;
                                severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                            }[];
                            exceptions: string[];
                            labels: string[];
                            alert: ("info" | "low" | "medium" | "high" | "critical") | null;
                            /** @enum {string} */
                            outcome: "delivered" | "redacted" | "denied" | "held" | "tool_error" | "rpc_error" | "upstream_error" | "timeout" | "cancelled" | "rejected";
                            errorCode: string | null;
                            resultDigest: string | null;
                            resultBytes: number;
                            capturedResult: {
                                value: unknown | null;
                                truncated: boolean;
                            } | null;
                            timing: {
                                totalUs: number;
                                inspectUs: number;
                                decideUs: number;
                                upstreamUs: number;
                            };
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `call.not_found`: No such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tailCalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            slug: string;
                            name: string;
                            description: string;
                            transport: {
                                /** @constant */
                                kind: "streamable-http";
                                /** Format: uri */
                                url: string;
                            } | {
                                /** @constant */
                                kind: "stdio";
                                launcher: string;
                                args: string[];
                                env: {
                                    [key: string]: string;
                                };
                            };
                            /** @enum {string} */
                            tier: "standard" | "sensitive";
                            /** @enum {string} */
                            egress: "internal" | "external";
                            labels: string[];
                            enabled: boolean;
                            timeoutMs: number;
                            /** @enum {string} */
                            state: "unknown" | "up" | "down" | "starting";
                            stateDetail: string;
                            protocolVersion: string | null;
                            serverInfo: {
                                name: string;
                                version: string;
                            } | null;
                            mcpUrl: string;
                            counts: {
                                tools: number;
                                prompts: number;
                                resources: number;
                                drifted: number;
                                blocked: number;
                                findings: number;
                                calls24h: number;
                                denied24h: number;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    slug: string;
                    name: string;
                    /** @default  */
                    description?: string;
                    transport: {
                        /** @constant */
                        kind: "streamable-http";
                        /** Format: uri */
                        url: string;
                    } | {
                        /** @constant */
                        kind: "stdio";
                        launcher: string;
                        args: string[];
                        env: {
                            [key: string]: string;
                        };
                    };
                    /**
                     * @default standard
                     * @enum {string}
                     */
                    tier?: "standard" | "sensitive";
                    /**
                     * @default external
                     * @enum {string}
                     */
                    egress?: "internal" | "external";
                    /** @default [] */
                    labels?: string[];
                    /** @default 60000 */
                    timeoutMs?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        slug: string;
                        name: string;
                        description: string;
                        transport: {
                            /** @constant */
                            kind: "streamable-http";
                            /** Format: uri */
                            url: string;
                        } | {
                            /** @constant */
                            kind: "stdio";
                            launcher: string;
                            args: string[];
                            env: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        tier: "standard" | "sensitive";
                        /** @enum {string} */
                        egress: "internal" | "external";
                        labels: string[];
                        enabled: boolean;
                        timeoutMs: number;
                        /** @enum {string} */
                        state: "unknown" | "up" | "down" | "starting";
                        stateDetail: string;
                        protocolVersion: string | null;
                        serverInfo: {
                            name: string;
                            version: string;
                        } | null;
                        mcpUrl: string;
                        counts: {
                            tools: number;
                            prompts: number;
                            resources: number;
                            drifted: number;
                            blocked: number;
                            findings: number;
                            calls24h: number;
                            denied24h: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.slug_taken`: A server with this name exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        slug: string;
                        name: string;
                        description: string;
                        transport: {
                            /** @constant */
                            kind: "streamable-http";
                            /** Format: uri */
                            url: string;
                        } | {
                            /** @constant */
                            kind: "stdio";
                            launcher: string;
                            args: string[];
                            env: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        tier: "standard" | "sensitive";
                        /** @enum {string} */
                        egress: "internal" | "external";
                        labels: string[];
                        enabled: boolean;
                        timeoutMs: number;
                        /** @enum {string} */
                        state: "unknown" | "up" | "down" | "starting";
                        stateDetail: string;
                        protocolVersion: string | null;
                        serverInfo: {
                            name: string;
                            version: string;
                        } | null;
                        mcpUrl: string;
                        counts: {
                            tools: number;
                            prompts: number;
                            resources: number;
                            drifted: number;
                            blocked: number;
                            findings: number;
                            calls24h: number;
                            denied24h: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    description?: string;
                    transport?: {
                        /** @constant */
                        kind: "streamable-http";
                        /** Format: uri */
                        url: string;
                    } | {
                        /** @constant */
                        kind: "stdio";
                        launcher: string;
                        args: string[];
                        env: {
                            [key: string]: string;
                        };
                    };
                    /** @enum {string} */
                    tier?: "standard" | "sensitive";
                    /** @enum {string} */
                    egress?: "internal" | "external";
                    labels?: string[];
                    timeoutMs?: number;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        slug: string;
                        name: string;
                        description: string;
                        transport: {
                            /** @constant */
                            kind: "streamable-http";
                            /** Format: uri */
                            url: string;
                        } | {
                            /** @constant */
                            kind: "stdio";
                            launcher: string;
                            args: string[];
                            env: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        tier: "standard" | "sensitive";
                        /** @enum {string} */
                        egress: "internal" | "external";
                        labels: string[];
                        enabled: boolean;
                        timeoutMs: number;
                        /** @enum {string} */
                        state: "unknown" | "up" | "down" | "starting";
                        stateDetail: string;
                        protocolVersion: string | null;
                        serverInfo: {
                            name: string;
                            version: string;
                        } | null;
                        mcpUrl: string;
                        counts: {
                            tools: number;
                            prompts: number;
                            resources: number;
                            drifted: number;
                            blocked: number;
                            findings: number;
                            calls24h: number;
                            denied24h: number;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDefinitions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                kind?: "tool" | "prompt" | "resource" | "resource_template" | "instructions";
            };
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            serverId: string;
                            /** @enum {string} */
                            kind: "tool" | "prompt" | "resource" | "resource_template" | "instructions";
                            name: string;
                            digest: string;
                            /** @enum {string} */
                            state: "pinned" | "drifted" | "blocked";
                            body: {
                                [key: string]: unknown;
                            };
                            observedDigest: string | null;
                            observedBody: {
                                [key: string]: unknown;
                            } | null;
                            change: {
                                /** @enum {string} */
                                change: "none" | "cosmetic" | "widening" | "new_sink" | "new_instruction";
                                reasons: {
                                    /** @enum {string} */
                                    change: "none" | "cosmetic" | "widening" | "new_sink" | "new_instruction";
                                    pointer: string;
                                    evidence: string;
                                }[];
                            } | null;
                            findings: {
                                detector: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                confidence: number;
                                pointer: string;
                                start: number;
                                end: number;
                                /** @enum {string} */
                                view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                                evidence: string;
                                title: string;
                                frameworks: string[];
                                /** @constant */
                                observed?: true;
                                severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                            }[];
                            present: boolean;
                            /** Format: date-time */
                            firstSeenAt: string;
                            /** Format: date-time */
                            lastSeenAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                definitionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    verdict: "approve" | "block";
                    digest: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        serverId: string;
                        /** @enum {string} */
                        kind: "tool" | "prompt" | "resource" | "resource_template" | "instructions";
                        name: string;
                        digest: string;
                        /** @enum {string} */
                        state: "pinned" | "drifted" | "blocked";
                        body: {
                            [key: string]: unknown;
                        };
                        observedDigest: string | null;
                        observedBody: {
                            [key: string]: unknown;
                        } | null;
                        change: {
                            /** @enum {string} */
                            change: "none" | "cosmetic" | "widening" | "new_sink" | "new_instruction";
                            reasons: {
                                /** @enum {string} */
                                change: "none" | "cosmetic" | "widening" | "new_sink" | "new_instruction";
                                pointer: string;
                                evidence: string;
                            }[];
                        } | null;
                        findings: {
                            detector: string;
                            /** @enum {string} */
                            category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                            confidence: number;
                            pointer: string;
                            start: number;
                            end: number;
                            /** @enum {string} */
                            view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                            evidence: string;
                            title: string;
                            frameworks: string[];
                            /** @constant */
                            observed?: true;
                            severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                        }[];
                        present: boolean;
                        /** Format: date-time */
                        firstSeenAt: string;
                        /** Format: date-time */
                        lastSeenAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `definition.not_found`: No such definition */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.version_conflict`: Somebody published a newer version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: {
                serviceAccountId?: string;
            };
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverId: string;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                        };
                        /** @enum {string} */
                        state: "not_needed" | "not_connected" | "connected" | "lapsed";
                        issuer: string | null;
                        scopes: string[];
                        missingScopes: string[];
                        connectedAt: string | null;
                        connectedBy: string | null;
                        expiresAt: string | null;
                        renews: boolean;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    serviceAccountId?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        authorizeUrl: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upstream.authorization_failed`: The sign-in of the MCP server did not work */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query?: {
                serviceAccountId?: string;
            };
            header?: never;
            path: {
                org: string;
                serverId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ticket: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverId: string;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                        };
                        /** @enum {string} */
                        state: "not_needed" | "not_connected" | "connected" | "lapsed";
                        issuer: string | null;
                        scopes: string[];
                        missingScopes: string[];
                        connectedAt: string | null;
                        connectedBy: string | null;
                        expiresAt: string | null;
                        renews: boolean;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `sign_in.not_found`: No such sign-in under way; `server.not_found`: No such server; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upstream.authorization_failed`: The sign-in of the MCP server did not work */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpstreamClients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            issuer: string;
                            /** @enum {string} */
                            kind: "preregistered" | "metadata_document" | "dynamic";
                            clientId: string;
                            hasSecret: boolean;
                            /** Format: date-time */
                            updatedAt: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveUpstreamClient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uri */
                    issuer: string;
                    clientId: string;
                    clientSecret?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        issuer: string;
                        /** @enum {string} */
                        kind: "preregistered" | "metadata_document" | "dynamic";
                        clientId: string;
                        hasSecret: boolean;
                        /** Format: date-time */
                        updatedAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUpstreamClient: {
        parameters: {
            query: {
                issuer: string;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicies: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            description: string;
                            /** @enum {string} */
                            level: "platform" | "organisation" | "group";
                            group: string | null;
                            managedBy: {
                                repository: string;
                                /** Format: uri */
                                url: string;
                                ref: string;
                                commit: string;
                                path: string;
                                /** Format: date-time */
                                pushedAt: string;
                                pushedBy: string;
                                version: number;
                                drifted: boolean;
                            } | null;
                            openDrafts: number;
                            version: number;
                            ruleCount: number;
                            /** Format: date-time */
                            updatedAt: string;
                            updatedBy: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default  */
                    note?: string;
                    source?: {
                        repository: string;
                        /** Format: uri */
                        url: string;
                        ref: string;
                        commit: string;
                        path: string;
                    };
                    simulationId?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @enum {string} */
                        level: "platform" | "organisation" | "group";
                        group: string | null;
                        managedBy: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                            /** Format: date-time */
                            pushedAt: string;
                            pushedBy: string;
                            version: number;
                            drifted: boolean;
                        } | null;
                        openDrafts: number;
                        version: number;
                        ruleCount: number;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: string;
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.name_taken`: A policy with this name exists; `policy.review_required`: Another person has to approve the text first; `policy.simulation_mismatch`: The simulation is not of this text, or not finished */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @enum {string} */
                        level: "platform" | "organisation" | "group";
                        group: string | null;
                        managedBy: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                            /** Format: date-time */
                            pushedAt: string;
                            pushedBy: string;
                            version: number;
                            drifted: boolean;
                        } | null;
                        openDrafts: number;
                        version: number;
                        ruleCount: number;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: string;
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        diagnostics: {
                            /** @enum {string} */
                            severity: "error" | "warning";
                            message: string;
                            line: number;
                            column: number;
                            endLine: number;
                            endColumn: number;
                            ruleId?: string;
                        }[];
                        tests: {
                            name: string;
                            passed: boolean;
                            expected: string;
                            actual: string;
                            detail: string;
                        }[];
                        ruleCount: number;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    formatPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyVersions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            version: number;
                            note: string;
                            /** Format: date-time */
                            publishedAt: string;
                            publishedBy: string;
                            ruleCount: number;
                            /** @enum {string} */
                            kind: "published" | "reverted" | "emergency" | "granted";
                            revertOf: number | null;
                            simulationId: string | null;
                            reviewers: string[];
                            draftId: string | null;
                            source: {
                                repository: string;
                                /** Format: uri */
                                url: string;
                                ref: string;
                                commit: string;
                                path: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default  */
                    note?: string;
                    baseVersion: number;
                    source?: {
                        repository: string;
                        /** Format: uri */
                        url: string;
                        ref: string;
                        commit: string;
                        path: string;
                    };
                    simulationId?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @enum {string} */
                        level: "platform" | "organisation" | "group";
                        group: string | null;
                        managedBy: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                            /** Format: date-time */
                            pushedAt: string;
                            pushedBy: string;
                            version: number;
                            drifted: boolean;
                        } | null;
                        openDrafts: number;
                        version: number;
                        ruleCount: number;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: string;
                        text: string;
                        snapshotVersion: number;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.version_conflict`: Somebody published a newer version; `policy.name_taken`: A policy with this name exists; `policy.review_required`: Another person has to approve the text first; `policy.managed_in_git`: The policy is managed in git; `policy.simulation_mismatch`: The simulation is not of this text, or not finished */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                        note: string;
                        /** Format: date-time */
                        publishedAt: string;
                        publishedBy: string;
                        ruleCount: number;
                        /** @enum {string} */
                        kind: "published" | "reverted" | "emergency" | "granted";
                        revertOf: number | null;
                        simulationId: string | null;
                        reviewers: string[];
                        draftId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revertPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    toVersion: number;
                    /** @default  */
                    note?: string;
                    baseVersion: number;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @enum {string} */
                        level: "platform" | "organisation" | "group";
                        group: string | null;
                        managedBy: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                            /** Format: date-time */
                            pushedAt: string;
                            pushedBy: string;
                            version: number;
                            drifted: boolean;
                        } | null;
                        openDrafts: number;
                        version: number;
                        ruleCount: number;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: string;
                        text: string;
                        snapshotVersion: number;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.version_conflict`: Somebody published a newer version; `policy.name_taken`: A policy with this name exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyBlame: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: number;
                        ranges: {
                            fromLine: number;
                            toLine: number;
                            version: number;
                            author: string;
                            /** Format: date-time */
                            at: string;
                            note: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releasePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                policyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        /** @enum {string} */
                        level: "platform" | "organisation" | "group";
                        group: string | null;
                        managedBy: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                            /** Format: date-time */
                            pushedAt: string;
                            pushedBy: string;
                            version: number;
                            drifted: boolean;
                        } | null;
                        openDrafts: number;
                        version: number;
                        ruleCount: number;
                        /** Format: date-time */
                        updatedAt: string;
                        updatedBy: string;
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requireReview: boolean;
                        reviewers: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePolicySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    requireReview: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requireReview: boolean;
                        reviewers: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.reviewer_missing`: Nobody else may review policies here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlatformPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        version: number;
                        ruleCount: number;
                        text: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            title: string;
                            summary: string;
                            text: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyDrafts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                policyId?: string;
                state?: "open" | "all" | "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            policyId: string | null;
                            policyName: string | null;
                            title: string;
                            note: string;
                            /** @enum {string} */
                            state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                            revision: number;
                            baseVersion: number | null;
                            currentVersion: number | null;
                            conflict: boolean;
                            author: {
                                id: string;
                                name: string;
                            };
                            editors: {
                                id: string;
                                name: string;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            publishAt: string | null;
                            problem: string | null;
                            publishedVersion: number | null;
                            simulationId: string | null;
                            accessRequestId: string | null;
                            source: {
                                repository: string;
                                /** Format: uri */
                                url: string;
                                ref: string;
                                commit: string;
                                path: string;
                            } | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    policyId?: string;
                    baseVersion?: number;
                    title: string;
                    text: string;
                    /** @default  */
                    note?: string;
                    source?: {
                        repository: string;
                        /** Format: uri */
                        url: string;
                        ref: string;
                        commit: string;
                        path: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.managed_in_git`: The policy is managed in git */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.state_conflict`: The draft is not in a state for this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    text?: string;
                    title?: string;
                    note?: string;
                    baseVersion?: number;
                    source?: {
                        repository: string;
                        /** Format: uri */
                        url: string;
                        ref: string;
                        commit: string;
                        path: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.revision_conflict`: Somebody changed the draft since; `policy_draft.state_conflict`: The draft is not in a state for this; `policy.managed_in_git`: The policy is managed in git */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPolicyReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.revision_conflict`: Somebody changed the draft since; `policy_draft.state_conflict`: The draft is not in a state for this; `policy.reviewer_missing`: Nobody else may review policies here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    /** @enum {string} */
                    verdict: "approve" | "request_changes";
                    /** @default  */
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission; `policy_draft.own_review`: Nobody reviews what they wrote */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.revision_conflict`: Somebody changed the draft since; `policy_draft.state_conflict`: The draft is not in a state for this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPolicyDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    /** Format: date-time */
                    at?: string;
                    simulationId?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                        snapshotVersion: number | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.revision_conflict`: Somebody changed the draft since; `policy_draft.state_conflict`: The draft is not in a state for this; `policy.name_taken`: A policy with this name exists; `policy.version_conflict`: Somebody published a newer version; `policy.review_required`: Another person has to approve the text first; `policy.managed_in_git`: The policy is managed in git; `policy.simulation_mismatch`: The simulation is not of this text, or not finished */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelScheduledPublication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                draftId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        policyId: string | null;
                        policyName: string | null;
                        title: string;
                        note: string;
                        /** @enum {string} */
                        state: "editing" | "in_review" | "changes_requested" | "approved" | "scheduled" | "conflict" | "published" | "discarded";
                        revision: number;
                        baseVersion: number | null;
                        currentVersion: number | null;
                        conflict: boolean;
                        author: {
                            id: string;
                            name: string;
                        };
                        editors: {
                            id: string;
                            name: string;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        publishAt: string | null;
                        problem: string | null;
                        publishedVersion: number | null;
                        simulationId: string | null;
                        accessRequestId: string | null;
                        source: {
                            repository: string;
                            /** Format: uri */
                            url: string;
                            ref: string;
                            commit: string;
                            path: string;
                        } | null;
                        text: string;
                        baseText: string | null;
                        currentText: string | null;
                        reviews: {
                            id: string;
                            reviewer: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            verdict: "approve" | "request_changes";
                            comment: string;
                            revision: number;
                            /** Format: date-time */
                            at: string;
                            counts: boolean;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy_draft.not_found`: No such draft */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy_draft.state_conflict`: The draft is not in a state for this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicySimulations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                policyId?: string;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "cancelled" | "failed";
                            policyId: string | null;
                            policyName: string;
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            textDigest: string;
                            baseDigest: string;
                            progress: {
                                done: number;
                                total: number;
                            };
                            problem: string | null;
                            counts: {
                                calls: number;
                                decidable: number;
                                undecidable: number;
                                outsidePolicy: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                                newlyHeld: number;
                            } | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPolicySimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    policyId?: string;
                    /** @default 7 */
                    days?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "cancelled" | "failed";
                        policyId: string | null;
                        policyName: string;
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        textDigest: string;
                        baseDigest: string;
                        progress: {
                            done: number;
                            total: number;
                        };
                        problem: string | null;
                        counts: {
                            calls: number;
                            decidable: number;
                            undecidable: number;
                            outsidePolicy: number;
                            changed: number;
                            newlyAllowed: number;
                            newlyDenied: number;
                            newlyHeld: number;
                        } | null;
                        base: {
                            policyId: string;
                            policyName: string;
                            version: number;
                        }[];
                        report: {
                            counts: {
                                calls: number;
                                decidable: number;
                                undecidable: number;
                                outsidePolicy: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                                newlyHeld: number;
                            };
                            transitions: {
                                /** @enum {string} */
                                before: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                after: "allow" | "redact" | "approve" | "deny";
                                calls: number;
                            }[];
                            undecidable: {
                                /** @enum {string} */
                                reason: "context_missing" | "arguments_not_kept" | "arguments_truncated" | "arguments_masked" | "result_not_kept";
                                calls: number;
                            }[];
                            newlyAllowed: {
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                sampleCallId: string;
                            }[];
                            principals: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                                groups: string[];
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            servers: {
                                server: string;
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            targets: {
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            rules: {
                                policyId: string | null;
                                policyName: string;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                matchedBefore: number;
                                matchedAfter: number;
                                principalsAfter: number;
                            }[];
                            samples: {
                                callId: string;
                                /** Format: date-time */
                                at: string;
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                before: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                                after: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                            }[];
                            baseline: {
                                same: number;
                                different: number;
                                unexplained: number;
                            };
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `simulation.already_running`: A simulation of yours is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota.exceeded`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicySimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                simulationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "cancelled" | "failed";
                        policyId: string | null;
                        policyName: string;
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        textDigest: string;
                        baseDigest: string;
                        progress: {
                            done: number;
                            total: number;
                        };
                        problem: string | null;
                        counts: {
                            calls: number;
                            decidable: number;
                            undecidable: number;
                            outsidePolicy: number;
                            changed: number;
                            newlyAllowed: number;
                            newlyDenied: number;
                            newlyHeld: number;
                        } | null;
                        base: {
                            policyId: string;
                            policyName: string;
                            version: number;
                        }[];
                        report: {
                            counts: {
                                calls: number;
                                decidable: number;
                                undecidable: number;
                                outsidePolicy: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                                newlyHeld: number;
                            };
                            transitions: {
                                /** @enum {string} */
                                before: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                after: "allow" | "redact" | "approve" | "deny";
                                calls: number;
                            }[];
                            undecidable: {
                                /** @enum {string} */
                                reason: "context_missing" | "arguments_not_kept" | "arguments_truncated" | "arguments_masked" | "result_not_kept";
                                calls: number;
                            }[];
                            newlyAllowed: {
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                sampleCallId: string;
                            }[];
                            principals: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                                groups: string[];
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            servers: {
                                server: string;
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            targets: {
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            rules: {
                                policyId: string | null;
                                policyName: string;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                matchedBefore: number;
                                matchedAfter: number;
                                principalsAfter: number;
                            }[];
                            samples: {
                                callId: string;
                                /** Format: date-time */
                                at: string;
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                before: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                                after: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                            }[];
                            baseline: {
                                same: number;
                                different: number;
                                unexplained: number;
                            };
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `simulation.not_found`: No such simulation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelPolicySimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                simulationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "cancelled" | "failed";
                        policyId: string | null;
                        policyName: string;
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        textDigest: string;
                        baseDigest: string;
                        progress: {
                            done: number;
                            total: number;
                        };
                        problem: string | null;
                        counts: {
                            calls: number;
                            decidable: number;
                            undecidable: number;
                            outsidePolicy: number;
                            changed: number;
                            newlyAllowed: number;
                            newlyDenied: number;
                            newlyHeld: number;
                        } | null;
                        base: {
                            policyId: string;
                            policyName: string;
                            version: number;
                        }[];
                        report: {
                            counts: {
                                calls: number;
                                decidable: number;
                                undecidable: number;
                                outsidePolicy: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                                newlyHeld: number;
                            };
                            transitions: {
                                /** @enum {string} */
                                before: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                after: "allow" | "redact" | "approve" | "deny";
                                calls: number;
                            }[];
                            undecidable: {
                                /** @enum {string} */
                                reason: "context_missing" | "arguments_not_kept" | "arguments_truncated" | "arguments_masked" | "result_not_kept";
                                calls: number;
                            }[];
                            newlyAllowed: {
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                sampleCallId: string;
                            }[];
                            principals: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                                groups: string[];
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            servers: {
                                server: string;
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            targets: {
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                calls: number;
                                changed: number;
                                newlyAllowed: number;
                                newlyDenied: number;
                            }[];
                            rules: {
                                policyId: string | null;
                                policyName: string;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                matchedBefore: number;
                                matchedAfter: number;
                                principalsAfter: number;
                            }[];
                            samples: {
                                callId: string;
                                /** Format: date-time */
                                at: string;
                                principal: {
                                    id: string;
                                    /** @enum {string} */
                                    kind: "user" | "service_account" | "device";
                                    name: string;
                                };
                                server: string;
                                method: string;
                                target: {
                                    /** @enum {string} */
                                    kind: "tool" | "prompt" | "resource" | "none";
                                    name: string;
                                };
                                before: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                                after: {
                                    /** @enum {string} */
                                    effect: "allow" | "redact" | "approve" | "deny";
                                    reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                                    rules: {
                                        policyId: string;
                                        policyName: string;
                                        policyVersion: number;
                                        ruleId: string;
                                        line: number;
                                        /** @enum {string} */
                                        effect: "allow" | "redact" | "approve" | "deny";
                                        /** @enum {string} */
                                        mode: "observe" | "warn" | "enforce";
                                        because: string[];
                                    }[];
                                    message: string | null;
                                };
                            }[];
                            baseline: {
                                same: number;
                                different: number;
                                unexplained: number;
                            };
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `simulation.not_found`: No such simulation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askWhoMayCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    serverId: string;
                    tool: string;
                    args?: {
                        [key: string]: unknown;
                    };
                    address?: string;
                    client?: string;
                    /** Format: date-time */
                    asOf?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        basis: {
                            /** Format: date-time */
                            asOf: string;
                            snapshotVersion: number | null;
                            inForceSince: string | null;
                            historySince: string | null;
                            gap: ("before_history" | "server_absent" | "principal_absent") | null;
                        };
                        subject: {
                            serverId: string;
                            server: string;
                            /** @enum {string} */
                            tier: "standard" | "sensitive";
                            enabled: boolean;
                            tool: string;
                            state: ("pinned" | "drifted" | "blocked") | null;
                            risk: ("low" | "medium" | "high" | "critical") | null;
                            capabilities: ("read" | "write" | "delete" | "execute" | "network" | "send" | "secrets")[];
                        } | null;
                        counts: {
                            allow: number;
                            redact: number;
                            approve: number;
                            deny: number;
                            uncertain: number;
                        };
                        answers: {
                            principal: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                                groups: string[];
                                /** @enum {string} */
                                role?: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                            };
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            certain: boolean;
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            observed: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            path: {
                                /** @enum {string} */
                                via: "everyone" | "user" | "service_account" | "device" | "group" | "role";
                                name: string;
                            }[];
                            message: string | null;
                            approval: {
                                groups?: string[];
                                users?: string[];
                                /** @default 1 */
                                count: number;
                                /** @default 30m */
                                expires: string;
                                reuse?: string;
                            } | null;
                            exceptions: string[];
                        }[];
                        truncated: boolean;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askWhatMayBeDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    principalId: string;
                    address?: string;
                    client?: string;
                    /** Format: date-time */
                    asOf?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        basis: {
                            /** Format: date-time */
                            asOf: string;
                            snapshotVersion: number | null;
                            inForceSince: string | null;
                            historySince: string | null;
                            gap: ("before_history" | "server_absent" | "principal_absent") | null;
                        };
                        subject: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                            groups: string[];
                            /** @enum {string} */
                            role?: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                        } | null;
                        counts: {
                            allow: number;
                            redact: number;
                            approve: number;
                            deny: number;
                            uncertain: number;
                        };
                        answers: {
                            tool: {
                                serverId: string;
                                server: string;
                                /** @enum {string} */
                                tier: "standard" | "sensitive";
                                enabled: boolean;
                                tool: string;
                                state: ("pinned" | "drifted" | "blocked") | null;
                                risk: ("low" | "medium" | "high" | "critical") | null;
                                capabilities: ("read" | "write" | "delete" | "execute" | "network" | "send" | "secrets")[];
                            };
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            certain: boolean;
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            observed: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            path: {
                                /** @enum {string} */
                                via: "everyone" | "user" | "service_account" | "device" | "group" | "role";
                                name: string;
                            }[];
                            message: string | null;
                            approval: {
                                groups?: string[];
                                users?: string[];
                                /** @default 1 */
                                count: number;
                                /** @default 30m */
                                expires: string;
                                reuse?: string;
                            } | null;
                            exceptions: string[];
                        }[];
                        truncated: boolean;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `principal.not_found`: No such person or service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyCoverage: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        countedSince: string | null;
                        tools: {
                            total: number;
                            covered: number;
                            uncovered: {
                                serverId: string;
                                server: string;
                                /** @enum {string} */
                                tier: "standard" | "sensitive";
                                enabled: boolean;
                                tool: string;
                                state: ("pinned" | "drifted" | "blocked") | null;
                                risk: ("low" | "medium" | "high" | "critical") | null;
                                capabilities: ("read" | "write" | "delete" | "execute" | "network" | "send" | "secrets")[];
                                calls: number;
                            }[];
                            byRisk: {
                                /** @enum {string} */
                                risk: "low" | "medium" | "high" | "critical";
                                total: number;
                                uncovered: number;
                            }[];
                        };
                        rules: {
                            policyId: string;
                            policyName: string;
                            policyVersion: number;
                            /** @enum {string} */
                            level: "platform" | "organisation" | "group";
                            ruleId: string;
                            line: number;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            /** @enum {string} */
                            mode: "observe" | "warn" | "enforce";
                            hits: number;
                            principals: number;
                            lastAt: string | null;
                            /** Format: date-time */
                            inForceSince: string;
                        }[];
                        neverMatched: {
                            policyId: string;
                            policyName: string;
                            policyVersion: number;
                            /** @enum {string} */
                            level: "platform" | "organisation" | "group";
                            ruleId: string;
                            line: number;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            /** @enum {string} */
                            mode: "observe" | "warn" | "enforce";
                        }[];
                        untested: {
                            policyId: string;
                            policyName: string;
                            policyVersion: number;
                            /** @enum {string} */
                            level: "platform" | "organisation" | "group";
                            ruleId: string;
                            line: number;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            /** @enum {string} */
                            mode: "observe" | "warn" | "enforce";
                            mutations: {
                                ruleId: string;
                                line: number;
                                description: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkPolicyMutations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tried: number;
                        caught: number;
                        survivors: {
                            ruleId: string;
                            line: number;
                            description: string;
                        }[];
                        partial: boolean;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicySuggestions: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        countedSince: string | null;
                        items: {
                            policyId: string;
                            policyName: string;
                            policyVersion: number;
                            ruleId: string;
                            line: number;
                            /** @enum {string} */
                            kind: "narrow" | "remove";
                            summary: string;
                            basis: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                                days: number;
                                calls: number;
                                principals: number;
                            };
                            observed: {
                                servers: string[] | null;
                                tools: string[] | null;
                                users: string[] | null;
                                groups: string[] | null;
                                serviceAccounts: string[] | null;
                            };
                            before: string;
                            after: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicySuggestion: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                org: string;
                policyId: string;
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        suggestion: {
                            policyId: string;
                            policyName: string;
                            policyVersion: number;
                            ruleId: string;
                            line: number;
                            /** @enum {string} */
                            kind: "narrow" | "remove";
                            summary: string;
                            basis: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                                days: number;
                                calls: number;
                                principals: number;
                            };
                            observed: {
                                servers: string[] | null;
                                tools: string[] | null;
                                users: string[] | null;
                                groups: string[] | null;
                                serviceAccounts: string[] | null;
                            };
                            before: string;
                            after: string;
                        };
                        text: string;
                        baseVersion: number;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy; `suggestion.not_found`: Nothing is suggested for this rule */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleActivity: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                org: string;
                policyId: string;
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policyId: string;
                        ruleId: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        to: string;
                        countedSince: string | null;
                        calls: number;
                        byMode: {
                            /** @enum {string} */
                            mode: "observe" | "warn" | "enforce";
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            calls: number;
                        }[];
                        series: {
                            /** Format: date */
                            day: string;
                            /** @enum {string} */
                            mode: "observe" | "warn" | "enforce";
                            calls: number;
                        }[];
                        principals: {
                            id: string | null;
                            kind: ("user" | "service_account" | "device") | null;
                            name: string;
                            calls: number;
                            /** Format: date-time */
                            firstAt: string;
                            /** Format: date-time */
                            lastAt: string;
                            lastCallId: string;
                            modes: ("observe" | "warn" | "enforce")[];
                        }[];
                        principalCount: number;
                        targets: {
                            server: string;
                            target: {
                                /** @enum {string} */
                                kind: "tool" | "prompt" | "resource" | "none";
                                name: string;
                            };
                            calls: number;
                            lastCallId: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `policy.not_found`: No such policy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDetectors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            origin: "shipped" | "bundle" | "custom";
                            /** @enum {string} */
                            category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                            title: string;
                            why: string;
                            fix: string;
                            frameworks: string[];
                            surfaces: ("argument" | "result" | "definition" | "server_message")[];
                            /** @enum {string} */
                            mode: "on" | "observe" | "off";
                            modeSet: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                reason: string;
                            } | null;
                            measured: {
                                falsePositives: {
                                    hits: number;
                                    of: number;
                                    low: number;
                                    high: number;
                                };
                                truePositives: {
                                    hits: number;
                                    of: number;
                                    low: number;
                                    high: number;
                                };
                            } | null;
                            seen: {
                                calls: number;
                                denied: number;
                                lastAt: string | null;
                                lastCallId: string | null;
                            };
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setDetectorMode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                detectorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    mode: "on" | "observe" | "off";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        origin: "shipped" | "bundle" | "custom";
                        /** @enum {string} */
                        category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                        /** @enum {string} */
                        severity: "info" | "low" | "medium" | "high" | "critical";
                        title: string;
                        why: string;
                        fix: string;
                        frameworks: string[];
                        surfaces: ("argument" | "result" | "definition" | "server_message")[];
                        /** @enum {string} */
                        mode: "on" | "observe" | "off";
                        modeSet: {
                            by: string;
                            /** Format: date-time */
                            at: string;
                            reason: string;
                        } | null;
                        measured: {
                            falsePositives: {
                                hits: number;
                                of: number;
                                low: number;
                                high: number;
                            };
                            truePositives: {
                                hits: number;
                                of: number;
                                low: number;
                                high: number;
                            };
                        } | null;
                        seen: {
                            calls: number;
                            denied: number;
                            lastAt: string | null;
                            lastCallId: string | null;
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `detector.not_found`: No such detector */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkDetector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    definition: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        problems: {
                            pointer: string;
                            message: string;
                        }[];
                        tests: {
                            /** @enum {string} */
                            expect: "match" | "pass";
                            index: number;
                            passed: boolean;
                            evidence: string | null;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomDetectors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            definition: {
                                id: string;
                                title: string;
                                /** @default  */
                                why: string;
                                /** @default  */
                                fix: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                /** @default 0.9 */
                                confidence: number;
                                surfaces: ("argument" | "result" | "definition" | "server_message")[];
                                roles?: ("path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text")[];
                                views?: ("raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined")[];
                                /** @default false */
                                secret: boolean;
                                literals: string[];
                                /** @default [] */
                                patterns: string[];
                                near?: {
                                    words: string[];
                                    within: number;
                                };
                                tests: {
                                    match: {
                                        text: string;
                                        /** @enum {string} */
                                        surface?: "argument" | "result" | "definition" | "server_message";
                                        key?: string;
                                    }[];
                                    pass: {
                                        text: string;
                                        /** @enum {string} */
                                        surface?: "argument" | "result" | "definition" | "server_message";
                                        key?: string;
                                    }[];
                                };
                            };
                            /** @enum {string} */
                            state: "draft" | "active";
                            revision: number;
                            changedBy: string;
                            /** Format: date-time */
                            changedAt: string;
                            check: {
                                problems: {
                                    pointer: string;
                                    message: string;
                                }[];
                                tests: {
                                    /** @enum {string} */
                                    expect: "match" | "pass";
                                    index: number;
                                    passed: boolean;
                                    evidence: string | null;
                                }[];
                            };
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCustomDetector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    definition: {
                        id: string;
                        title: string;
                        /** @default  */
                        why?: string;
                        /** @default  */
                        fix?: string;
                        /** @enum {string} */
                        category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                        /** @enum {string} */
                        severity: "info" | "low" | "medium" | "high" | "critical";
                        /** @default 0.9 */
                        confidence?: number;
                        surfaces: ("argument" | "result" | "definition" | "server_message")[];
                        roles?: ("path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text")[];
                        views?: ("raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined")[];
                        /** @default false */
                        secret?: boolean;
                        literals: string[];
                        /** @default [] */
                        patterns?: string[];
                        near?: {
                            words: string[];
                            within: number;
                        };
                        tests: {
                            match: {
                                text: string;
                                /** @enum {string} */
                                surface?: "argument" | "result" | "definition" | "server_message";
                                key?: string;
                            }[];
                            pass: {
                                text: string;
                                /** @enum {string} */
                                surface?: "argument" | "result" | "definition" | "server_message";
                                key?: string;
                            }[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            id: string;
                            title: string;
                            /** @default  */
                            why: string;
                            /** @default  */
                            fix: string;
                            /** @enum {string} */
                            category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                            /** @default 0.9 */
                            confidence: number;
                            surfaces: ("argument" | "result" | "definition" | "server_message")[];
                            roles?: ("path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text")[];
                            views?: ("raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined")[];
                            /** @default false */
                            secret: boolean;
                            literals: string[];
                            /** @default [] */
                            patterns: string[];
                            near?: {
                                words: string[];
                                within: number;
                            };
                            tests: {
                                match: {
                                    text: string;
                                    /** @enum {string} */
                                    surface?: "argument" | "result" | "definition" | "server_message";
                                    key?: string;
                                }[];
                                pass: {
                                    text: string;
                                    /** @enum {string} */
                                    surface?: "argument" | "result" | "definition" | "server_message";
                                    key?: string;
                                }[];
                            };
                        };
                        /** @enum {string} */
                        state: "draft" | "active";
                        revision: number;
                        changedBy: string;
                        /** Format: date-time */
                        changedAt: string;
                        check: {
                            problems: {
                                pointer: string;
                                message: string;
                            }[];
                            tests: {
                                /** @enum {string} */
                                expect: "match" | "pass";
                                index: number;
                                passed: boolean;
                                evidence: string | null;
                            }[];
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector.id_taken`: A detector with this id exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector.invalid`: The detector has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCustomDetector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                detectorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `detector.not_found`: No such detector */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCustomDetector: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                detectorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    revision: number;
                    definition?: {
                        id: string;
                        title: string;
                        /** @default  */
                        why?: string;
                        /** @default  */
                        fix?: string;
                        /** @enum {string} */
                        category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                        /** @enum {string} */
                        severity: "info" | "low" | "medium" | "high" | "critical";
                        /** @default 0.9 */
                        confidence?: number;
                        surfaces: ("argument" | "result" | "definition" | "server_message")[];
                        roles?: ("path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text")[];
                        views?: ("raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined")[];
                        /** @default false */
                        secret?: boolean;
                        literals: string[];
                        /** @default [] */
                        patterns?: string[];
                        near?: {
                            words: string[];
                            within: number;
                        };
                        tests: {
                            match: {
                                text: string;
                                /** @enum {string} */
                                surface?: "argument" | "result" | "definition" | "server_message";
                                key?: string;
                            }[];
                            pass: {
                                text: string;
                                /** @enum {string} */
                                surface?: "argument" | "result" | "definition" | "server_message";
                                key?: string;
                            }[];
                        };
                    };
                    /** @enum {string} */
                    state?: "draft" | "active";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            id: string;
                            title: string;
                            /** @default  */
                            why: string;
                            /** @default  */
                            fix: string;
                            /** @enum {string} */
                            category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                            /** @default 0.9 */
                            confidence: number;
                            surfaces: ("argument" | "result" | "definition" | "server_message")[];
                            roles?: ("path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text")[];
                            views?: ("raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined")[];
                            /** @default false */
                            secret: boolean;
                            literals: string[];
                            /** @default [] */
                            patterns: string[];
                            near?: {
                                words: string[];
                                within: number;
                            };
                            tests: {
                                match: {
                                    text: string;
                                    /** @enum {string} */
                                    surface?: "argument" | "result" | "definition" | "server_message";
                                    key?: string;
                                }[];
                                pass: {
                                    text: string;
                                    /** @enum {string} */
                                    surface?: "argument" | "result" | "definition" | "server_message";
                                    key?: string;
                                }[];
                            };
                        };
                        /** @enum {string} */
                        state: "draft" | "active";
                        revision: number;
                        changedBy: string;
                        /** Format: date-time */
                        changedAt: string;
                        check: {
                            problems: {
                                pointer: string;
                                message: string;
                            }[];
                            tests: {
                                /** @enum {string} */
                                expect: "match" | "pass";
                                index: number;
                                passed: boolean;
                                evidence: string | null;
                            }[];
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `detector.not_found`: No such detector */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector.version_conflict`: Somebody changed the detector */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector.invalid`: The detector has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDetectorBundles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            version: number;
                            /** @enum {string} */
                            state: "rolling" | "active" | "rolled_back" | "replaced";
                            notes: string;
                            detectors: {
                                id: string;
                                title: string;
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                            }[];
                            keyId: string;
                            importedBy: string;
                            /** Format: date-time */
                            importedAt: string;
                            percent: number;
                            stage: number;
                            stages: {
                                percent: number;
                                hours: number;
                            }[];
                            /** Format: date-time */
                            stageSince: string;
                            nextStageAt: string | null;
                            flaggedShareMax: number;
                            watched: {
                                calls: number;
                                flagged: number;
                            };
                            rolledBack: {
                                /** Format: date-time */
                                at: string;
                                by: string | null;
                                reason: string;
                                percent: number;
                                calls: number;
                                flagged: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importDetectorBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    payload: string;
                    keyId: string;
                    signature: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        version: number;
                        /** @enum {string} */
                        state: "rolling" | "active" | "rolled_back" | "replaced";
                        notes: string;
                        detectors: {
                            id: string;
                            title: string;
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                        }[];
                        keyId: string;
                        importedBy: string;
                        /** Format: date-time */
                        importedAt: string;
                        percent: number;
                        stage: number;
                        stages: {
                            percent: number;
                            hours: number;
                        }[];
                        /** Format: date-time */
                        stageSince: string;
                        nextStageAt: string | null;
                        flaggedShareMax: number;
                        watched: {
                            calls: number;
                            flagged: number;
                        };
                        rolledBack: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            reason: string;
                            percent: number;
                            calls: number;
                            flagged: number;
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector_bundle.invalid`: The detector bundle cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateDetectorBundle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /** @enum {string} */
                    action: "advance" | "roll_back" | "resume";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        version: number;
                        /** @enum {string} */
                        state: "rolling" | "active" | "rolled_back" | "replaced";
                        notes: string;
                        detectors: {
                            id: string;
                            title: string;
                            /** @enum {string} */
                            severity: "info" | "low" | "medium" | "high" | "critical";
                        }[];
                        keyId: string;
                        importedBy: string;
                        /** Format: date-time */
                        importedAt: string;
                        percent: number;
                        stage: number;
                        stages: {
                            percent: number;
                            hours: number;
                        }[];
                        /** Format: date-time */
                        stageSince: string;
                        nextStageAt: string | null;
                        flaggedShareMax: number;
                        watched: {
                            calls: number;
                            flagged: number;
                        };
                        rolledBack: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            reason: string;
                            percent: number;
                            calls: number;
                            flagged: number;
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `detector_bundle.not_found`: No such detector bundle */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `detector_bundle.invalid`: The detector bundle cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRegisteredSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            name: string;
                            length: number;
                            registeredBy: string;
                            /** Format: date-time */
                            registeredAt: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    value: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        length: number;
                        registeredBy: string;
                        /** Format: date-time */
                        registeredAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registered_secret.name_taken`: A secret with this name is registered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `registered_secret.too_many`: No more secrets can be registered */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `registered_secret.not_found`: No such registered secret */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetBehaviour: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    principalId: string;
                    client: string | null;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        principalId: string;
                        client: string | null;
                        /** Format: date-time */
                        resetAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `principal.not_found`: No such person or service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccessProposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        callId: string;
                        /** Format: date-time */
                        at: string;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                        };
                        server: {
                            id: string;
                            slug: string;
                        };
                        target: {
                            /** @enum {string} */
                            kind: "tool" | "prompt" | "resource" | "none";
                            name: string;
                        };
                        message: string | null;
                        kind: ("allow_rule" | "exception_from_finding" | "exception_from_rule") | null;
                        summary: string;
                        works: boolean;
                        obstacle: string | null;
                        /** Format: date-time */
                        expires: string;
                        change: {
                            policyId: string;
                            policyName: string;
                            baseVersion: number;
                            added: string;
                            patch: string;
                            managedUrl: string | null;
                        } | null;
                        openRequestId: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `call.not_found`: No such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access_request.not_denied`: No policy denied this call */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccessRequests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "in_review" | "granted" | "refused" | "all";
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            callId: string;
                            /** @enum {string} */
                            state: "open" | "in_review" | "granted" | "refused";
                            reason: string;
                            requestedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            requestedAt: string;
                            days: number;
                            principal: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                            };
                            server: {
                                id: string;
                                slug: string;
                            };
                            target: {
                                /** @enum {string} */
                                kind: "tool" | "prompt" | "resource" | "none";
                                name: string;
                            };
                            kind: ("allow_rule" | "exception_from_finding" | "exception_from_rule") | null;
                            summary: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                            answer: string;
                            expires: string | null;
                            policyId: string | null;
                            version: number | null;
                            draftId: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAccessRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    callId: string;
                    reason: string;
                    /** @default 7 */
                    days?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        callId: string;
                        /** @enum {string} */
                        state: "open" | "in_review" | "granted" | "refused";
                        reason: string;
                        requestedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        requestedAt: string;
                        days: number;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                        };
                        server: {
                            id: string;
                            slug: string;
                        };
                        target: {
                            /** @enum {string} */
                            kind: "tool" | "prompt" | "resource" | "none";
                            name: string;
                        };
                        kind: ("allow_rule" | "exception_from_finding" | "exception_from_rule") | null;
                        summary: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        answer: string;
                        expires: string | null;
                        policyId: string | null;
                        version: number | null;
                        draftId: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `call.not_found`: No such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access_request.not_denied`: No policy denied this call; `access_request.exists`: This was asked for already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideAccessRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                accessRequestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    decision: "grant";
                    /** Format: date-time */
                    expires: string;
                    /** @default  */
                    answer?: string;
                } | {
                    /** @constant */
                    decision: "refuse";
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        callId: string;
                        /** @enum {string} */
                        state: "open" | "in_review" | "granted" | "refused";
                        reason: string;
                        requestedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        requestedAt: string;
                        days: number;
                        principal: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "service_account" | "device";
                            name: string;
                        };
                        server: {
                            id: string;
                            slug: string;
                        };
                        target: {
                            /** @enum {string} */
                            kind: "tool" | "prompt" | "resource" | "none";
                            name: string;
                        };
                        kind: ("allow_rule" | "exception_from_finding" | "exception_from_rule") | null;
                        summary: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        answer: string;
                        expires: string | null;
                        policyId: string | null;
                        version: number | null;
                        draftId: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `access_request.not_found`: No such access request; `call.not_found`: No such call */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `access_request.decided`: The request is decided already; `access_request.not_grantable`: No small change lets this call pass; `policy.managed_in_git`: The policy is managed in git; `policy.version_conflict`: Somebody published a newer version; `access_request.not_denied`: No policy denied this call; `policy.reviewer_missing`: Nobody else may review policies here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy.rule_invalid`: The policy document has errors */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                            groups: string[];
                            lastSeenAt: string | null;
                            /** Format: date-time */
                            joinedAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        email: string;
                        /** @enum {string} */
                        role: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                        groups: string[];
                        lastSeenAt: string | null;
                        /** Format: date-time */
                        joinedAt: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `member.not_found`: No such member */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `member.last_owner`: An organisation keeps at least one owner */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServiceAccounts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            description: string;
                            groups: string[];
                            disabled: boolean;
                            role: ("owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer") | null;
                            /** Format: date-time */
                            createdAt: string;
                            tokens: {
                                id: string;
                                hint: string;
                                /** Format: date-time */
                                createdAt: string;
                                expiresAt: string | null;
                                revokedAt: string | null;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default  */
                    description?: string;
                    /** @default [] */
                    groups?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        groups: string[];
                        disabled: boolean;
                        role: ("owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer") | null;
                        /** Format: date-time */
                        createdAt: string;
                        tokens: {
                            id: string;
                            hint: string;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                            revokedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_account.name_taken`: A service account with this name exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateServiceAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serviceAccountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role: ("owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer") | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        description: string;
                        groups: string[];
                        disabled: boolean;
                        role: ("owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer") | null;
                        /** Format: date-time */
                        createdAt: string;
                        tokens: {
                            id: string;
                            hint: string;
                            /** Format: date-time */
                            createdAt: string;
                            expiresAt: string | null;
                            revokedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serviceAccountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 90 */
                    expiresInDays?: number | null;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokenId: string;
                        token: string;
                        expiresAt: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `service_account.not_found`: No such service account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                org: string;
                serviceAccountId: string;
                tokenId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation; `service_account.not_found`: No such service account; `token.not_found`: No such token */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdminChanges: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                org: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            actor: string;
                            action: string;
                            target: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `cursor.invalid`: The page cursor is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `permission.missing`: Your role does not include this permission */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        snapshots: {
                            orgId: string;
                            orgSlug: string;
                            version: number;
                        }[];
                    };
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orgId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payload: string;
                        keyId: string;
                        signature: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `org.not_found`: No such organisation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingestRecords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gatewayId: string;
                    epoch: number;
                    records: {
                        sequence: number;
                        record: {
                            /** @constant */
                            format: 1;
                            callId: string;
                            orgId: string;
                            at: number;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            findings: {
                                detector: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                confidence: number;
                                pointer: string;
                                start: number;
                                end: number;
                                /** @enum {string} */
                                view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                                evidence: string;
                                title: string;
                                frameworks: string[];
                                /** @constant */
                                observed?: true;
                                severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                            }[];
                            exceptions?: string[];
                            /** @enum {string} */
                            alert?: "info" | "low" | "medium" | "high" | "critical";
                            labels?: string[];
                            /** @constant */
                            stage: "decided";
                            principal: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "service_account" | "device";
                                name: string;
                                groups: string[];
                                /** @enum {string} */
                                role?: "owner" | "security_admin" | "policy_author" | "approver" | "auditor" | "developer";
                            } | null;
                            client: {
                                name: string;
                                version: string;
                            } | null;
                            server: {
                                id: string;
                                slug: string;
                            } | null;
                            protocolVersion: string | null;
                            /** @enum {string} */
                            origin: "client" | "server";
                            method: string;
                            target: {
                                /** @enum {string} */
                                kind: "tool" | "prompt" | "resource" | "none";
                                name: string;
                            };
                            definitionDigest: string | null;
                            argumentsDigest: string | null;
                            argumentsBytes: number;
                            arguments: unknown | null;
                            argumentsTruncated: boolean;
                            context?: {
                                server: {
                                    name: string;
                                    /** @enum {string} */
                                    tier: "standard" | "sensitive";
                                    /** @enum {string} */
                                    egress: "internal" | "external";
                                    /** @enum {string} */
                                    transport: "streamable-http" | "stdio";
                                    labels: string[];
                                };
                                tool: {
                                    annotations: {
                                        [key: string]: unknown;
                                    };
                                    /** @enum {string} */
                                    state: "pinned" | "drifted" | "blocked";
                                    capabilities: ("read" | "write" | "delete" | "execute" | "network" | "send" | "secrets")[];
                                    /** @enum {string} */
                                    risk: "low" | "medium" | "high" | "critical";
                                } | null;
                                address: string | null;
                                argumentRoles: {
                                    [key: string]: "path" | "url" | "command" | "query" | "secret" | "identifier" | "free_text";
                                };
                                behaviour?: {
                                    flow: {
                                        origins: string[];
                                        labels: string[];
                                        overlap: number;
                                        chars: number;
                                        disguised: boolean;
                                        destinations: string[];
                                        injectedDestination: boolean;
                                        asked: boolean;
                                    };
                                    session: {
                                        calls: number;
                                        callsPerMinute: number;
                                        repeats: number;
                                        variants: number;
                                        firstUse: boolean;
                                        firstDestination: boolean;
                                        privateSeen: boolean;
                                        untrustedSeen: boolean;
                                        trifecta: boolean;
                                        novelBytes: number;
                                    };
                                };
                            };
                            approval?: {
                                groups?: string[];
                                users?: string[];
                                /** @default 1 */
                                count?: number;
                                /** @default 30m */
                                expires?: string;
                                reuse?: string;
                            };
                            snapshotVersion: number;
                            requestId: string | null;
                            traceId: string | null;
                        } | {
                            /** @constant */
                            format: 1;
                            callId: string;
                            orgId: string;
                            at: number;
                            /** @enum {string} */
                            effect: "allow" | "redact" | "approve" | "deny";
                            reasons: ("rule-matched" | "method-exempt" | "default-denied" | "rule-error" | "method-unknown" | "target-unknown" | "definition-blocked" | "definition-drifted" | "server-disabled" | "token-missing" | "token-invalid" | "token-expired" | "session-foreign" | "message-malformed" | "message-oversized" | "origin-forbidden" | "inspection-failed" | "snapshot-stale" | "spool-unavailable" | "limit-exceeded" | "step-up-required")[];
                            rules: {
                                policyId: string;
                                policyName: string;
                                policyVersion: number;
                                ruleId: string;
                                line: number;
                                /** @enum {string} */
                                effect: "allow" | "redact" | "approve" | "deny";
                                /** @enum {string} */
                                mode: "observe" | "warn" | "enforce";
                                because: string[];
                            }[];
                            findings: {
                                detector: string;
                                /** @enum {string} */
                                category: "path" | "command" | "ssrf" | "secret" | "pii" | "prompt_injection" | "tool_poisoning" | "hidden_text" | "prompt_extraction" | "data_flow" | "behaviour" | "protocol" | "other";
                                /** @enum {string} */
                                severity: "info" | "low" | "medium" | "high" | "critical";
                                confidence: number;
                                pointer: string;
                                start: number;
                                end: number;
                                /** @enum {string} */
                                view: "raw" | "nfkc" | "stripped" | "confusables" | "spaced" | "leet" | "markdown" | "comment" | "json" | "percent" | "html" | "tags" | "base64" | "base32" | "hex" | "rot13" | "reversed" | "inflated" | "joined";
                                evidence: string;
                                title: string;
                                frameworks: string[];
                                /** @constant */
                                observed?: true;
                                severityReasons?: ("hidden-view" | "decoded-twice" | "split" | "quoted" | "test-value" | "context")[];
                            }[];
                            exceptions?: string[];
                            /** @enum {string} */
                            alert?: "info" | "low" | "medium" | "high" | "critical";
                            labels?: string[];
                            /** @constant */
                            stage: "completed";
                            decidedAt: number;
                            /** @enum {string} */
                            outcome: "delivered" | "redacted" | "denied" | "held" | "tool_error" | "rpc_error" | "upstream_error" | "timeout" | "cancelled" | "rejected";
                            errorCode: string | null;
                            resultDigest: string | null;
                            resultBytes: number;
                            capturedResult?: {
                                value: unknown | null;
                                truncated: boolean;
                            };
                            timing: {
                                totalUs: number;
                                inspectUs: number;
                                decideUs: number;
                                upstreamUs: number;
                            };
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledged: number;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ingest.sequence_gap`: Records are missing before this batch */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportDefinitions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gatewayId: string;
                    orgId: string;
                    serverId: string;
                    /** @enum {string} */
                    kind: "tool" | "prompt" | "resource" | "resource_template" | "instructions";
                    observedAt: number;
                    definitions: {
                        name: string;
                        body: {
                            [key: string]: unknown;
                        };
                        findings: unknown[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    borrowCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gatewayId: string;
                    orgId: string;
                    serverId: string;
                    serverUrl: string;
                    principalId: string | null;
                    refused: {
                        status: 401 | 403;
                        challenge: string | null;
                        tokenDigest: string | null;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        state: "granted";
                        grantId: string;
                        accessToken: string;
                        expiresAt: number | null;
                    } | {
                        /** @constant */
                        state: "authorization_required";
                        url: string;
                    };
                };
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `server.not_found`: No such server */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upstream.authorization_failed`: The sign-in of the MCP server did not work */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendHeartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gatewayId: string;
                    version: string;
                    startedAt: number;
                    snapshots: {
                        orgId: string;
                        version: number;
                    }[];
                    refusedSnapshots?: {
                        orgId: string;
                        version: number;
                        /** @enum {string} */
                        reason: "malformed" | "signature_invalid" | "foreign_org" | "version_stale" | "not_compiled";
                    }[];
                    spool: {
                        epoch: number;
                        lastSequence: number;
                        acknowledged: number;
                        bytes: number;
                        writable: boolean;
                    };
                    servers: {
                        orgId: string;
                        serverId: string;
                        /** @enum {string} */
                        state: "unknown" | "up" | "down" | "starting";
                        detail: string;
                        protocolVersion: string | null;
                        serverInfo: {
                            name: string;
                            version: string;
                        } | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request is not valid; `request.unparseable`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `auth.token_missing`: A bearer token is needed; `auth.token_invalid`: The token is not valid; `auth.token_expired`: The token has expired */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is larger than the limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service.unavailable`: A part we need does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
