import { jsonText } from './json-text.js';
import { block, type TextBuffer } from './text-buffer.js';

const NULL = block('null');

/** Writes a text that somebody else chose as JSON, cut to what there is room for. */
export const writeChosen = (out: TextBuffer, text: string | null, lengthMax: number): void => {
  if (text === null) out.block(NULL);
  else if (text.length > lengthMax) out.text(jsonText(text.slice(0, lengthMax)));
  else if (!out.word(text)) out.text(jsonText(text));
};
