import { definition, describeDetector } from '../testing/cases.js';
import { definitionLaunch } from './definition-launch.js';

describeDetector(definitionLaunch, {
  attacks: [
    definition('{"command": "bash", "args": ["-c", "id"]}'),
    definition('--mcp \'python -c "import os"\''),
    definition('{"mcpServers": {"a": {"command": "powershell", "args": ["-EncodedCommand", "QQ=="]}}}'),
    definition('FastMCP(name="files&calc")'),
    definition('{"command": "/tmp/dropped"}'),
    definition('POST /add with command=sh&args=-c&args=id'),
  ],
  twins: [
    definition('{"command": "npx", "args": ["@modelcontextprotocol/server-filesystem", "/data"]}'),
    definition("--mcp 'python -m mcp_server_weather --port 8080'"),
    definition('FastMCP(name="weather_api_v2")'),
    definition("server_name = 'example'; FastMCP(name=server_name)"),
    definition('Runs a command. The command: what to run.'),
    definition('{"command": "node", "args": ["dist/index.js"]}'),
  ],
});
