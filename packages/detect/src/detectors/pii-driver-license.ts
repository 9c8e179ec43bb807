import { type Detector, EVERYWHERE, type Hit, type Subject, valueMatches } from './detector.js';
import { digits, PII } from './pii.js';

const LICENCE =
  /(?:driver'?s?|driving|drivers)[ _-]{0,2}licen[cs]e(?:[ _-]{0,2}(?:number|no\.?|num|id|#))?["']?[^A-Za-z0-9\n]{0,6}(?:(?:is|was|number|no|n\u00b0|of|:|=)\s?){0,2}["']?([A-Z]{0,5}[ -]?\d[\d -]{5,15}[A-Z0-9]{0,5}|[A-Z]{5}\d{6}[A-Z9]{2}[A-Z0-9]{3})(?![\w-])|\b(?:dl|dln)[ _-]?(?:number|no\.?|num|#)["']?[:= ]{1,4}["']?([A-Z]{0,2}\d{6,13})(?![\w-])|(?:f\u00fchrerschein(?:nummer)?|permis de conduire|permiso de conducir|patente di guida|rijbewijs)[^A-Za-z0-9\n]{1,6}(?:n[r\u00b0o.]{1,2}\s?)?([A-Z0-9]{8,14})(?![\w-])/gi;

function detect({ text }: Subject): Hit[] {
  return valueMatches(LICENCE, text, (value) => (value.replace(/\D/g, '').length >= 5 ? { confidence: 0.75 } : null));
}

/** Driving licence after the words for it: forms differ by state and few have a check digit. Catalogue R6. */
export const piiDriverLicense: Detector = {
  ...PII,
  id: 'pii.driver-license',
  severity: 'medium',
  title: 'Driving licence number',
  why: 'It identifies a person to authorities and to whoever rents or lends.',
  surfaces: EVERYWHERE,
  gates: [
    { literals: [['f\u00fchrerscheinnummer', 'fuehrerscheinnummer']] },
    {
      literals: [
        [
          "driver's licen",
          'drivers licen',
          'driver licen',
          'driving licen',
          'driver_licen',
          'drivers_licen',
          'driving_licen',
          'driverlicen',
          'driverslicen',
          'dl number',
          'dl_number',
          'dl no',
          'f\u00fchrerschein',
          'permis de conduire',
          'permiso de conducir',
          'patente di guida',
          'rijbewijs',
        ],
        ['#####'].map(digits),
      ],
      near: 80,
    },
  ],
  detect,
};
