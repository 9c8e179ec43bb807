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
    result('DROPBOX_TOKEN=om7gh3nzprwm3j3'),
    result('const HEROKU_KEY = "5eb4223e-5008-46e5-be67-c7b8f2732305"'),
    result('db_password: "S3cuReP@ss"'),
    result("curl -H 'Api-Key: Sk94HG7f6KBq'"),
    result(
      `# Runbook\n\nThe importer signs in with this one; it was issued for the production cluster in March and lives until the end of the year. Nobody but the importer uses it, and the pager goes to the data team if it is refused.\n\npassword: ${made(20)}\n`,
    ),
  ],
  twins: [
    result('  secretAccessKey: env.UPLOAD_BUCKET_SECRET_ACCESS_KEY,'),
    result('{"accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"}'),
    result(`![chart](https://charts.example/svg?repo=a/b&sealed_token=${made(48)})`),
    result('"hashed_secret": "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"'),
    result('api_key = "your-api-key-goes-here-123"'),
    result(['token: $', '{{ secrets.GITHUB_TOKEN }}'].join('')),
    result('token = process.env.ACME_TOKEN_2024_PROD'),
    result(`"integrity": "sha512-${made(86)}=="`),
    result('max_tokens: 12345678901234567890'),
    result('"next_page_token": "CAoQAA1234567890abcdef12"'),
    result('SECRET_KEY_REF: arn:aws:secretsmanager:eu-west-1:123456789012:secret:a1b2'),
    result(`public_key = "${made(43)}"`),
    args({ api_key: made(32, HEX) }),
    result('credentialsId: "f4aeb6bc-2a25-458a-8111-9be9e502c0e7"'),
    result('invalidToken := "hx3vn93n5cg4p4pv"'),
    result('password: "Enter your new password"'),
    result('secretAccessKey: env.SECRET_ACCESS_KEY,'),
    result('"hashed_secret_digest": "bc9160bc0ff062e1b2d21d2e59f6ebaba104f051"'),
    result('the token is stored in the vault under team-platform/deploy-2024'),
    result(
      `# Tokens\n\nA quick look at what a client sends. Keep it out of the shell history and rotate it every month.\n\n\`\`\`bash\ncurl -H 'X-API-Key: ${made(24)}' http://localhost:8080/health\n\`\`\`\n\nThe answer is a list of checks with the time each of them took, and the version that is running.\n`,
    ),
    result('requests.get(url, headers={"Authorization": "Basic YWRtaW46Y2hhbmdlbWU="})'),
  ],
});
