import { ALPHANUMERIC, args, BASE32, describeDetector, HEX, LOWER, made, result } from '../testing/cases.js';
import { secretAzureKey } from './secret-azure-key.js';
import { secretGcpApiKey } from './secret-gcp-api-key.js';
import { secretGitlabToken } from './secret-gitlab-token.js';
import { secretLlmApiKey } from './secret-llm-api-key.js';
import { secretNpmToken } from './secret-npm-token.js';
import { secretProviderToken } from './secret-provider-token.js';
import { secretSlackToken } from './secret-slack-token.js';
import { secretStripeKey } from './secret-stripe-key.js';

describeDetector(secretGcpApiKey, {
  attacks: [result(`key=AIza${made(35)}`), result(`GOCSPX-${made(28)}`), args({ q: `ya29.${made(60)}` })],
  twins: [result('keys start with AIza'), result(`AIza${made(10)}`)],
});

describeDetector(secretAzureKey, {
  attacks: [
    result(`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${made(86)}==`),
    result(`Endpoint=sb://a.example/;SharedAccessKey=${made(43)}=`),
    result(`azure client secret: ${made(3)}8Q~${made(34)}`),
  ],
  twins: [result('AccountKey=<your account key>'), result('https://a.example/b?sig=short')],
});

describeDetector(secretGitlabToken, {
  attacks: [
    result(`glpat-${made(20)}`),
    result(`glrt-${made(20, LOWER)}`),
    args({ token: `glimt-${made(25, LOWER)}` }),
  ],
  twins: [result('glpat-xxxxxxxxxxxxxxxxxxxx'), result('a glpat- token'), result(`glpat-${made(8)}`)],
});

describeDetector(secretSlackToken, {
  attacks: [
    result(`xoxb-${made(12, '123456789')}-${made(12, '123456789')}-${made(24)}`),
    result(`https://hooks.slack.com/services/T${made(8, BASE32)}/B${made(8, BASE32)}/${made(24)}`),
  ],
  twins: [result('xoxb-my-bot-token'), result('see https://hooks.slack.com/ for webhooks')],
});

describeDetector(secretStripeKey, {
  attacks: [result(`sk_live_${made(24)}`), args({ note: `rk_live_${made(40)}` }), result(`whsec_${made(32)}`)],
  twins: [result('sk_live_...'), result(`pk_live_${made(24)}`)],
});

describeDetector(secretNpmToken, {
  attacks: [result(`//registry.example/:_authToken=npm_${made(36)}`)],
  twins: [result('npm_config_registry=https://registry.example'), result('npm_lifecycle_event')],
});

describeDetector(secretLlmApiKey, {
  attacks: [
    result(`sk-ant-api03-${made(93)}AA`),
    result(`sk-proj-${made(80)}`),
    result(`sk-${made(20)}T3BlbkFJ${made(20)}`),
    result(`HF=hf_${made(34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')}`),
  ],
  twins: [result('sk-ant-...'), result('task-force and disk-usage'), result('sk-proj-your-key-here')],
});

describeDetector(secretProviderToken, {
  attacks: [
    result(`SG.${made(22)}.${made(43)}`),
    result(`shpat_${made(32, HEX)}`),
    result(`dop_v1_${made(64, HEX)}`),
    result(`hvs.${made(95)}`),
    args({ text: `dapi${made(32, HEX)}` }),
    result(`telegram 110201543:AA${made(33, ALPHANUMERIC)}`),
  ],
  twins: [
    result('shpat_ tokens belong to Shopify'),
    result(`adapi${made(32, HEX)}`),
    result(`etag ${made(32, HEX)}-uk`),
  ],
});
