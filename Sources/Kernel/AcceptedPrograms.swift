// SPDX-License-Identifier: Apache-2.0

/// The BPF object with as many of its programs as this kernel takes.
struct AcceptedPrograms: ~Copyable {
  private let object: LoadedObject
  /// Programs that were left off, and why.
  let refused: [String: String]

  /// All programs, if they load. Else each that may be left off is tried alone, and the object is
  /// loaded without those that failed. Where it is enough to leave off what this kernel is too old
  /// for, only those are tried: each try takes as long as a start. The required ones may be left off
  /// where `isTolerant`.
  ///
  /// Throws where what may not be left off does not load, and where nothing does.
  static func load(
    limits: MachineLimits, own: OwnProcesses, isTolerant: Bool
  ) throws(KernelError) -> AcceptedPrograms {
    let failure: KernelError
    do throws(KernelError) {
      return AcceptedPrograms(object: try LoadedObject.load(limits: limits, own: own), refused: [:])
    } catch { failure = error }
    let refused = refusedAlone(
      suspects(limits, own, isTolerant: isTolerant), limits, own)
    guard !refused.isEmpty, refused.count < KernelHook.ofThisMachine.count else { throw failure }
    let object = try LoadedObject.load(
      without: Set(refused.keys), limits: limits, own: own)
    return AcceptedPrograms(object: object, refused: refused)
  }

  private static func suspects(
    _ limits: MachineLimits, _ own: OwnProcesses, isTolerant: Bool
  ) -> [String] {
    let optional = KernelHook.ofThisMachine.filter { isTolerant || !$0.isRequired }
    let newer = optional.filter { $0.isNewer(than: limits.version) }.map(\.program)
    do throws(KernelError) {
      _ = try LoadedObject.load(without: Set(newer), limits: limits, own: own)
      return newer
    } catch { return optional.map(\.program) }
  }

  private init(object: consuming LoadedObject, refused: [String: String]) {
    self.object = object
    self.refused = refused
  }

  consuming func take() -> LoadedObject { object }

  /// Why each of `programs` does not load. Each is tried alone: what the verifier has to read is the
  /// time that this takes.
  private static func refusedAlone(
    _ programs: [String], _ limits: MachineLimits, _ own: OwnProcesses
  ) -> [String: String] {
    let all = Set(KernelHook.all.map(\.program))
    var refused: [String: String] = [:]
    for program in programs {
      do throws(KernelError) {
        _ = try LoadedObject.load(
          without: all.subtracting([program]), limits: limits, own: own)
      } catch { refused[program] = error.why }
    }
    return refused
  }
}
