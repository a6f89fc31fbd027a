// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Policies
internal import Servers

/// One start of a server: from the exec that was recognised until its last process is gone.
struct ServerInstance: Sendable {
  /// Egret's own number, from 1.
  let number: UInt32
  var recognition: Recognition {
    didSet {
      credentials = credentials(in: exec.environment)
      bridges = Self.bridges(of: recognition)
      shown = FindingServer(self)
    }
  }
  let exec: Exec
  /// What its command line says it is, where no package does; nil for what only has a file.
  let programName: String?
  var expectations = Expectations.none
  /// When the server itself was started, below its launcher; nil until that was seen.
  var serverBegan: Instant?
  /// The file that runs then.
  var serverProgram: String? { didSet { shown = FindingServer(self) } }
  var serving = Serving()
  /// Where its installers may download from, as text and to judge by.
  var registries: [String] = []
  var registry = Expectations.none
  /// Proxies that neither the policy nor the entry names, and all that count.
  var namedProxies = NamedProxies()
  var proxies = Expectations.none
  /// From where other machines may connect to it.
  var clients = ExpectedClients.none
  /// Where it may be connected to.
  var ports = OwnPorts()
  /// Of an entry that starts a container: what it asks for.
  var containerLaunch: Launch?
  /// The container that its processes run in.
  private(set) var container: String?
  /// Empty where its runtime's files do not say.
  private(set) var containerName = ""
  private(set) var containerImage = ""

  mutating func run(in home: Container) {
    container = home.id.isEmpty ? nil : String(home.id.prefix(64))
    containerName = String(home.name.prefix(255))
    containerImage = String(home.image.prefix(255))
  }

  init(number: UInt32, recognition: Recognition, exec: Exec) {
    self.number = number
    self.recognition = recognition
    self.exec = exec
    programName = ProgramName.of(exec)
    credentials = credentials(in: exec.environment)
    bridges = Self.bridges(of: recognition)
    shown = FindingServer(self)
  }

  /// As findings show it.
  private(set) var shown = FindingServer.unknown

  /// Names of the variables with credentials that its first program had, or that its entry sets.
  private(set) var credentials: [String] = []

  /// Names of the variables with credentials: those a process has, and those the entry sets.
  func credentials(in environment: [String]) -> [String] {
    CredentialName.suspicious(environment + (entry?.environment ?? []))
  }

  /// Where the bridge leads that its entry starts: of each entry that it may be, or of none.
  private var bridges: [LocalURL] = []

  private static func bridges(of recognition: Recognition) -> [LocalURL] {
    let urls = recognition.candidates.compactMap(\.bridgedURL)
    return urls.count == recognition.candidates.count ? urls : []
  }

  /// Whether its entry's bridge leads there: to the server behind, which has the entry's name. In doubt
  /// all that it may be must.
  func leads(to destination: Destination) -> Bool {
    guard !bridges.isEmpty, destination.transport == .tcp,
      destination.endpoint.address.scope == .loopback
    else { return false }
    return bridges.allSatisfy { $0.leads(toLoopback: destination.endpoint) }
  }

  /// A person started it by hand.
  var isManual: Bool { recognition.isManual }
  var entry: ServerEntry? { recognition.candidates.first }
  /// Its entry is `docker run …` or the like.
  var isContainerClient: Bool { recognition.package?.hasPrefix("oci:") == true }
}
