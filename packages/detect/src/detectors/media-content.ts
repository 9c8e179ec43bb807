import type { Detector, MessageHit } from './detector.js';
import { FRAMEWORKS } from './frameworks.js';
import { elementsOf, isRecord, stringOf } from './message-parts.js';

/** What the first bytes of a blob say it is. */
const MAGIC: readonly (readonly [kind: string, bytes: RegExp])[] = [
  ['png', /^\x89PNG/],
  ['jpeg', /^\xff\xd8\xff/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF.{4}WEBP/s],
  ['wav', /^RIFF.{4}WAVE/s],
  ['pdf', /^%PDF-/],
  ['zip', /^PK\x03\x04/],
  ['gzip', /^\x1f\x8b/],
  ['program', /^(?:MZ.|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|#!\s?\/)/s],
  ['markup', /^\s{0,16}(?:<!doctype html|<html|<script|<body|<iframe)/i],
  [
    'svg',
    /^\s{0,16}(?:<\?xml[^>]{0,200}>\s{0,16}|<!--[^>]{0,200}-->\s{0,16}|<!DOCTYPE svg[^>]{0,200}>\s{0,16}){0,3}<svg/i,
  ],
];
/** What of the above a declared type may be. */
const EXPECTED: readonly (readonly [type: RegExp, kinds: readonly string[]])[] = [
  [/^image\/png/, ['png']],
  [/^image\/jpe?g/, ['jpeg']],
  [/^image\/gif/, ['gif']],
  [/^image\/webp/, ['webp']],
  [/^image\/svg/, ['svg']],
  [/^image\//, ['png', 'jpeg', 'gif', 'webp', 'svg']],
  [/^audio\//, ['wav']],
  [/^application\/pdf/, ['pdf']],
];
/** Kinds that are harmful under any other name; a photograph in the wrong format is a slip. */
const HARMFUL = new Set(['program', 'markup', 'zip', 'gzip', 'svg']);
const SVG_ACTIVE =
  /<script\b|\son[a-z]{3,20}\s{0,4}=|javascript:|<foreignObject\b|<(?:iframe|embed|object)\b|\b(?:href|src)\s{0,4}=\s{0,4}["']?(?:https?:|data:text)/i;
const PDF_ACTIVE = /\/(?:JavaScript|JS|OpenAction|Launch|AA|SubmitForm|EmbeddedFile)\b/;
/** Text in the metadata of a picture that talks to whoever reads it. */
const METADATA_ORDER =
  /\b(?:ignore|disregard|forget|override) (?:\w{1,12} ){0,3}(?:instructions?|prompts?|rules)|\b(?:assistant|ai (?:model|agent)|llm|system)\b[^.\n]{0,80}\b(?:must|should|send|ignore|reveal|call|forward|export)\b|\b(?:please|you must) (?:send|forward|upload|call|run|execute|reveal|ignore)\b/i;
const METADATA_MARK = /(?:tEXt|iTXt|Exif|http:\/\/ns\.adobe\.com|\xff\xfe|<\?xpacket|<rdf:)/;
const BLOBS_MAX = 50;
const HEAD_UNITS = 87_384;

interface Blob {
  readonly pointer: string;
  readonly type: string;
  readonly base64: string;
}

/** Pictures, sounds and embedded resources of an answer or of sampled and prompted messages. */
function blobsOf(message: unknown): Blob[] {
  const result = isRecord(message) && isRecord(message.result) ? message.result : {};
  const blobs: Blob[] = [];
  const take = (value: unknown, pointer: string): void => {
    if (!isRecord(value)) return;
    const member = typeof value.data === 'string' ? 'data' : typeof value.blob === 'string' ? 'blob' : null;
    if (member !== null)
      blobs.push({
        pointer: `${pointer}/${member}`,
        type: stringOf(value.mimeType).toLowerCase(),
        base64: stringOf(value[member]),
      });
    take(value.resource, `${pointer}/resource`);
    take(value.content, `${pointer}/content`);
  };
  for (const list of ['content', 'contents', 'messages']) {
    elementsOf(result[list])
      .slice(0, BLOBS_MAX)
      .forEach((element, i) => {
        take(element, `/result/${list}/${i}`);
      });
  }
  return blobs;
}

function judge({ type, base64 }: Blob): Omit<MessageHit, 'pointer'> | null {
  const head = Buffer.from(base64.slice(0, HEAD_UNITS), 'base64').toString('latin1');
  const kind = MAGIC.find(([, bytes]) => bytes.test(head))?.[0] ?? null;
  const expected = EXPECTED.find(([declared]) => declared.test(type))?.[1];
  if (kind === 'program') return { evidence: `a program declared as ${type || 'nothing'}`, confidence: 0.9 };
  if (expected !== undefined && kind !== null && !expected.includes(kind)) {
    const harmful = HARMFUL.has(kind);
    return {
      evidence: `${kind} declared as ${type}`,
      confidence: harmful ? 0.9 : 0.6,
      severity: harmful ? 'high' : 'low',
    };
  }
  if (kind === 'svg' && SVG_ACTIVE.test(head))
    return { evidence: 'a drawing with a script or an outside reference', confidence: 0.85 };
  if (kind === 'pdf' && PDF_ACTIVE.test(head))
    return { evidence: 'a document with an action that runs by itself', confidence: 0.7, severity: 'medium' };
  if (METADATA_MARK.test(head) && METADATA_ORDER.test(head))
    return { evidence: 'metadata that gives orders', confidence: 0.8 };
  return null;
}

/**
 * Pictures, documents and other blobs that are not what they are declared as, run something, or carry orders in their
 * metadata. What is drawn in the pixels is not read. Catalogue R4.
 */
export const mediaContent: Detector = {
  id: 'content.media',
  category: 'other',
  severity: 'high',
  title: 'A picture or file is not what it is declared as, or holds a script or orders',
  why: 'A client shows or stores the blob by its declared type; a program, a script or text in the metadata reaches the user or the model past that label.',
  fix: 'Drop the blob or convert it; text in the pixels of pictures is not looked at and needs a model that reads pictures.',
  frameworks: [FRAMEWORKS.llmPromptInjection, FRAMEWORKS.agenticToolMisuse, FRAMEWORKS.atlasIndirectInjection],
  surfaces: ['result', 'server_message'],
  gates: [
    {
      literals: [
        // The beginnings of programs, markup, drawings, archives and documents in base64, and text chunks of pictures.
        [
          'tvqq',
          'tvro',
          'f0vmrg',
          'iyevb',
          'pcfe',
          'phnjcmlwd',
          'pghnb',
          'phn2z',
          'pd94b',
          'uesdb',
          'h4si',
          'jvberi',
          'ivborw0kgg',
          '"/9j/',
          'r0lgod',
          'uklgr',
          'pgh0b',
        ],
      ],
    },
  ],
  detect: () => [],
  detectMessage: (message) =>
    blobsOf(message).flatMap((blob) => {
      const hit = judge(blob);
      return hit === null ? [] : [{ ...hit, pointer: blob.pointer }];
    }),
};
