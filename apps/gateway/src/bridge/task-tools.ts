import { AppError } from '@sallyport/contracts';
import { ANSWER_LIMITS, parseJson } from '@sallyport/mcp';
import { z } from 'zod';

/** A server that pages on without end is cut here. */
const PAGES_MAX = 20;

const pageSchema = z.object({
  result: z.object({
    tools: z.array(
      z.looseObject({ name: z.string(), execution: z.looseObject({ taskSupport: z.unknown() }).nullish() }),
    ),
    nextCursor: z.string().optional(),
  }),
});

/**
 * The tools of a legacy server that can only be called as tasks: their definitions say so.
 * @param list  answers `tools/list`
 * @throws AppError `upstream.invalid`
 */
export const listTaskTools = async (list: (params: object) => Promise<Buffer>): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  let params: object = {};
  for (let page = 0; page < PAGES_MAX; page++) {
    const parsed = pageSchema.safeParse(parseJson(await list(params), ANSWER_LIMITS));
    if (!parsed.success) throw new AppError('upstream.invalid', { detail: 'The MCP server does not list its tools' });
    const { tools, nextCursor } = parsed.data.result;
    for (const { name, execution } of tools) if (execution?.taskSupport === 'required') names.add(name);
    if (nextCursor === undefined) return names;
    params = { cursor: nextCursor };
  }
  return names;
};
