import { format, of, type SecretFormat } from './format.js';

export const AWS_KEY_ID: readonly SecretFormat[] = [
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => format('AWS', prefix, '[A-Z2-7]{16}')),
  format('AWS', 'A3T', '[A-Z0-9][A-Z2-7]{16}'),
];

export const GCP: readonly SecretFormat[] = [
  format('Google', 'AIza', of.base64url(35)),
  format('Google', 'GOCSPX-', of.base64url(28)),
  format('Google', 'ya29.', of.base64url('30,400')),
  format('Google', 'GOOG1', '[A-Z0-9]{10,60}', { mixed: true }),
  format('Google', '1//0', of.base64url('40,120')),
];

/** Infrastructure and edge. Forms as the providers document them. */
export const CLOUD: readonly SecretFormat[] = [
  format('DigitalOcean', 'dop_v1_', of.hex(64)),
  format('DigitalOcean', 'doo_v1_', of.hex(64)),
  format('DigitalOcean', 'dor_v1_', of.hex(64)),
  format('Heroku', 'HRKU-', of.base64url('36,65')),
  format('Alibaba Cloud', 'LTAI', of.alnum('17,21')),
  format('Tencent Cloud', 'AKID', of.alnum(32), { mixed: true }),
  format('Yandex Cloud', 'AQVN', of.base64url('35,38')),
  format('Yandex Cloud', 't1.', '[A-Za-z0-9_-]{100,300}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}'),
  format('Volcengine', 'AKLT', of.base64url('40,60')),
  format('Bedrock', 'ABSK', '[A-Za-z0-9+/]{100,280}={0,2}'),
  format('Bedrock', 'bedrock-api-key-', 'YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{0,2000}'),
  format('Cloudflare', 'v1.0-', '[a-f0-9]{24}-[a-f0-9]{146}'),
  format('Cloudflare', 'cfut_', of.base64url('40,60')),
  format('Cloudflare', 'cfat_', of.base64url('40,60')),
  format('MongoDB Atlas', 'mdb_sa_sk_', of.base64url('40,48')),
  format('Elastic', 'essu_', '[A-Za-z0-9+/=]{40,200}'),
  format('Confluent', 'cflt', '[A-Za-z0-9+/]{50,70}'),
  format('Contentful', 'CFPAT-', of.base64url(43)),
  format('Twilio', 'SK', of.hex(32)),
  format('Twilio', 'AC', of.hex(32)),
  format('Twilio', 'SK', 'x{32}', { filler: true }),
  format('Twilio', 'AC', 'x{32}', { filler: true }),
  format('SendGrid', 'SG.', '[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'),
  format('Mailgun', 'key-', of.hex(32), { words: ['mailgun'] }),
  format('Mailgun', 'pubkey-', of.hex(32), { words: ['mailgun'] }),
  format('Brevo', 'xkeysib-', '[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  format('Brevo', 'xsmtpsib-', '[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  format('MailerSend', 'mlsn.', of.hex(64)),
  format('Mapbox', 'sk.eyJ', '[A-Za-z0-9_-]{40,200}\\.[A-Za-z0-9_-]{20,40}'),
  format('Infracost', 'ico-', of.alnum(32), { mixed: true }),
];
