/**
 * Adds what a stage found out to the object that travels through the pipeline, and gives it back as what it has become. One
 * object for the whole way: a copy at every stage cost a sixth of the time of a call. Each fact is added once, by the one
 * stage that finds it out, and the types keep earlier stages from seeing it.
 */
export const learn = <E extends object, F extends object>(exchange: E, facts: F): E & F =>
  Object.assign(exchange, facts);
