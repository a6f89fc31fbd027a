// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file
// Recorded by GoldenTests with EGRET_RECORD=1.

extension Golden {
  static let text = ##"""
2025-11-23T10:26:40.000Z Informational egret.start Egret watches [uptime=3600s events=120034 alerts=0 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=1]
2025-11-23T09:34:56.123Z HIGH     "github" reached evil.example (203.0.113.7:443/tcp), which it is not expected to use [unexpected-destination]
    because      no expectation of server github covers evil.example:443/tcp
    expected     api.github.com:443 (policy.yaml:12)
    started by   Claude Code < claude (pid 41200) < bash (pid 41100)
    process      node (pid 41237): node /opt/mcp/github/dist/index.js --token=***
    when         as it started; whether its first message had come is not known, 312 ms after its program began
    credentials  github: GITHUB_TOKEN, by name
    user         1000
    configured   /home/alice/.claude.json:12
    next         egret explain --server 'github' 'evil.example:443'; if it is meant, add the destination to the server's `expect`; if not, stop the server, rotate the credentials it holds and look for what changed in its package
2025-11-23T09:34:57.000Z HIGH     "github" asked for aGVsbG8.webhook.example, where attacks collect data [known-collector]
    because      asked for a name
    started by   Claude Code
    process      node (pid 41237): node
    when         while it ran
    user         1000
    configured   /home/alice/.claude.json:12
    next         egret explain --server 'github' 'aGVsbG8.webhook.example'; stop the server, rotate the credentials it holds, and keep the package for a look
2025-11-23T09:34:58.000Z CRITICAL "github" reached [2001:db8::7]:4444/udp, and had asked for another destination [destination-swapped]
    because      asked for 192.0.2.1:443, reached [2001:db8::7]:4444
    started by   Claude Code
    process      python3 (pid 41238): python3 -c $'import os\\nos.x(\\'a b\\')'
    when         while it ran
    user         1000
    container    9f2c4d
    configured   /home/alice/.claude.json:12
    next         stop the server: a program that means well does not change an address under the system call
2025-11-23T09:34:59.000Z MEDIUM   "github" connected to /run/docker.sock, a local broker that acts for it [local-handoff]
    because      /run/docker.sock acts for its callers
    started by   Claude Code
    process      sh (pid 41239): sh -c 'curl --unix-socket /run/docker.sock'
    when         while it ran
    user         1000
    configured   /home/alice/.claude.json:12
    next         egret explain --server 'github' 'unix:/run/docker.sock'; look at who listens there (`peer`) and what a broker did for it (`docker ps`, `systemctl list-units`); if it is meant, expect `unix:` and the socket's path
2025-11-23T09:35:00.000Z LOW      "github" is another in its client's list than before [config-changed]
    because      server github was added
    doubt        that it is this server is of low confidence
    started by   Cursor
    process       (pid 1)
    user         0
    configured   /home/alice/.cursor/mcp.json
    next         ask the user who changed the list; if nobody did, take the entry out and look at who wrote the file
2025-11-23T09:35:01.000Z HIGH     "github" reached 169.254.169.254:80/tcp, a cloud metadata service [metadata-access]
    because      a metadata service
    started by   Claude Code
    process      curl (pid 41240): curl http://169.254.169.254/
    when         while it was installed
    user         1000
    configured   /home/alice/.claude.json:12
    next         egret explain --server 'github' '169.254.169.254:80'; rotate the credentials of the machine's role, and let the metadata service ask for a session token; expect the address itself only if the server needs it
2025-11-23T09:34:56.123Z   repeated: "github" reached evil.example (203.0.113.7:443/tcp): seen 2 times, 517 bytes sent, 0 received [unexpected-destination 019ab011-027b-7804-adfa-e1b128b7d023]
2025-11-23T09:34:56.123Z Informational flow MCP server begins a flow: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 sequence=9]
2025-11-23T09:34:59.000Z Informational flow MCP server ends a flow: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=unknown out=2048 in=70000 ms=2876 sequence=10]
2025-11-23T09:34:59.000Z Informational flow MCP server ends a flow: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=established out=2048 in=70000 ms=2876 sequence=11]
2025-11-23T09:34:59.000Z Informational flow MCP server was refused a connection: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=refused out=2048 in=70000 ms=2876 sequence=12]
2025-11-23T09:34:59.000Z Informational flow MCP server got no answer to its connect in time: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=timed_out out=2048 in=70000 ms=2876 sequence=13]
2025-11-23T09:34:59.000Z Informational flow MCP server found no way to connect: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=unreachable out=2048 in=70000 ms=2876 sequence=14]
2025-11-23T09:34:59.000Z Informational flow MCP server gave up a connect: server 'github' (node, pid 41237) -> api.github.com (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall allowed=api.github.com:443 result=abandoned out=2048 in=70000 ms=2876 sequence=15]
2025-11-23T09:34:59.000Z Informational flow MCP server ends a flow: server 'github' (node, pid 41237) -> evil.example (203.0.113.7:443/tcp) [client=Claude Code phase=start via=syscall rule=unexpected-destination result=established out=2048 in=70000 ms=2876 sequence=16]
2025-11-23T09:34:59.000Z Informational flow MCP server got no answer to its connect in time: server 'github' (python3, pid 41238) -> [2001:db8::7]:4444/udp [client=Claude Code phase=run via=compat rule=destination-swapped result=timed_out out=2048 in=70000 ms=2876 sequence=17]
2025-11-23T10:26:40.000Z Informational egret.heartbeat Egret is alive [uptime=3600s events=120034 alerts=7 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=18]
2025-11-23T10:26:40.000Z Medium egret.loss Egret lost 12 records at output, 3967 since its start [uptime=3600s events=120034 alerts=7 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=19]
2025-11-23T10:26:40.000Z Medium egret.policy A new policy was refused and the old one stays in force: policy.yaml:7:3: why [uptime=3600s events=120034 alerts=7 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=20]
2025-11-23T10:26:40.000Z High egret.hook The hook connect4 is attached and reports nothing [uptime=3600s events=120034 alerts=7 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=21]
2025-11-23T10:26:40.000Z Informational egret.stop Egret stops watching [uptime=3600s events=120034 alerts=7 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=22]
"""##
}
