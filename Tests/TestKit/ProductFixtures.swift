// SPDX-License-Identifier: Apache-2.0

/// One configuration of every product, as its documentation writes them, and what is to be read:
/// `name=command|arg` or `name=URL`, the disabled ones with a `-` before.
package enum ProductFixtures {
  package struct Fixture: Sendable {
    package var product: String
    /// Which of the product's places it is for.
    package var place: String
    package var text: String
    package var expected: [String]
  }

  package static let all = maps + lists + shapes + newer

  /// The texts whose file's name ends so.
  package static func bytes(ending suffix: String) -> [[UInt8]] {
    all.filter { $0.place.hasSuffix(suffix) }.map { Array($0.text.utf8) }
  }

  private static let maps: [Fixture] = [
    Fixture(
      product: "Claude Desktop", place: "Claude/claude_desktop_config.json",
      text: """
        {"globalShortcut": "", "mcpServers": {"filesystem": {"command": "npx",
          "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/a/Desktop"]}}}
        """,
      expected: ["filesystem=npx|-y|@modelcontextprotocol/server-filesystem|/home/a/Desktop"]),
    Fixture(
      product: "Claude Code", place: "/etc/claude-code/managed-mcp.json",
      text: #"{"mcpServers": {"corp": {"type": "http", "url": "https://mcp.corp.example/"}}}"#,
      expected: ["corp=https://mcp.corp.example/"]),
    Fixture(
      product: "Cursor", place: ".cursor/mcp.json",
      text:
        #"{"mcpServers": {"s": {"command": "node", "args": ["${workspaceFolder}/s.js"], "envFile": ".env"}}}"#,
      expected: ["s=node|${workspaceFolder}/s.js"]),
    Fixture(
      product: "GitHub Copilot CLI", place: ".copilot/mcp-config.json",
      text:
        #"{"mcpServers": {"s": {"type": "local", "command": "npx", "args": ["p"], "tools": ["*"]}}}"#,
      expected: ["s=npx|p"]),
    Fixture(
      product: "Windsurf", place: ".codeium/windsurf/mcp_config.json",
      text: #"{"mcpServers": {"r": {"serverUrl": "https://x.com/mcp", "disabled": true}}}"#,
      expected: ["-r=https://x.com/mcp"]),
    Fixture(
      product: "Cline",
      place: "Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json",
      text:
        #"{"mcpServers": {"s": {"command": "uvx", "args": ["p"], "disabled": false, "autoApprove": []}, "r": {"type": "streamableHttp", "url": "https://x.com/m"}}}"#,
      expected: ["s=uvx|p", "r=https://x.com/m"]),
    Fixture(
      product: "Roo Code", place: ".roo/mcp.json",
      text: #"{"mcpServers": {"s": {"command": "p", "alwaysAllow": ["a"], "watchPaths": ["/x"]}}}"#,
      expected: ["s=p"]),
    Fixture(
      product: "Junie", place: ".junie/mcp/mcp.json",
      text: #"{"mcpServers": {"s": {"command": "php", "args": ["artisan", "boost:mcp"]}}}"#,
      expected: ["s=php|artisan|boost:mcp"]),
    Fixture(
      product: "LM Studio", place: ".lmstudio/mcp.json",
      text:
        #"{"mcpServers": {"hf": {"url": "https://huggingface.co/mcp", "headers": {"Authorization": "Bearer t"}}}}"#,
      expected: ["hf=https://huggingface.co/mcp"]),
    Fixture(
      product: "Gemini CLI", place: ".gemini/settings.json",
      text: """
        { // comment
          "theme": "x", "mcpServers": {"s": {"command": "docker", "args": ["run", "-i", "img"],
            "env": {"T": "$T"}, "cwd": "./s", "trust": true}, "h": {"httpUrl": "http://localhost:3000/mcp"}}}
        """,
      expected: ["s=docker|run|-i|img", "h=http://localhost:3000/mcp"]),
    Fixture(
      product: "Qwen Code", place: ".qwen/settings.json",
      text: #"{"mcpServers": {"s": {"command": "p", "includeTools": ["a"]}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Antigravity", place: ".gemini/antigravity/mcp_config.json",
      text: #"{"mcpServers": {"r": {"serverUrl": "https://x.com"}}}"#,
      expected: ["r=https://x.com"]),
    Fixture(
      product: "Amazon Q Developer", place: ".aws/amazonq/mcp.json",
      text:
        #"{"mcpServers": {"s": {"command": "uvx", "args": ["awslabs.core"], "timeout": 60000}}}"#,
      expected: ["s=uvx|awslabs.core"]),
    Fixture(
      product: "Factory Droid", place: ".factory/mcp.json",
      text: #"{"mcpServers": {"s": {"type": "stdio", "command": "p", "disabled": false}}}"#,
      expected: ["s=p"]),
    Fixture(
      product: "Kimi", place: ".kimi/mcp.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Trae", place: "Trae/User/mcp.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Qoder", place: ".qoder/mcp.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "CodeBuddy", place: ".codebuddy/.mcp.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Auggie", place: ".augment/settings.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}, "other": 1}"#, expected: ["s=p"]),
    Fixture(
      product: "Tabnine", place: ".tabnine/agent/settings.json",
      text: #"{"mcpServers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "AnythingLLM",
      place: "anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json",
      text: #"{"mcpServers": {"s": {"command": "p", "anythingllm": {"autoStart": false}}}}"#,
      expected: ["s=p"]),
    Fixture(
      product: "Warp", place: ".warp/.mcp.json",
      text: #"{"mcp_servers": {"s": {"command": "p", "working_directory": "/w"}}}"#,
      expected: ["s=p"]),
  ]

  private static let lists: [Fixture] = [
    Fixture(
      product: "Continue", place: ".continue/config.yaml",
      text: """
        name: mine
        version: 0.0.1
        schema: v1
        mcpServers:
          - name: sqlite
            command: npx
            args: ["-y", "mcp-sqlite", "${{ secrets.DB }}"]
            env:
              KEY: ${{ secrets.KEY }}
          - name: web
            type: streamable-http
            url: https://x.com/mcp
        """,
      expected: ["sqlite=npx|-y|mcp-sqlite|${{ secrets.DB }}", "web=https://x.com/mcp"]),
    Fixture(
      product: "Continue", place: ".continue/config.json",
      text:
        #"{"experimental": {"modelContextProtocolServers": [{"transport": {"type": "stdio", "command": "uvx", "args": ["p"]}}]}}"#,
      expected: ["server 1=uvx|p"]),
    Fixture(
      product: "Goose", place: "goose/config.yaml",
      text: """
        GOOSE_PROVIDER: x
        extensions:
          developer: {type: builtin, enabled: true, bundled: true}
          github:
            name: GitHub
            cmd: npx
            args: [-y, '@modelcontextprotocol/server-github']
            enabled: false
            envs: {}
            env_keys: [GITHUB_TOKEN]
            type: stdio
            timeout: 300
          web:
            type: streamable_http
            uri: https://x.com/mcp
            enabled: true
        """,
      expected: ["-GitHub=npx|-y|@modelcontextprotocol/server-github", "web=https://x.com/mcp"]),
    Fixture(
      product: "Mistral Vibe", place: ".vibe/config.toml",
      text: """
        active_model = "x"
        [[mcp_servers]]
        name = "fetch"
        transport = "stdio"
        command = "uvx"
        args = ["mcp-server-fetch"]
        [[mcp_servers]]
        name = "web"
        transport = "streamable-http"
        url = "https://x.com/mcp"
        """,
      expected: ["fetch=uvx|mcp-server-fetch", "web=https://x.com/mcp"]),
    Fixture(
      product: "OpenHands", place: ".openhands/config.toml",
      text: """
        [core]
        x = 1
        [mcp]
        sse_servers = ["https://a.com/sse", {url = "https://b.com/sse", api_key = "k"}]
        stdio_servers = [{name = "fetch", command = "uvx", args = ["mcp-server-fetch"], env = {A = "b"}}]
        """,
      expected: [
        "fetch=uvx|mcp-server-fetch", "a.com=https://a.com/sse", "b.com=https://b.com/sse",
      ]),
  ]

  private static let shapes: [Fixture] = [
    Fixture(
      product: "VS Code", place: "Code/User/mcp.json",
      text: #"{"inputs": [], "servers": {"s": {"command": "p", "env": {"A": null, "B": 1}},}}"#,
      expected: ["s=p"]),
    Fixture(
      product: "VS Code Insiders", place: "Code - Insiders/User/settings.json",
      text: #"{"a.b": 1, "mcp": {"inputs": [], "servers": {"s": {"command": "p"}}}}"#,
      expected: ["s=p"]),
    Fixture(
      product: "VSCodium", place: "VSCodium/User/mcp.json",
      text: #"{"servers": {"s": {"command": "p"}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Kilo", place: "kilo/kilo.jsonc",
      text:
        #"{"mcp": {"s": {"type": "local", "command": ["npx", "-y", "p"], "environment": {"A": "{env:A}"}, "enabled": true},}}"#,
      expected: ["s=npx|-y|p"]),
    Fixture(
      product: "Zed", place: "zed/settings.json",
      text: """
        // Zed settings
        {"theme": "x",
          "context_servers": {
            "new": {"source": "custom", "command": "p", "args": ["a"], "env": {}},
            "old": {"command": {"path": "/opt/s", "args": ["b"], "env": {"K": "v"}}, "settings": {}},
            "remote": {"url": "https://x.com/mcp"},
          },}
        """,
      expected: ["new=p|a", "old=/opt/s|b", "remote=https://x.com/mcp"]),
    Fixture(
      product: "Codex", place: ".codex/config.toml",
      text: """
        model = "x"
        [mcp_servers.docs]
        command = "npx"
        args = ["-y", "docs@1.2.3"]
        env = { "API_KEY" = "v" }
        env_vars = ["FORWARDED"]
        [mcp_servers.web]
        url = "https://x.com/mcp"
        bearer_token_env_var = "TOKEN"
        enabled = false
        [mcp_servers.web.http_headers]
        a = "b"
        """,
      expected: ["docs=npx|-y|docs@1.2.3", "-web=https://x.com/mcp"]),
    Fixture(
      product: "Grok CLI", place: ".grok/config.toml",
      text: "[mcp_servers.s]\ncommand = \"p\"\n", expected: ["s=p"]),
    Fixture(
      product: "Kiro", place: ".kiro/settings/mcp.json",
      text:
        #"{"mcpServers": {"s": {"command": "uvx", "args": ["p"]}}, "powers": {"mcpServers": {"n": {"command": "q"}}}}"#,
      expected: ["s=uvx|p"]),
    Fixture(
      product: "opencode", place: "opencode/opencode.json",
      text: """
        {"$schema": "https://opencode.ai/config.json", "mcp": {
          "local": {"type": "local", "command": ["bun", "x", "p"], "environment": {"A": "b"}, "cwd": "/w"},
          "remote": {"type": "remote", "url": "https://x.com/mcp", "enabled": false}}}
        """,
      expected: ["local=bun|x|p", "-remote=https://x.com/mcp"]),
    Fixture(
      product: "opencode", place: "opencode/mcp-local.json",
      text: #"{"/home/a/p": {"s": {"type": "local", "command": ["p"]}}}"#, expected: ["s=p"]),
    Fixture(
      product: "Crush", place: "crush/crush.json",
      text: #"{"mcp": {"s": {"type": "stdio", "command": "p", "disabled": true}}}"#,
      expected: ["-s=p"]),
    Fixture(
      product: "Amp", place: "amp/settings.json",
      text: #"{"amp.mcpServers": {"s": {"command": "npx", "args": ["p"]}}}"#,
      expected: ["s=npx|p"]),
    Fixture(
      product: "Docker MCP gateway", place: ".docker/mcp/catalogs/*.yaml",
      text: """
        version: 3
        registry:
          grafana:
            type: server
            image: mcp/grafana@sha256:abc
            command: [--transport=stdio]
            env: [{name: GRAFANA_URL, value: "{{grafana.url}}"}]
            allowHosts: ["grafana.com:443", api.grafana.com]
          web: {type: remote, remote: {url: https://x.com/mcp}}
        """,
      expected: [
        "grafana=docker|run|mcp/grafana@sha256:abc|--transport=stdio", "web=https://x.com/mcp",
      ]),
    Fixture(
      product: "ToolHive", place: "toolhive/runconfigs/*.json",
      text:
        #"{"schema_version": "v0.1.0", "name": "fetch", "image": "ghcr.io/stackloklabs/gofetch/server:1.0.1", "cmd_args": ["-x"], "env_vars": {"A": "b"}, "permission_profile": {"network": {"outbound": {"insecure_allow_all": false, "allow_host": ["x.com", ".y.com"], "allow_port": [443, 8443]}}}}"#,
      expected: ["fetch=docker|run|ghcr.io/stackloklabs/gofetch/server:1.0.1|-x"]),
  ]
}
