import { args, describeDetector, HEX, LOWER, made, result } from '../testing/cases.js';
import { secretAssignment } from './secret-assignment.js';

const value = made(26, LOWER);

describeDetector(secretAssignment, {
  attacks: [
    result(`acme_token: '${value}'`),
    result(`const apiKey = "${made(32, HEX)}"`),
    result(`<acmeToken>\n    ${value}\n</acmeToken>`),
    result(`System.setProperty("ACME_TOKEN", "${value}")`),
    result(JSON.stringify({ client_secret: value })),
    result(`Authorization: Bearer ${made(40)}`),
    args({ env: `ACME_API_KEY=${made(40)}` }),
  ],
  twins: [
    result('api_key = "your-api-key-goes-here-123"'),
    result(['token: $', '{{ secrets.GITHUB_TOKEN }}'].join('')),
    result('token = process.env.ACME_TOKEN_2024_PROD'),
    result(`"integrity": "sha512-${made(86)}=="`),
    result('max_tokens: 12345678901234567890'),
    result('"next_page_token": "CAoQAA1234567890abcdef12"'),
    result('SECRET_KEY_REF: arn:aws:secretsmanager:eu-west-1:123456789012:secret:a1b2'),
    result(`public_key = "${made(43)}"`),
    args({ api_key: made(32, HEX) }),
    result('the token is stored in the vault under team-platform/deploy-2024'),
  ],
});
