import { isSpokenAbout } from '../text/prose.js';
import { type Request, requestsIn } from '../text/requests.js';
import { type Detector, type Hit, type Subject } from './detector.js';
import { INDIRECT_INJECTION } from './frameworks.js';
import { ACT_REACH, ACT_WORDS, BARE_ACTS, phrases } from './request-words.js';

const either = (list: string): RegExp =>
  new RegExp(`\\b(?:${list.trim().replace(/\s+/g, '|').replace(/_/g, ' ')})\\b`, 'i');

/** Verbs a service uses when it asks its caller for something: alone they say nothing. */
const COURTESY =
  either(`provide enter try contact specify check ensure verify use see note refer visit wait select choose review set upgrade update
  include supply confirm add log login authenticate complete submit retry pass consult read report open file make install
  configure enable activate restart reset view process handle operate ship go help manage maintain test name order join
  accept answer allow arrange assign clear close connect display query`);
/** Somebody's own things: what a stranger's data has no business to ask about. */
const PRIVATE =
  /\b(?:my|our|his|her|their|all(?: of)?(?: my| the)?|[A-Z]\w+'s)\b[^.!?\n]{0,50}\b(?:accounts?|addresses|profiles?|holdings|funds|balances?|payments?|cards?|bank|savings?|invest\w{2,9}|portfolio|crypto\w{0,10}|bitcoin|wallet|passwords?|credentials?|data|records?|documents?|files?|folders?|photos?|images?|voice|contacts?|history|prescriptions?|medications?|genetic|health|medical|diagnos[ei]s|shipments?|orders?|flights?|bookings?|reservations?|appointments?|calendar|notes?|emails?|messages?|inbox|repositor(?:y|ies)|channel|details|information|location|device|phone|laptop|computer|house|home|door|car|residence|policy|settings|permissions?|status|subscription|tickets?)\b/;
/** A place outside to which something could go. */
const SINK =
  /[\w.+-]@[\w-]{1,63}\.[a-z]{2}|\bhttps?:\/\/|\bwww\.|\b(?:account|payee|iban|wallet|address)\s(?:number|id|no\.?)?\s?['"#(]?[A-Z]{0,4}-?\d{3}|\$\s?\d|\b\d[\d,.]{0,12}\s(?:usd|eur|dollars?|euros?|bitcoins?|btc|eth|units|shares)\b/i;
/** Things of the world that software moves. */
const DEVICE =
  /\b(?:doors?|smart ?(?:locks?|speakers?|home|lights?|plugs?|tv)|thermostat|garage|alarm|cameras?|traffic lights?|intersections?|ambulance|fire (?:response|brigade|engine)|police|emergency|robots?|vacuum|drone|vehicle|brak(?:e|ing)|engine|sprinkler|heating|lights?)\b/i;
/** A person, case or thing by its number. */
const NUMBERED =
  /\b(?:id|number|no\.?|code|case|client|patient|student|account)\s?[#:]?\s?['"(]?[A-Z]{0,4}[-_]?\d{3}|\((?:ID|id|username|user)[ :]/;
const COMPOUND =
  /\b(?:and|then)\b[^.!?\n]{0,60}\b(?:e-?mail|send|forward|share|post|upload|transfer|text|message|submit)\b/i;
const SENTENCES_MIN_WORDS = 4;

/** How sure a request in a record is one that nobody who keeps such records makes of their reader; 0 for none. */
function confidenceOf(request: Request): number {
  const { sentence, form, verb } = request;
  if (sentence.split(/\s+/).length < SENTENCES_MIN_WORDS && !DEVICE.test(sentence)) return 0;
  const weight = [PRIVATE, SINK, DEVICE, NUMBERED, COMPOUND].filter((sign) => sign.test(sentence)).length;
  const asked = form === 'please' || form === 'can-you' || form === 'wish';
  if (/^(?:please )?find (?:attached|enclosed|below|here)\b/i.test(sentence)) return 0;
  if (form === 'question' || form === 'reminder' || form === 'must') return 0;
  if (COURTESY.test(verb)) return asked ? (weight >= 1 ? 0.6 : 0) : weight >= 2 ? 0.6 : 0;
  if (asked) return weight >= 1 ? 0.75 : 0.6;
  return weight >= 2 ? 0.7 : weight === 1 ? 0.55 : 0;
}

/** Text that is the value of a member, or reads like a printed record. */
const isRecord = ({ text, key }: Subject): boolean =>
  (key !== 'text' && key !== '') || /^[^\w]{0,4}[{[]|^[^\n{]{0,60}[{[]['"{]/.test(text);

function detect(subject: Subject): Hit[] {
  if (!isRecord(subject)) return [];
  return requestsIn(subject.text).flatMap((request) => {
    const { start, end, place } = request;
    if (place === 'line' || (place === 'sentence' && request.form === 'bare' && !/^[A-Z]/.test(request.sentence)))
      return [];
    const confidence = confidenceOf(request);
    if (confidence === 0 || (place !== 'value' && place !== 'text' && isSpokenAbout(subject.text, start, end)))
      return [];
    return [{ start, end, confidence }];
  });
}

/** A request for an act in accounts, devices, files or with money, inside a record that should only hold data. Catalogue R1, R2. */
export const injectionDataRequest: Detector = {
  id: 'injection.data-request',
  category: 'prompt_injection',
  severity: 'medium',
  title: 'A record asks whoever reads it to carry out an action',
  why: 'A model that reads the record may carry out what it asks with the permissions of the user, although nobody who gave the task asked for it.',
  fix: 'Treat the value as data: deliver it fenced or redacted, and let calls that follow from it wait for a person.',
  frameworks: INDIRECT_INJECTION,
  surfaces: ['result', 'server_message'],
  soft: true,
  gates: [
    {
      literals: [
        ['please', 'kindly', 'can you', 'could you', 'would you', 'i need you to', 'i want you to'],
        ACT_WORDS,
      ],
      near: ACT_REACH,
    },
    { literals: [phrases(["'", '"'], BARE_ACTS, '')] },
  ],
  detect,
};
