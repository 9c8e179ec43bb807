/** What a word may be a sign of; a word has any number of them. */
export const WORD = {
  /** Asks for an action when it stands at the beginning of a sentence. */
  verb: 1 << 0,
  /** Keeps what follows at the beginning of its sentence: please, then, also, first. */
  opener: 1 << 1,
  please: 1 << 2,
  you: 1 << 3,
  /** must, should, will: after `you` an order. */
  must: 1 << 4,
  /** could, can, would: before `you` a request. */
  can: 1 << 5,
  model: 1 << 6,
  /** instructions, prompt, rules, guidelines. */
  instructions: 1 << 7,
  /** previous, prior, above, system, your: before `instructions` what the model was told. */
  earlier: 1 << 8,
  tool: 1 << 9,
  conceals: 1 << 10,
  /** ignore, disregard, forget. */
  sets: 1 << 11,
  credential: 1 << 12,
  sends: 1 << 13,
  negation: 1 << 14,
  tells: 1 << 15,
  past: 1 << 16,
  security: 1 << 17,
  example: 1 << 18,
} as const;

const LEXICON: Readonly<Record<keyof typeof WORD, string>> = {
  verb: `accept access act activate add adjust allow analyze answer append apply approve arrange ask assign assume attach backup
    book block broadcast browse build buy bypass call cancel change check click close compile compose confirm connect continue
    convert copy create deactivate decode delete deliver deploy describe disable disclose disregard display do don't download
    draft drop dump edit email embed enable encode encrypt enter erase execute exfiltrate explain export extract fetch fill
    find finish follow forget format forward generate get give grant handle help hide ignore import include inform initiate
    insert inspect install interpret introduce invite invoke keep kill launch leak let list load locate lock log make mark
    modify monitor move never notify obtain offer open order output override overwrite pass paste pay perform place play post
    prepare prepend present pretend print proceed process produce provide publish purchase push put query read reboot recite
    recommend record redirect refrain refuse register reject release remember remove rename repeat replace reply report
    request reset resolve respond restart restore retrieve return reveal review rewrite run save say scan schedule scrape
    search select sell send set share ship show shut sign simulate skip speak spell start state stop store submit subscribe
    suggest summarize summarise switch take talk tell terminate test transfer translate transmit treat trigger trust turn
    type uninstall unlock unsubscribe update upgrade upload use utilize utilise verify view visit wait wipe wire withdraw
    write leverage incorporate integrate`,
  opener: `please kindly then also first next now finally immediately always simply just and but so okay ok hey hi hello dear
    assistant ai llm chatgpt claude important note attention urgent instead additionally furthermore`,
  please: 'please kindly',
  you: 'you your yours yourself u',
  must: 'must should shall need have ought will may',
  can: 'can could would will may',
  model: `ai llm llms assistant assistants agent agents chatgpt gpt gpt-4 gpt-4o claude gemini copilot llama chatbot bot model
    models`,
  instructions: `instruction instructions prompt prompts rule rules guideline guidelines directive directives policy policies
    restriction restrictions safeguards constraints task tasks programming context training`,
  earlier:
    'previous prior preceding earlier above system initial original existing current your hidden developer all any',
  tool: 'tool tools function functions plugin plugins api endpoint',
  conceals: `silently secretly quietly covertly discreetly hidden invisible undetected unnoticed stealthily confidential
    conceal unaware`,
  sets: 'ignore disregard forget override bypass overrule neglect supersede supersedes overrides discard',
  credential: `password passwords passphrase credential credentials secret secrets token tokens apikey api_key ssh id_rsa
    private_key keychain cookie cookies cvv ssn otp env`,
  sends: `send forward upload transmit post share email exfiltrate transfer deliver submit leak export wire publish bcc cc`,
  negation: `not never don't dont without no cannot can't won't avoid`,
  tells: `mention tell inform notify reveal disclose ask say explain alert warn show display telling informing mentioning notifying
    asking`,
  past: `was were had did said told found made went came saw took gave became began showed wrote sent received added fixed
    changed removed updated released reported caused failed`,
  security: `injection injections jailbreak jailbreaks jailbreaking owasp mitre vulnerability vulnerabilities adversarial attacker
    attackers exploit exploits payload payloads guardrail guardrails malicious threat threats cve red-team red-teaming
    detection mitigation mitigations`,
  example: 'example examples e.g sample samples snippet fixture such',
};

const BITS = new Map<string, number>();
for (const [name, words] of Object.entries(LEXICON)) {
  for (const word of words.split(/\s+/)) BITS.set(word, (BITS.get(word) ?? 0) | WORD[name as keyof typeof WORD]);
}

/** The signs of a word in lower case, as bits of {@link WORD}. */
export function wordSigns(word: string): number {
  return BITS.get(word) ?? (word.length > 5 && word.endsWith('ed') ? WORD.past : 0);
}
