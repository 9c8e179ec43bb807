import { appendPointer } from '../leaves/leaves.js';
import type { Detector, MessageHit, Surface } from './detector.js';
import { secretAskedBy } from './elicitation-words.js';
import { FRAMEWORKS } from './frameworks.js';
import { isRecord, methodParams, stringOf } from './message-parts.js';

const FIELDS_MAX = 200;

/** The labels by which a person reads a field. */
const labelsOf = (name: string, schema: unknown): string[] => {
  const { title, description } = isRecord(schema) ? schema : {};
  return [name, stringOf(title), firstSentence(stringOf(description))].filter((label) => label !== '');
};

const firstSentence = (text: string): string => text.slice(0, 160).split(/[.!?\n]/)[0] ?? '';
/** A question put to a person that wants a secret typed, whatever the field is called. */
const ASKS =
  /\b(?:enter|type|provide|give|confirm|fill in|paste|share|tell|submit|input|verify)\b|请|輸入|输入|入力|입력|введите|ingres|introdu|saisi|entrez|digite|inser|gib|geben|eingeben|वर्ज|दर्ज|أدخل|ادخل/i;

function detectMessage(message: unknown, surface: Surface): MessageHit[] {
  if (surface !== 'server_message') return [];
  const params = methodParams(message, 'elicitation/create');
  if (params === null || params.mode === 'url') return [];
  const hits: MessageHit[] = [];
  const schema = isRecord(params.requestedSchema) ? params.requestedSchema : {};
  const properties = isRecord(schema.properties) ? schema.properties : {};
  for (const [name, property] of Object.entries(properties).slice(0, FIELDS_MAX)) {
    const secret =
      labelsOf(name, property)
        .map(secretAskedBy)
        .find((found) => found !== null) ?? null;
    const isPassword = isRecord(property) && property.format === 'password';
    if (secret === null && !isPassword) continue;
    const pointer = appendPointer('/params/requestedSchema/properties', name);
    hits.push({ pointer, evidence: `field ${name}${secret === null ? '' : ` asks for ${secret}`}`, confidence: 0.95 });
  }
  const text = stringOf(params.message);
  const secret = ASKS.test(text) ? secretAskedBy(text) : null;
  if (secret !== null)
    hits.push({
      pointer: '/params/message',
      evidence: `the message asks for ${secret}`,
      confidence: hits.length > 0 ? 0.9 : 0.75,
      severity: 'high',
    });
  return hits;
}

/** A form of a server that wants a password, a code, a card or a key. Catalogue R9; MCP specification, "Elicitation: Safe URL handling". */
export const elicitationForm: Detector = {
  id: 'elicitation.secret-in-form',
  category: 'prompt_injection',
  severity: 'critical',
  title: 'A form of the server asks the user for a secret',
  why: 'What is typed into a form goes through the client and the model to the server in the open; the protocol forbids asking for secrets this way.',
  fix: 'Refuse the question; a server that needs a secret has to send the user to its own page by URL mode.',
  frameworks: [FRAMEWORKS.llmDisclosure, FRAMEWORKS.mcpSecretExposure, FRAMEWORKS.agenticIdentityAbuse],
  surfaces: ['server_message'],
  gates: [{ literals: [['elicitation/create']] }],
  detect: () => [],
  detectMessage,
};
