// SPDX-License-Identifier: Apache-2.0

/// The files of products that came later.
extension ProductFixtures {
  static let newer: [Fixture] = [
    Fixture(
      product: "JetBrains AI Assistant", place: "JetBrains/*/options/llm.mcpServers.xml",
      text: """
        <application>
          <component name="McpApplicationServerCommands" modifiable="true">
            <commands>
              <McpServerCommand sourceId="UserConfigurationSource">
                <option name="enabled" value="true" />
                <option name="name" value="s" />
                <option name="programPath" value="npx" />
                <option name="arguments" value="-y p" />
                <envs><env name="A" value="b" /></envs>
              </McpServerCommand>
            </commands>
            <urls />
          </component>
        </application>
        """,
      expected: ["s=npx|-y|p"]),
    Fixture(
      product: "IBM Bob", place: ".bob/settings/mcp_settings.json",
      text:
        #"{"mcpServers": {"s": {"command": "p", "alwaysAllow": [], "disabled": true}}}"#,
      expected: ["-s=p"]),
    Fixture(
      product: "IBM Bob", place: ".bob/mcp.json",
      text:
        #"{"mcpServers": {"p": {"command": "p", "args": ["-x"]}}}"#,
      expected: ["p=p|-x"]),
    Fixture(
      product: "Firebase Studio", place: ".idx/mcp.json",
      text:
        #"{"mcpServers": {"p": {"command": "p", "args": ["-x"]}}}"#,
      expected: ["p=p|-x"]),
    Fixture(
      product: "GitHub Copilot for JetBrains", place: "github-copilot/intellij/mcp.json",
      text:
        #"{"servers": {"s": {"type": "stdio", "command": "p", "args": []}, "r": {"url": "https://x.com/mcp", "requestInit": {"headers": {}}}}}"#,
      expected: ["s=p", "r=https://x.com/mcp"]),
    Fixture(
      product: "JetBrains AI Assistant", place: ".ai/mcp/mcp.json",
      text:
        #"{"mcpServers": {"s": {"command": "npx", "args": ["-y", "p"]}, "r": {"type": "http", "url": "http://127.0.0.1:3845/mcp"}}}"#,
      expected: ["s=npx|-y|p", "r=http://127.0.0.1:3845/mcp"]),
    Fixture(
      product: "mcphub.nvim", place: "mcphub/servers.json",
      text:
        #"{"mcpServers": {"s": {"command": "uvx", "args": ["p"], "disabled_tools": ["a"]}}, "nativeMCPServers": {"neovim": {"disabled": true}}}"#,
      expected: ["s=uvx|p"]),
    Fixture(
      product: "Windsurf", place: ".codeium/windsurf-next/mcp_config.json",
      text:
        #"{"mcpServers": {"p": {"command": "p", "args": ["-x"]}}}"#,
      expected: ["p=p|-x"]),
    Fixture(
      product: "Kilo", place: ".kilocode/cli/global/settings/mcp_settings.json",
      text:
        #"{"mcpServers": {"s": {"command": "node", "args": ["/s.js"], "alwaysAllow": ["t"], "disabled": false}}}"#,
      expected: ["s=node|/s.js"]),
    Fixture(
      product: "opencode", place: ".opencode/opencode.jsonc",
      text:
        #"{"mcp": {"s": {"type": "local", "command": ["p", "-x"]},}}"#,
      expected: ["s=p|-x"]),
    Fixture(
      product: "OpenHands", place: ".openhands/mcp.json",
      text:
        #"{"mcpServers": {"p": {"command": "p", "args": ["-x"]}}}"#,
      expected: ["p=p|-x"]),
    Fixture(
      product: "Devin", place: "devin/config.json",
      text:
        #"{/* own */ "agent": {"model": "x"}, "mcpServers": {"s": {"command": "npx", "args": ["-y", "p"]}}}"#,
      expected: ["s=npx|-y|p"]),
    Fixture(
      product: "iFlow", place: ".iflow/settings.json",
      text:
        #"{"selectedAuthType": "iflow", "mcpServers": {"s": {"command": "p"}, "r": {"httpUrl": "https://x.com/mcp"}}}"#,
      expected: ["s=p", "r=https://x.com/mcp"]),
    Fixture(
      product: "Pi", place: ".pi/agent/mcp.json",
      text:
        #"{"mcpServers": {"p": {"command": "p", "args": ["-x"]}}}"#,
      expected: ["p=p|-x"]),
    Fixture(
      product: "oh-my-pi", place: ".omp/agent/mcp.json",
      text:
        #"{"mcpServers": {"s": {"type": "stdio", "command": "p"}}, "disabledServers": ["q"]}"#,
      expected: ["s=p"]),
    Fixture(
      product: "Rovo Dev", place: ".rovodev/mcp.json",
      text:
        #"{"mcpServers": {"s": {"transport": "stdio", "command": "p"}, "r": {"transport": "http", "url": "http://localhost:8020/mcp"}}}"#,
      expected: ["s=p", "r=http://localhost:8020/mcp"]),
    Fixture(
      product: "OpenClaw", place: ".openclaw/openclaw.json",
      text:
        #"{gateway: {note: 'it"s', port: 1}, mcp: {servers: {s: {command: 'uvx', "args": ["p",], env: {A: 'b'}}}}}"#,
      expected: ["s=uvx|p"]),
    Fixture(
      product: "Hermes", place: ".hermes/config.yaml",
      text: """
        model: x
        mcp_servers:
          time:
            command: "uvx"
            args: ["mcp-server-time"]
          web:
            url: "https://x.com/mcp"
            headers: {Authorization: "Bearer t"}
        """,
      expected: ["time=uvx|mcp-server-time", "web=https://x.com/mcp"]),
    Fixture(
      product: "deepagents", place: ".deepagents/.mcp.json",
      text:
        #"{"mcpServers": {"docs": {"type": "http", "url": "https://docs.example.com/mcp"}}}"#,
      expected: ["docs=https://docs.example.com/mcp"]),
    Fixture(
      product: "mcp-agent", place: "mcp_agent.config.yaml",
      text: """
        execution_engine: asyncio
        mcp:
          servers:
            fetch:
              command: uvx
              args: [mcp-server-fetch]
        """,
      expected: ["fetch=uvx|mcp-server-fetch"]),
    Fixture(
      product: "fast-agent", place: "fastagent.config.yaml",
      text: """
        default_model: x
        mcp:
          servers:
            s: {command: npx, args: ["-y", "p"]}
            r: {transport: http, url: "https://x.com/mcp"}
        """,
      expected: ["s=npx|-y|p", "r=https://x.com/mcp"]),
    Fixture(
      product: "mcporter", place: "config/mcporter.json",
      text:
        #"{"mcpServers": {"s": {"command": "npx -y p@1.2.3", "env": {"K": "${K}"}}, "r": {"baseUrl": "https://x.com/mcp"}}, "imports": ["cursor"]}"#,
      expected: ["s=npx -y p@1.2.3", "r=https://x.com/mcp"]),
    Fixture(
      product: "LibreChat", place: "librechat.yaml",
      text: """
        version: 1.2.1
        mcpServers:
          s:
            type: stdio
            command: npx
            args: ["-y", "p"]
            env: {KEY: "${KEY}"}
          r:
            type: streamable-http
            url: https://x.com/mcp
            headers: {X-User: "{{LIBRECHAT_USER_ID}}"}
        """,
      expected: ["s=npx|-y|p", "r=https://x.com/mcp"]),
  ]
}
