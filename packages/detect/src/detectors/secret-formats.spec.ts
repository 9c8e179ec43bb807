import { describe, expect, it } from 'vitest';
import { FORMATS, matchFormats } from '../secrets/match-formats.js';
import {
  ALPHANUMERIC,
  args,
  BASE32,
  definition,
  describeDetector,
  HEX,
  inspectCase,
  LOWER,
  made,
  result,
} from '../testing/cases.js';
import { crc32 } from '../text/crc32.js';
import type { Detector } from './detector.js';
import { secretAzureKey } from './secret-azure-key.js';
import { SECRET_FORMAT_DETECTORS } from './secret-formats.js';
import { secretMarkedToken } from './secret-marked-token.js';

const DIGITS = '123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function detector(family: string): Detector {
  const found = SECRET_FORMAT_DETECTORS.find(({ id }) => id === `secret.${family}`);
  if (found === undefined) throw new Error(`no detector ${family}`);
  return found;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function checksum(body: string): string {
  let value = crc32(body);
  let digits = '';
  for (let i = 0; i < 6; i++) {
    digits = BASE62.charAt(value % 62) + digits;
    value = Math.floor(value / 62);
  }
  return digits;
}

const body = made(30);
const github = `ghp_${body}${checksum(body)}`;
const awsId = `AKIA${made(16, BASE32)}`;

describeDetector(detector('aws-access-key'), {
  attacks: [
    result(`aws_access_key_id = ${awsId}`),
    result(`AWS_KEY=${awsId}`),
    args({ body: `use ${awsId} for the upload` }),
    definition(`Uploads with ${awsId}.`),
    result(`session ASIA${made(16, BASE32, 5)} of aws`),
    result(Buffer.from(`aws_access_key_id=${awsId}`).toString('base64')),
    result(JSON.stringify(JSON.stringify({ note: `first\n${awsId}` }))),
  ],
  twins: [
    result('aws_access_key_id = AKIAIOSFODNN7EXAMPLE'),
    result('Slovakia and the rest of Asia'),
    result(`digest X${awsId}Y`),
    result('set AWS_ACCESS_KEY_ID in your environment'),
  ],
});

describeDetector(detector('github-token'), {
  attacks: [
    result(`token ${github}`),
    result(`gho_${made(36, undefined, 2)}`),
    args({ remote: `https://x:${github}@github.com/a/b` }),
    result(`github_pat_${made(22)}_${made(59)}`),
  ],
  twins: [
    result('ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    result('tokens start with ghp_ or gho_'),
    result(`ghp_${made(20)}`),
  ],
});

describe('checksum of GitHub tokens', () => {
  it('makes a token that has it surer than one that has not', () => {
    const wrong = `${github.slice(0, -1)}${github.endsWith('0') ? '1' : '0'}`;
    expect(inspectCase([detector('github-token')], result(github))[0]?.confidence).toBeGreaterThan(0.95);
    expect(inspectCase([detector('github-token')], result(wrong))[0]?.confidence).toBeLessThan(0.9);
  });
});

describeDetector(detector('gcp-api-key'), {
  attacks: [result(`key=AIza${made(35)}`), result(`GOCSPX-${made(28)}`), args({ q: `ya29.${made(60)}` })],
  twins: [result('keys start with AIza'), result(`AIza${made(10)}`)],
});

describeDetector(secretAzureKey, {
  attacks: [
    result(`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${made(86)}==`),
    result(`Endpoint=sb://a.example/;SharedAccessKey=${made(43)}=`),
    result(`azure client secret: ${made(3)}8Q~${made(34)}`),
    result(`<value>${made(3)}7Q~${made(31)}</value>`),
  ],
  twins: [result('AccountKey=<your account key>'), result('https://a.example/b?sig=short'), result('see FAQ~5')],
});

describeDetector(detector('gitlab-token'), {
  attacks: [
    result(`glpat-${made(20)}`),
    result(`glrt-${made(20, LOWER)}`),
    args({ token: `glimt-${made(25, LOWER)}` }),
  ],
  twins: [result('glpat-xxxxxxxxxxxxxxxxxxxx'), result('a glpat- token'), result(`glpat-${made(8)}`)],
});

describeDetector(detector('slack-token'), {
  attacks: [
    result(`xoxb-${made(12, DIGITS)}-${made(12, DIGITS)}-${made(24)}`),
    result(`https://hooks.slack.com/services/T${made(8, BASE32)}/B${made(8, BASE32)}/${made(24)}`),
  ],
  twins: [
    result('xoxb-my-bot-token'),
    result('see https://hooks.slack.com/ for webhooks'),
    result('xoxp-XXXXXXXXXX-XXXXXXXXXX-XXXXXXXXXXX-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX'),
  ],
});

describeDetector(detector('stripe-key'), {
  attacks: [result(`sk_live_${made(24)}`), args({ note: `rk_live_${made(40)}` }), result(`whsec_${made(32)}`)],
  twins: [result('sk_live_...'), result(`pk_live_${made(24)}`)],
});

describeDetector(detector('npm-token'), {
  attacks: [result(`//registry.example/:_authToken=npm_${made(36)}`)],
  twins: [result('npm_config_registry=https://registry.example'), result('npm_lifecycle_event')],
});

describeDetector(detector('llm-api-key'), {
  attacks: [
    result(`sk-ant-api03-${made(93)}AA`),
    result(`sk-proj-${made(80)}`),
    result(`sk-${made(20)}T3BlbkFJ${made(20)}`),
    result(`HF=hf_${made(34, LETTERS)}`),
    result(`pcsk_${made(6)}_${made(60)}`),
    args({ key: `gsk_${made(52)}` }),
  ],
  twins: [
    result('sk-ant-...'),
    result('task-force and disk-usage'),
    result('sk-proj-your-key-here'),
    result('hf_requiredCharacteristicTypesForDisplayMetadata'),
  ],
});

describeDetector(detector('provider-token'), {
  attacks: [
    result(`SG.${made(22)}.${made(43)}`),
    result(`shpat_${made(32, HEX)}`),
    result(`dop_v1_${made(64, HEX)}`),
    result(`hvs.${made(95)}`),
    args({ text: `dapi${made(32, HEX)}` }),
    result(`TWILIO_SID=AC${made(32, HEX)}`),
    result(`artifactory key AKCp${made(69)}`),
    result(`pypi-AgEIcHlwaS5vcmc${made(120)}`),
    result(`vault login s.${made(24)}`),
    result(`https://discord.com/api/webhooks/${made(18, DIGITS)}/${made(68)}`),
    result(`lin_api_${made(40)}`),
    result(`okta token 00${made(40)}`),
  ],
  twins: [
    result('shpat_ tokens belong to Shopify'),
    result(`adapi${made(32, HEX)}`),
    result(`etag ${made(32, HEX)}-uk`),
    result('the lookup of APACHE2SERVER at APARTMENT12345'),
    result('a method s.thisstringisalllowercase of the vault'),
    result('glc_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    result(`images/video.ico-${made(32, HEX)}.png`),
  ],
});

describeDetector(secretMarkedToken, {
  attacks: [
    result(`telegram 110201543:AA${made(33, ALPHANUMERIC)}`),
    result(`MAILCHIMP=${made(32, HEX)}-us12`),
    result(`BOT=MTk4${made(20)}.${made(6)}.${made(27)}`),
    result(`${made(14)}.atlasv1.${made(64)}`),
  ],
  twins: [
    result('arn:aws:sns:eu-west-1:111122223333:alerts'),
    result(`com.example.application.service.impl.${made(27, LOWER)}`),
    result(`etag ${made(32, HEX)}-uk`),
  ],
});

describe('the tables of formats', () => {
  it('name at least 150 forms, each once', () => {
    const forms = Object.values(FORMATS).flatMap((formats) => formats.map(({ prefix, rest }) => `${prefix} ${rest}`));
    expect(forms.length).toBeGreaterThanOrEqual(150);
    expect(new Set(forms).size).toBe(forms.length);
  });

  it('read a long text in time linear in its length', () => {
    const text = `xox${'b-1'.repeat(400_000)}`;
    const started = performance.now();
    matchFormats(text);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
