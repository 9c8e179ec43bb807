import {
  ARGUMENT_ROLES,
  type ArgumentRole,
  type ArgumentRoles,
  type Behaviour,
  type DecisionContext,
  NO_BEHAVIOUR,
  type SessionFacts,
} from '@sallyport/contracts';
import { jsonText } from './json-text.js';
import { block, type TextBuffer } from './text-buffer.js';
import { writeChosen } from './write-chosen.js';

const ADDRESS = block(',"address":');
const ROLES = block(',"argumentRoles":{');
const END = block('}}');

/** What else a decision was made from, behind what is said of the tool, up to the end of the context. */
export const writeContext = (out: TextBuffer, { address, argumentRoles, behaviour }: DecisionContext): void => {
  out.block(ADDRESS);
  writeChosen(out, address, 45);
  out.block(ROLES);
  writeRoles(out, argumentRoles);
  if (behaviour === undefined) out.block(END);
  else writeBehaviour(out, behaviour);
};

const POINTER_LENGTH_MAX = 512;

/** Pointers longer than a record has room for are of no string a rule could name. */
const writeRoles = (out: TextBuffer, roles: ArgumentRoles): void => {
  let isFirst = true;
  for (const pointer in roles) {
    if (pointer.length > POINTER_LENGTH_MAX) continue;
    if (!isFirst) out.block(COMMA);
    isFirst = false;
    writeChosen(out, pointer, POINTER_LENGTH_MAX);
    out.block(ROLE_TEXTS[roles[pointer] as ArgumentRole]);
  }
};

const COMMA = block(',');
const ROLE_TEXTS = Object.fromEntries(ARGUMENT_ROLES.map((role) => [role, block(`:"${role}"`)])) as Readonly<
  Record<ArgumentRole, Uint8Array>
>;

/** Most calls carry no data of any answer. */
const CALLS = ',"session":{"calls":';
const NO_FLOW = block(`},"behaviour":{"flow":${jsonText(NO_BEHAVIOUR.flow)}${CALLS}`);
const CALLS_PER_MINUTE = block(',"callsPerMinute":');
const REPEATS = block(',"repeats":');
const VARIANTS = block(',"variants":');
const NOVEL_BYTES = block(',"novelBytes":');

const writeBehaviour = (out: TextBuffer, { flow, session }: Behaviour): void => {
  if (flow === NO_BEHAVIOUR.flow) out.block(NO_FLOW);
  else out.text(`},"behaviour":{"flow":${jsonText(flow)}${CALLS}`);
  out.count(session.calls);
  out.block(CALLS_PER_MINUTE);
  out.count(session.callsPerMinute);
  out.block(REPEATS);
  out.count(session.repeats);
  out.block(VARIANTS);
  out.count(session.variants);
  out.block(NOVEL_BYTES);
  out.count(session.novelBytes);
  writeSigns(out, session);
};

const SIGNS = ['firstUse', 'firstDestination', 'privateSeen', 'untrustedSeen', 'trifecta'] as const;

/** Every way in which five signs can be there or not, and the ends of all that is open then. */
const SIGNS_TEXTS = Array.from({ length: 1 << SIGNS.length }, (_, bits) =>
  block(`${SIGNS.map((sign, bit) => `,"${sign}":${(bits & (1 << bit)) !== 0}`).join('')}}}}`),
);

const writeSigns = (out: TextBuffer, session: SessionFacts): void => {
  const { firstUse, firstDestination, privateSeen, untrustedSeen, trifecta } = session;
  // In the order of the list above.
  const bits =
    (firstUse ? 1 : 0) +
    (firstDestination ? 2 : 0) +
    (privateSeen ? 4 : 0) +
    (untrustedSeen ? 8 : 0) +
    (trifecta ? 16 : 0);
  out.block(SIGNS_TEXTS[bits] as Uint8Array);
};
