import pg from 'pg';

const INT8 = pg.types.builtins.INT8;

/** @throws RangeError beyond 2^53: no column of ours holds such a value, so it is a fault and must not be rounded away */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 value ${text} is not a safe integer`);
  return value;
}

/** How a pool of ours reads values; leaves the defaults of the `pg` module alone. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? parseInt8 : pg.types.getTypeParser(oid, format),
};
