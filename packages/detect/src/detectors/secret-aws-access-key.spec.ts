import { args, BASE32, definition, describeDetector, made, result } from '../testing/cases.js';
import { secretAwsAccessKey } from './secret-aws-access-key.js';

const key = `AKIA${made(16, BASE32)}`;

describeDetector(secretAwsAccessKey, {
  attacks: [
    result(`aws_access_key_id = ${key}`),
    result(`AWS_KEY=${key}`),
    args({ body: `use ${key} for the upload` }),
    definition(`Uploads with ${key}.`),
    result(`session ASIA${made(16, BASE32, 5)} of aws`),
    result(Buffer.from(`aws_access_key_id=${key}`).toString('base64')),
  ],
  twins: [
    result('aws_access_key_id = AKIAIOSFODNN7EXAMPLE'),
    result('Slovakia and the rest of Asia'),
    result(`digest X${key}Y`),
    result('set AWS_ACCESS_KEY_ID in your environment'),
  ],
});
