export const runGateway = async (_argv: readonly string[]): Promise<number> => 0;
