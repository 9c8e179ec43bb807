import { describeDetector, result } from '../testing/cases.js';
import { contentAgentTrace } from './content-agent-trace.js';

describeDetector(contentAgentTrace, {
  attacks: [
    result(
      '{"spans":[{"id":"a","kind":"RETRIEVER","attributes":{"source.trust":"untrusted"}},{"id":"b","kind":"TOOL","attributes":{"tool.name":"mail.send","tool.privilege":"write"}}]}',
    ),
    result(
      '{"spans":[{"id":"a","kind":"TOOL","attributes":{"tool.name":"memory.put","conversation.id":"c1","tool.args":{"target_conversation_id":"c2"}}}]}',
    ),
    result(
      '{"spans":[{"id":"a","kind":"AGENT","attributes":{"session.id":"s1","agent.delegation_chain":"d"}},{"id":"b","kind":"TOOL","attributes":{"session.id":"s2","tool.name":"db.query","agent.delegation_chain":"d"}}]}',
    ),
  ],
  twins: [
    result(
      '{"spans":[{"id":"a","kind":"RETRIEVER","attributes":{"source.trust":"trusted"}},{"id":"b","kind":"TOOL","attributes":{"tool.name":"mail.send","tool.privilege":"write"}}]}',
    ),
    result(
      '{"spans":[{"id":"a","kind":"TOOL","attributes":{"tool.name":"mail.send","tool.privilege":"write"}},{"id":"b","kind":"RETRIEVER","attributes":{"source.trust":"untrusted"}}]}',
    ),
    result(
      '{"spans":[{"id":"a","kind":"TOOL","attributes":{"tool.name":"memory.put","conversation.id":"c1","tool.args":{"target_conversation_id":"c1"}}}]}',
    ),
    result('The exporter writes "spans" with tool.name and session.id to the collector.'),
  ],
});
