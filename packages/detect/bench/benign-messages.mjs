// Everyday answers for the benchmark: prose, logs, code, JSON, tables and documentation about security, made here.
const WORDS =
  'the of a to in for on with from by at as is are was has it this that when where who how not or if then more most some any each other new order customer invoice release branch build deploy review ticket metric average region account number total page table value result error request response session update change version library function module service cluster container image window garden river station market paper music history science energy water weather please should would after before while about between because during report summary meeting schedule budget travel school doctor language model network storage memory process thread queue cache index schema migration password policy access security user system prompt file path command'.split(
    ' ',
  );

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const word = () => WORDS[Math.floor(random() * WORDS.length)];
const words = (count) => Array.from({ length: count }, word).join(' ');
const number = (max) => Math.floor(random() * max);

const KINDS = [
  () => Array.from({ length: 14 }, () => `${words(6 + number(14))}.`).join(' '),
  () =>
    Array.from(
      { length: 25 },
      () => `2026-03-12T08:${10 + number(49)}:00Z INFO ${words(5)} duration=${number(900)}ms status=200`,
    ).join('\n'),
  () =>
    Array.from(
      { length: 22 },
      (_, i) =>
        `  const ${word()}${i} = await ${word()}.${word()}(${word()}, { limit: ${number(50)} }); // ${words(4)}`,
    ).join('\n'),
  () =>
    JSON.stringify(Array.from({ length: 12 }, (_, id) => ({ id, title: words(4), state: 'open', points: number(13) }))),
  () =>
    `# ${words(3)}\n\n${words(40)}.\n\n- ${words(9)}\n- ${words(7)}\n\n\`\`\`sh\nnpm run ${word()} && npm test\n\`\`\`\n`,
  () => Array.from({ length: 20 }, () => `| ${word()} | ${number(99)} | ${words(3)} |`).join('\n'),
  () => `diff --git a/src/${word()}.ts b/src/${word()}.ts\n@@ -1,4 +1,5 @@\n-${words(8)}\n+${words(9)}\n ${words(4)}`,
];

/** About 700 KB, the same in every run. */
export function benignMessages() {
  return Array.from({ length: 900 }, (_, i) => ({
    text: KINDS[i % KINDS.length](),
    kind: i % 6 === 0 ? 'definition' : 'result',
  }));
}
