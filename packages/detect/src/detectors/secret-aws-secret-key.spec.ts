import { args, describeDetector, made, result } from '../testing/cases.js';
import { secretAwsSecretKey } from './secret-aws-secret-key.js';

const key = made(40, undefined, 3);

describeDetector(secretAwsSecretKey, {
  attacks: [
    result(`aws_secret_access_key = ${key}`),
    result(`"SecretAccessKey": "${key}"`),
    args({ env: `AWS_SECRET_ACCESS_KEY=${key}` }),
  ],
  twins: [
    result('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
    result(`commit ${made(40, '0123456789abcdef')}`),
    result('aws_secret_access_key = <forty characters>'),
  ],
});
