// SPDX-License-Identifier: Apache-2.0

package import Monitoring

/// What a rule means and what to do about it, in words: the one source of `egret rules`, the tables of
/// docs/alerts.md and the text format.
extension Rule {
  /// When it fires.
  package var meaning: String {
    switch self {
    case .unexpectedDestination:
      "a watched process reached, or tried to reach, an endpoint its server is not expected to use"
    case .unexpectedName:
      "it asked a resolver for a name it is not expected to use: once for a registered domain and server"
    case .dnsTunnel:
      "the names it asked for below one registered domain, or the answers, had room for more than look-ups need"
    case .unexpectedResolver: "DNS to a resolver that the machine does not use"
    case .nameMismatch:
      "its ClientHello, QUIC or Host named another host than those the address is expected as"
    case .addressWithoutName:
      "an address that no trusted name was resolved to; a proxy that was told what cannot be read"
    case .knownCollector: "a host that attacks use to collect data"
    case .metadataAccess: "a cloud metadata service"
    case .installEgress:
      "an install script reached anything, or an installer what is no registry"
    case .destinationSwapped: "it asked for one address and reached another"
    case .localHandoff:
      "it connected, or tried to, to a local process that is not its own: a broker that acts for it, an agent that uses credentials for it, or any other"
    case .localDestination: "loopback or link-local, not expected"
    case .inboundClient:
      "another machine connected to the server, and the policy does not expect that client; told once for each client address, its connections are counted"
    case .unlistedServer: "an MCP server runs that no configuration lists"
    case .uploadOverBudget: "an expected endpoint took more than its `max-upload`"
    case .noExpectations:
      "a server that nothing but its entry describes reached a new endpoint; medium or high by what was seen (`indicators`)"
    case .libraryHabit:
      "a library did what it does by itself: telemetry, a look for its own update, the download of a model or a browser"
    case .installerRun:
      "a server that serves ran an installer (`npm install`, `pip install`, `uv pip`, a download piped into a shell), whatever it may reach"
    case .packageChanged:
      "a server starts from another version of its package, other code or another command than when it started last"
    case .newVersionHost:
      "within a week of such a change the server reached, for the first time, a host that no earlier version reached and no entry names"
    case .scan: "one server reached many ports or hosts: one finding that grows"
    case .configChanged: "the server list of an MCP client changed"
    case .configUnread:
      "the server list of an MCP client could not be read, or not to its end"
    }
  }

  /// What to do when it fires.
  package var remediation: String {
    switch self {
    case .unexpectedDestination, .addressWithoutName, .scan:
      "if it is meant, add the destination to the server's `expect`; if not, stop the server, rotate the credentials it holds and look for what changed in its package"
    case .unexpectedName:
      "find out who made the name; if it is meant, add the host to the server's `expect`; if not, stop the server"
    case .dnsTunnel:
      "stop the server, rotate the credentials it holds, and block the domain at the resolver"
    case .unexpectedResolver:
      "if the resolver is meant, list it under the policy's `resolvers`; if not, stop the server and block port 53 to others"
    case .nameMismatch:
      "stop the server, and ask the owner of the address what is behind the said name; expect that name only if it is meant"
    case .knownCollector:
      "stop the server, rotate the credentials it holds, and keep the package for a look"
    case .metadataAccess:
      "rotate the credentials of the machine's role, and let the metadata service ask for a session token; expect the address itself only if the server needs it"
    case .installEgress:
      "stop the installation, rotate the credentials of the user who installed, and compare the package's version with the one before"
    case .destinationSwapped:
      "stop the server: a program that means well does not change an address under the system call"
    case .localHandoff:
      "look at who listens there (`peer`) and what a broker did for it (`docker ps`, `systemctl list-units`); if it is meant, expect `unix:` and the socket's path"
    case .localDestination:
      "find out what listens there; if it is meant, add `localhost` and the port to the server's `expect`"
    case .inboundClient:
      "let the server listen on loopback only, or list the client under the server's `clients`"
    case .unlistedServer:
      "ask who started it; list it in its client's configuration, or name it in the policy by `run`"
    case .uploadOverBudget:
      "look at what was sent and by which call; raise `max-upload` only if it is meant"
    case .noExpectations:
      "describe the server in the policy, or let `egret learn` draft it while it does what it should"
    case .libraryHabit:
      "expect the host if it is meant; if it is not wanted, turn it off in the library, and name it under the policy's `refuse`"
    case .installerRun:
      "look at what was installed and which call asked for it; install what a server needs before it serves"
    case .packageChanged:
      "if the update is meant, nothing; if not, go back to the version before and pin it, and look at what changed"
    case .newVersionHost:
      "read what changed between the two versions; if the host is meant, add it to the server's `expect`; if not, go back and rotate the credentials it holds"
    case .configChanged:
      "ask the user who changed the list; if nobody did, take the entry out and look at who wrote the file"
    case .configUnread:
      "mend the file, or let Egret read it: what it lists is not known until then"
    }
  }

  /// What an alert of it begins with, before the destination, and what is said behind that.
  var deed: (before: String, after: String) {
    switch self {
    case .unexpectedDestination: ("reached", ", which it is not expected to use")
    case .unexpectedName: ("asked for", ", a name that it is not expected to use")
    case .dnsTunnel: ("carries data in DNS below", "")
    case .unexpectedResolver: ("used the resolver", ", which this machine does not use")
    case .nameMismatch: ("named another host than the expected one at", "")
    case .addressWithoutName: ("reached", ", an address that no trusted name was resolved to")
    case .knownCollector: ("reached", ", where attacks collect data")
    case .metadataAccess: ("reached", ", a cloud metadata service")
    case .installEgress: ("reached", " during its installation, which is not expected to")
    case .destinationSwapped: ("reached", ", and had asked for another destination")
    case .localHandoff: ("connected to", ", a local broker that acts for it")
    case .localDestination: ("reached", ", which is local and not expected")
    case .inboundClient: ("was connected to from", ", a client that is not expected")
    case .unlistedServer: ("runs, and no configuration lists it", "")
    case .uploadOverBudget: ("sent more than its budget to", "")
    case .noExpectations: ("reached", ", and nothing describes what it may use")
    case .libraryHabit: ("reached", ", as a library of it does by itself")
    case .installerRun: ("ran an installer while it serves", "")
    case .packageChanged: ("runs other code than at its last start", "")
    case .newVersionHost: ("reached", ", which no earlier version of it did")
    case .scan: ("reached", ", as a scan does")
    case .configChanged: ("is another in its client's list than before", "")
    case .configUnread: ("cannot be known: its client's list could not be read whole", "")
    }
  }

  /// How a reason ends that says no more than the rule does.
  static let restatements = [
    " is not among its expected endpoints", " is local and not expected",
    " is a cloud metadata service", " is not a resolver that this machine uses",
  ]
}
