// SPDX-License-Identifier: Apache-2.0

/// What is Egret's own and in no schema.
extension Field {
  static let factFields: [Field] = [
    .fact("server", "the MCP server, as the client's configuration spells it"),
    .fact("package", "the package or program it is"),
    .fact(
      "pinned", "whether the package's version can never be another; not there without a package"),
    .fact("client", "the client whose list has it"),
    .fact("config", "the file of that list"),
    .fact("confidence", "how sure it is that it is this server: low, medium, high"),
    .fact("transport", "stdio, or http"),
    .fact(
      "manual", "true where a person started the server at a terminal; only with --judge-manual"),
    .fact("candidates[]", "all entries that fit equally, where it is not the one alone"),
    .fact(
      "phase",
      "install, start (from the server's own exec to its first message, ten seconds at most) or run"
    ),
    .fact(
      "before_initialize",
      "whether the server had not read its first message yet; not there where that cannot be told"),
    .fact(
      "via",
      "how it reached the kernel: syscall, io_uring, compat (32-bit), kernel, unknown; proxy for what a proxy was told"
    ),
    .fact(
      "hook",
      "the kernel hook that saw it; sock_diag for a connection that is older than Egret, inotify for a changed configuration"
    ),
    .fact("rules[]", "every rule that fired"),
    .fact("reasons[]", "why, in short sentences"),
    .fact("indicators[]", "what was weighed where nothing but its entry describes the server"),
    .fact("library", "which library did it by itself"),
    .fact(
      "contacts.*",
      "what the server reached on a day that is ordinary: hosts (at_least where there were more than are told apart) and the first sixteen"
    ),
    .fact("expected[]", "what the server is expected to use"),
    .fact("expected_source", "where that is written"),
    .fact("allowed_by", "only with --all: what makes an expected flow expected"),
    .fact("allowed_source", "where that is written"),
    .fact(
      "suppressed", "until when, by which line and why the policy says that the alert is known"),
    .fact("package_version", "the version of its package, as the installed files have it"),
    .fact(
      "package_changed",
      "for a day after its code was seen to be another: how long ago, from which version to which"),
    .fact(
      "documented",
      "whether the package's own files name the host, and where: yes (FILE, line N), or no. A word of whoever wrote the code"
    ),
    .fact(
      "name_evidence",
      "what shows the host name: dns (the server was told), machine (a resolver daemon of the machine was), proxy (a proxy was told the name), sni, quic, http, none"
    ),
    .fact("said_name", "what the process said of where the connection goes. A claim"),
    .fact("said_by", "how it said so: sni, quic, http"),
    .fact("names[]", "all names the address was resolved under"),
    .fact("name_age_ms", "how long before"),
    .fact("resolver", "by which resolver"),
    .fact(
      "proxy.*",
      "with via proxy: its ip, port and hostname, the way it was told (connect, absolute, host, socks4, socks4a, socks5), and as source who named it; without source nobody but the server did"
    ),
    .fact(
      "scan.*",
      "what a scan reached: endpoints and hosts (at_least where there were more than are told apart), lowest_port, highest_port, per_second and the first ten"
    ),
    .fact("update", "what an update adds: amended, repeated, ended"),
    .ecsFact("activity", "create or update; of a flow open or close"),
    .ecsFact(
      "destination.*",
      "of an update what destination is of an alert: rules for network connections hit a fact once"),
    .fact("incident", "the registered domain of the name that the story began with"),
    .fact("credentials[]", "names of the credentials the process carried, never a value"),
    .fact(
      "at_stake[]",
      "where there are several, the same by the service that they open: SERVICE: NAME, NAME"),
    .fact(
      "surplus[]",
      "those with which the server has no business, by the policy's needs or its row of the catalogue"
    ),
    .fact("since_exec_ms", "from the start of its program"),
    .fact(
      "result",
      "how the flow went: established, refused, timed_out, unreachable, abandoned, unknown"),
    .fact("duration_ms", "from the destination to the socket's close"),
    .fact("bytes_out", "what the process sent"),
    .fact("bytes_in", "what it received"),
    .fact("hash_unavailable", "why the executable has no digest"),
    .fact("script_hash_unavailable", "why the script has none"),
    .fact("container", "the container"),
    .fact("net_namespace", "the network namespace, by its inode"),
    .fact("unix_path", "the path or @name of a Unix socket"),
    .fact(
      "deputy",
      "of a Unix socket: whether a broker, an agent or any other process listens there"),
    .fact(
      "connected",
      "of a Unix socket: whether the connection was made; not there where that is not known"),
    .fact(
      "peer.*",
      "who holds the other end of a Unix socket, or listens on loopback: pid, path (the executable), uid and user, as found at most a minute before; what is not known is not there"
    ),
    .fact(
      "truncated[]",
      "what did not fit: ancestry, args, cmd_line, reasons, expected, candidates, credentials, names, text"
    ),
  ]

  static let statusFields: [Field] = [
    .status("uptime_s", "seconds since the start"),
    .status("events_seen_total", "records from the kernel"),
    .status("findings_total", "findings, repeats included"),
    .status("alerts_total", "lines of alerts and updates"),
    .status(
      "dropped_total.*",
      "what was lost, by stage: lifecycle_ring, evidence_ring, process_state, socket_owner, decode, output, recursion, and of Egret's own tables process_table, name_cache, flow_table, unidentified, asked_messages, ended_programs"
    ),
    .status(
      "dropped_by_program.*",
      "the same by eBPF program: recursion is how often the kernel skipped it, refused the records for which it found a ring full"
    ),
    .status("queue_depth", "lines that wait for outputs"),
    .status("queue_bytes", "their bytes"),
    .status(
      "outputs[].*",
      "of each output its name, what waits (queue_depth, queue_bytes), what it did not take (dropped_total) and whether it is closed"
    ),
    .status("facts_remembered", "facts that are known when they come again"),
    .status("servers_watched", "servers that run"),
    .status("hooks_attached", "hooks of the kernel that are attached"),
    .status("hooks_required", "hooks that have to be"),
    .status("hooks_silent[]", "hooks that are attached and report nothing"),
    .status("policy", "the policy's file, or built-in"),
    .status("policy_sha256", "the digest of its text"),
    .status("last_sequence", "the number of the line before"),
    .status("stage", "of egret.loss: where something was lost"),
    .status("dropped", "of egret.loss: how much since the last such line"),
    .status("dropped_at_stage_total", "of egret.loss: how much since the start"),
    .status(
      "state", "of egret.policy accepted or refused; of egret.hook silent, detached or restored"),
    .status("reason", "of egret.policy: why it was refused"),
    .status("hook", "of egret.hook: which"),
  ]
}
