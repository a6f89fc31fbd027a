// SPDX-License-Identifier: Apache-2.0

/// Every target, in the order of `--list`.
enum Targets {
  static let all: [any Target.Type] = [
    RecordTarget.self, EventLogTarget.self, MonitorTarget.self,
    DNSTarget.self, ClientHelloTarget.self, HTTPTarget.self, ConnectionTarget.self,
    QUICTarget.self, ResolverFileTarget.self,
    JSONTarget.self, TOMLTarget.self, YAMLTarget.self, XMLTarget.self,
    SQLiteTarget.self, RegistryTarget.self, URLTarget.self,
    ContainerTarget.self, CommandLineTarget.self, CredentialTarget.self,
    PolicyTarget.self, ExpectationTarget.self, LearnedPolicyTarget.self,
    NetlinkTarget.self, KernelTextTarget.self, ParserAnswerTarget.self,
  ]

  static func named(_ name: String) -> (any Target.Type)? { all.first { $0.name == name } }
}
