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
      credentials = credentials(in: exec.environment, exec.arguments)
      bridges = Self.bridges(of: recognition)
      entryWords = Self.words(of: recognition)
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
  /// What its libraries may do by themselves.
  var habits = LibraryHabits.none
  /// Where its installers may download from, as text and to judge by.
  var registries: [String] = []
  var registry = Expectations.none
  /// The policy says where from: what else is learned counts for nothing.
  var isRegistryWritten = false
  /// Proxies that neither the policy nor the entry names, and all that count.
  var namedProxies = NamedProxies()
  var proxies = Expectations.none
  /// From where other machines may connect to it.
  var clients = ExpectedClients.none
  /// Which credentials it has business with; nil where nothing says.
  var needs: Needs?
  /// Where it may be connected to.
  var ports = OwnPorts()
  /// Of an entry that starts a container: what it asks for.
  var containerLaunch: Launch?
  /// The container that its processes run in.
  private(set) var container: String?
  /// Empty where its runtime's files do not say.
  private(set) var containerName = ""
  private(set) var containerImage = ""

  /// As its runtime's files describe it.
  private(set) var home: Container?

  mutating func run(in home: Container) {
    self.home = home
    container = home.id.isEmpty ? nil : String(home.id.prefix(64))
    containerName = String(home.name.prefix(255))
    containerImage = String(home.image.prefix(255))
  }

  init(number: UInt32, recognition: Recognition, exec: Exec) {
    self.number = number
    self.recognition = recognition
    self.exec = exec
    programName = ProgramName.of(exec)
    credentials = credentials(in: exec.environment, exec.arguments)
    bridges = Self.bridges(of: recognition)
    entryWords = Self.words(of: recognition)
    shown = FindingServer(self)
  }

  /// As findings show it.
  private(set) var shown = FindingServer.unknown

  /// Names of the credentials that its first program had in variables or arguments, or that its entry sets.
  private(set) var credentials: [String] = []

  /// Names of the credentials that a process has in its variables and arguments, and of the variables that
  /// the entry sets.
  func credentials(in environment: [String], _ arguments: [String]) -> [String] {
    let variables = CredentialName.suspicious(environment + (entry?.environment ?? []))
    let named = CredentialArgument.names(in: arguments).filter { !variables.contains($0) }
    return Array((variables + named).prefix(64))
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

  /// What its entry says, in small letters: its command, names of its variables, and what these imply. In
  /// doubt nothing.
  private(set) var entryWords: [String] = []

  private static func words(of recognition: Recognition) -> [String] {
    guard recognition.candidates.count == 1, let entry = recognition.candidates.first else {
      return []
    }
    var words = entry.environment + entry.implied
    if case .stdio(let command) = entry.transport { words += command }
    return words.map { $0.lowercased() }
  }

  /// A person started it by hand.
  var isManual: Bool { recognition.isManual }
  var entry: ServerEntry? { recognition.candidates.first }
  /// Its entry is `docker run …` or the like.
  var isContainerClient: Bool { recognition.package?.hasPrefix("oci:") == true }
}
