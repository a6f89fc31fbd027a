// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file
// Recorded by GoldenTests with EGRET_RECORD=1.

extension Golden {
  static let text = ##"""
2025-11-23T10:26:40.000Z Informational egret.start Egret watches [uptime=3600s events=120034 alerts=0 hooks=14/15 lost-evidence_ring=3 lost-output=3967 on_exec-skipped=2 on_sendmsg4-refused=3 sequence=1]
2025-11-23T09:34:56.123Z High unexpected-destination MCP server reached an unexpected destination: server 'github' (node, pid 41237) -> evil.example (203.0.113.7:443/tcp): no expectation of server github covers evil.example:443/tcp [client=Claude Code phase=start via=syscall credentials=GITHUB_TOKEN out=517 in=0 sequence=2]
2025-11-23T09:34:57.000Z High known-collector MCP server reached a host that attacks use to collect data: server 'github' (node, pid 41237) -> aGVsbG8.webhook.example: asked for a name [client=Claude Code phase=run via=io_uring sequence=3]
2025-11-23T09:34:58.000Z Critical destination-swapped MCP server asked for one destination and reached another: server 'github' (python3, pid 41238) -> [2001:db8::7]:4444/udp: asked for 192.0.2.1:443, reached [2001:db8::7]:4444 [client=Claude Code phase=run via=compat sequence=4]
2025-11-23T09:34:59.000Z Medium local-handoff MCP server connected to a local broker that acts for it: server 'github' (sh, pid 41239) -> /run/docker.sock: /run/docker.sock acts for its callers [client=Claude Code phase=run via=syscall sequence=5]
2025-11-23T09:35:00.000Z Low config-changed The server list of an MCP client changed: server 'github' (, pid 1): server github was added [client=Cursor phase=run via=unknown sequence=6]
2025-11-23T09:35:01.000Z High metadata-access MCP server reached a cloud metadata service: server 'github' (curl, pid 41240) -> 169.254.169.254:80/tcp: a metadata service [client=Claude Code phase=install via=kernel sequence=7]
2025-11-23T09:34:56.123Z High unexpected-destination seen 2 times: MCP server reached an unexpected destination: server 'github' (node, pid 41237) -> evil.example (203.0.113.7:443/tcp): no expectation of server github covers evil.example:443/tcp [client=Claude Code phase=start via=syscall credentials=GITHUB_TOKEN out=517 in=0 count=2 sequence=8]
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
