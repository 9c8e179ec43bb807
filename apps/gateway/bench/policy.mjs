/** A policy of the size and shape a company writes: twenty rules, several with conditions on arguments and findings. */
export const POLICY = `version: 1
name: bench
rules:
  - id: engineering-uses-bench
    match: { servers: [bench], principals: { groups: [engineering] } }
    effect: allow
  - id: no-secrets-out
    match: { direction: request }
    when: findings.exists(f, f.category == "secret" && f.confidence >= 0.9) && tool.egress == "external"
    effect: deny
    mode: observe
  - id: no-commands
    match: { direction: request }
    when: findings.exists(f, f.category == "command" && f.severity == "critical")
    effect: deny
  - id: no-injection
    match: { direction: response }
    when: findings.exists(f, f.category == "prompt_injection" && f.confidence >= 0.9)
    effect: deny
${Array.from(
  { length: 16 },
  (_, i) => `  - id: rule-${i}
    match: { tools: ["${i % 2 ? 'echo' : 'other'}*"], servers: ["${i % 4 === 3 ? '*' : `server-${i}`}"] }
    when: has(args.size) && args.size > ${2_000_000 + i}
    effect: ${i % 3 ? 'deny' : 'approve'}
`,
).join('')}`;
