import { args, describeDetector } from '../testing/cases.js';
import { queryOperator } from './query-operator.js';

describeDetector(queryOperator, {
  attacks: [
    args({ username: 'ada', password: { $ne: null } }),
    args({ login: { user: { $gt: '' } } }),
    args({ id: { $regex: '.*' } }),
    args({ filter: { $where: 'sleep(5000)' } }),
    args({ url: 'https://x.example/?user[$ne]=1' }),
  ],
  twins: [
    args({ filter: { age: { $gt: 21 } } }),
    args({ query: { $or: [{ a: 1 }, { b: 2 }] } }),
    args({ pipeline: [{ $match: { n: { $in: [1, 2] } } }] }),
    args({ price: '$12' }),
    args({ $schema: 'https://json-schema.org/draft/2020-12/schema' }),
  ],
});
