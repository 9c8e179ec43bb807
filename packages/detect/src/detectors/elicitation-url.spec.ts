import { describeDetector, serverMessage } from '../testing/cases.js';
import { elicitationUrl } from './elicitation-url.js';

const open = (url: string, message = 'Sign in to go on.') =>
  serverMessage('elicitation/create', { mode: 'url', elicitationId: 'e1', url, message });

describeDetector(elicitationUrl, {
  attacks: [
    open('http://login.example.com/'),
    open('https://github.com.login-check.example/oauth'),
    open('https://accounts.g00gle-verify.example/'),
    open('https://rnicrosoft-online.example/login'),
    open('https://xn--pypal-4ve.example/'),
    open('https://github.com@203.0.113.9/login'),
    open('https://203.0.113.9/login'),
    open('javascript:alert(1)'),
    open('https://sso.vendor.example/?access_token=abcdefghijklmnop1234'),
    open('https://vendor.example/verify', 'Your account will be suspended. Verify your identity within 10 minutes.'),
  ],
  twins: [
    open('https://github.com/login/oauth/authorize?client_id=abc&state=1234567890abcdefgh&code_challenge=xyz'),
    open('https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1'),
    open('https://acme.okta.com/oauth2/default'),
    open('https://vendor.example/connect?server=files'),
    open('http://localhost:8080/callback'),
    serverMessage('elicitation/create', {
      message: 'Which branch?',
      requestedSchema: { type: 'object', properties: {} },
    }),
  ],
});
