const SPAN = /`([^`]+)`/;

/** A sentence in which what stands between backticks is code. */
export function CodeText({ text }: { text: string }) {
  return text.split(SPAN).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change their order
      <code key={index} className="font-mono text-[0.9em]">
        {part}
      </code>
    ),
  );
}
