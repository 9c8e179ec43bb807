/** Everyday text of the kinds that MCP servers answer with, made here. */
export interface BenignText {
  readonly text: string;
  readonly kind: 'result' | 'definition';
}

const WORDS =
  'the a of to in for on with from by is are was has it this that when where not or if then more most other new old order customer invoice release branch build deploy review ticket metric average region number total page column value result error request response session update change version library function module service cluster container image window garden river station market paper music history science energy water weather please could would should after before while about between because during report summary meeting schedule budget travel school doctor language model network storage memory process thread queue cache index schema migration'.split(
    ' ',
  );

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

function compose(seed: number): { words: (count: number) => string; number: (max: number) => number } {
  const random = generator(seed);
  const number = (max: number) => Math.floor(random() * max);
  const words = (count: number) => Array.from({ length: count }, () => WORDS[number(WORDS.length)]).join(' ');
  return { words, number };
}

const KINDS: readonly ((seed: number) => string)[] = [
  (seed) => {
    const { words, number } = compose(seed);
    return Array.from({ length: 12 }, () => `${words(8 + number(14))}.`).join(' ');
  },
  (seed) => {
    const { words, number } = compose(seed);
    return Array.from(
      { length: 30 },
      (_, i) =>
        `2026-03-${10 + (i % 20)}T08:${10 + number(49)}:00Z INFO ${words(5)} duration=${number(900)}ms status=200`,
    ).join('\n');
  },
  (seed) => {
    const { words, number } = compose(seed);
    return Array.from(
      { length: 25 },
      (_, i) =>
        `  const ${words(1)}${i} = await ${words(1)}(${words(2).replace(' ', ', ')}, { limit: ${number(50)} });`,
    ).join('\n');
  },
  (seed) => {
    const { words, number } = compose(seed);
    return JSON.stringify(
      Array.from({ length: 12 }, (_, id) => ({
        id,
        title: words(4),
        state: 'open',
        points: number(13),
        labels: [words(1), words(1)],
      })),
    );
  },
  (seed) => {
    const { words, number } = compose(seed);
    return `# ${words(3)}\n\n${words(30)}.\n\n## ${words(2)}\n\n- ${words(9)}\n- ${words(7)}\n\n\`\`\`sh\nnpm install\nnpm run ${words(1)}\n\`\`\`\n\n| ${words(1)} | ${words(1)} |\n|---|---|\n| ${number(99)} | ${number(99)} |`;
  },
  (seed) => {
    const { words, number } = compose(seed);
    return Array.from(
      { length: 20 },
      () => `-rw-r--r-- 1 ada staff ${number(99_999)} Mar 12 ${words(1)}-${words(1)}.md`,
    ).join('\n');
  },
  (seed) => {
    const { words } = compose(seed);
    return `diff --git a/src/${words(1)}.ts b/src/${words(1)}.ts\n@@ -1,4 +1,5 @@\n ${words(6)}\n-${words(8)}\n+${words(9)}\n+${words(5)}\n ${words(4)}`;
  },
];

const GENERATED = 1400;

/** About 600 KB of prose, logs, code, JSON, Markdown, listings and diffs. */
export function benignTexts(): BenignText[] {
  return Array.from({ length: GENERATED }, (_, i) => ({
    text: KINDS[i % KINDS.length]?.(i + 1) ?? '',
    kind: i % 5 === 0 ? 'definition' : 'result',
  }));
}
