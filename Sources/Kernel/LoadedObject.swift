// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The BPF object in the kernel: its maps and programs. Owns them all.
@safe struct LoadedObject: ~Copyable {
  private let object: OpaquePointer

  /// Opens and loads all programs but those named in `without`.
  ///
  /// Throws what libbpf and the verifier say, shortened to their last lines.
  static func load(
    without: Set<String> = [], limits: MachineLimits, own: OwnProcesses
  ) throws(KernelError) -> LoadedObject {
    egret_log_start()
    guard let opened = unsafe open() else {
      throw KernelError(.load, "cannot open the BPF object", why: log())
    }
    let loaded = unsafe LoadedObject(opened)
    try loaded.configure(without: without, limits: limits)
    try loaded.name(own)
    let result = unsafe bpf_object__load(loaded.object)
    guard result == 0 else { throw loadError(result) }
    for suffix in [".data", ".bss"] { try loaded.share(suffix) }
    return loaded
  }

  private init(_ object: OpaquePointer) { unsafe self.object = unsafe object }

  deinit { unsafe bpf_object__close(object) }

  /// The descriptor stays the object's.
  func map(_ name: String) throws(KernelError) -> Int32 {
    let number = unsafe bpf_object__find_map_fd_by_name(object, name)
    guard number >= 0 else {
      throw KernelError(.load, "the BPF object has no map \(name)", why: "")
    }
    return number
  }

  @unsafe func program(_ name: String) -> OpaquePointer? {
    unsafe bpf_object__find_program_by_name(object, name)
  }

  /// What the kernel says of a program; nil for one that is not loaded.
  func info(of name: String) -> bpf_prog_info? {
    guard let program = unsafe program(name) else { return nil }
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    let result = unsafe bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size)
    return result == 0 ? info : nil
  }

  /// How often each program was skipped, because it or its kind was running on that CPU already;
  /// those that never were are left out. The kernel counts since 5.12.
  func recursions() -> [String: UInt64] {
    var counts: [String: UInt64] = [:]
    for hook in KernelHook.all {
      let count = info(of: hook.program)?.recursion_misses ?? 0
      if count > 0 { counts[hook.program] = count }
    }
    return counts
  }

  func maxEntries(of name: String) -> Int {
    Int(unsafe bpf_map__max_entries(bpf_object__find_map_by_name(object, name)))
  }

  /// A 32-bit global variable of `.data` in the kernel's live memory, found by the object's BTF.
  @unsafe func global(_ name: String) throws(KernelError) -> UnsafeMutablePointer<UInt32> {
    for suffix in [".data", ".bss"] {
      guard let offset = unsafe offset(of: name, in: suffix) else { continue }
      let memory = unsafe try section(suffix)
      guard offset + 4 <= memory.count, let base = memory.baseAddress else { continue }
      return unsafe (base + offset).assumingMemoryBound(to: UInt32.self)
    }
    throw KernelError(.load, "the BPF object has no variable \(name)", why: "")
  }

  @unsafe private func offset(of name: String, in section: String) -> Int? {
    guard let types = unsafe bpf_object__btf(object) else { return nil }
    let id = unsafe btf__find_by_name_kind(types, section, Self.kindSection)
    guard id > 0, let type = unsafe btf__type_by_id(types, UInt32(id)) else { return nil }
    let variables = unsafe UnsafeRawPointer(type + 1).assumingMemoryBound(to: btf_var_secinfo.self)
    for index in 0..<Int(unsafe type.pointee.info & 0xffff) {
      let variable = unsafe variables[index]
      guard let of = unsafe btf__type_by_id(types, variable.type),
        let text = unsafe btf__name_by_offset(types, of.pointee.name_off)
      else { continue }
      if unsafe String(cString: text) == name { return Int(variable.offset) }
    }
    return nil
  }

  /// BTF_KIND_DATASEC: a macro and an enum at once, which Swift calls ambiguous.
  private static let kindSection: UInt32 = 15

  /// The live memory of a section of global variables: `.data` or `.bss`.
  @unsafe func section(_ suffix: String) throws(KernelError) -> UnsafeMutableRawBufferPointer {
    var size = 0
    guard let map = unsafe globals(suffix), let value = unsafe bpf_map__initial_value(map, &size)
    else { throw KernelError(.load, "the BPF object has no section \(suffix)", why: "") }
    return unsafe UnsafeMutableRawBufferPointer(
      start: UnsafeMutableRawPointer(mutating: value), count: size)
  }

  /// Puts the kernel's live memory of a section where libbpf keeps its first values: until then what
  /// is written there reaches nobody. (libbpf does this itself only for skeletons.)
  private func share(_ suffix: String) throws(KernelError) {
    var size = 0
    guard let map = unsafe globals(suffix), let value = unsafe bpf_map__initial_value(map, &size)
    else { return }
    let memory = unsafe mmap(
      UnsafeMutableRawPointer(mutating: value), size, PROT_READ | PROT_WRITE,
      MAP_SHARED | MAP_FIXED, bpf_map__fd(map), 0)
    guard unsafe memory != MAP_FAILED else {
      throw KernelError(
        .load, "cannot map the section \(suffix)", why: KernelError.text(errno: errno))
    }
  }

  @unsafe private static func open() -> OpaquePointer? {
    var options = unsafe bpf_object_open_opts()
    unsafe options.sz = MemoryLayout<bpf_object_open_opts>.size
    let image = BPFObject.bytes()
    return unsafe image.withUnsafeBytes { bytes in
      unsafe bpf_object__open_mem(bytes.baseAddress, bytes.count, &options)
    }
  }

  private func configure(without: Set<String>, limits: MachineLimits) throws(KernelError) {
    nameUnixHooks()
    let unfit = KernelHook.all.filter { !$0.fits(limits.version) }.map(\.program)
    for name in without.union(unfit) {
      if let program = unsafe program(name) { unsafe bpf_program__set_autoload(program, false) }
    }
    for name in ["processes", "verdicts", "floor"] {
      let map = unsafe bpf_object__find_map_by_name(object, name)
      if name != "floor" { unsafe bpf_map__set_max_entries(map, limits.processes) }
      if limits.hasSafeAllocation { unsafe bpf_map__set_map_flags(map, UInt32(BPF_F_NO_PREALLOC)) }
    }
  }

  private func name(_ own: OwnProcesses) throws(KernelError) {
    try set("own_pid", own.canary)
    try set("watcher_pid", own.watcher)
  }

  /// A constant of `.rodata`, before it is loaded.
  private func set(_ name: String, _ value: UInt32) throws(KernelError) {
    let constants = try unsafe section(".rodata")
    guard let offset = unsafe offset(of: name, in: ".rodata"), offset + 4 <= constants.count else {
      throw KernelError(.load, "the BPF object has no constant \(name)", why: "")
    }
    unsafe constants.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }

  /// libbpf before 1.4 does not know the sections of Unix sockets' hooks.
  private func nameUnixHooks() {
    for hook in KernelHook.all where hook.isUnix {
      guard case .cgroup(let type) = hook.kind, let program = unsafe program(hook.program)
      else { continue }
      unsafe bpf_program__set_type(program, BPF_PROG_TYPE_CGROUP_SOCK_ADDR)
      unsafe bpf_program__set_expected_attach_type(program, bpf_attach_type(rawValue: type))
    }
  }

  /// libbpf names such a map after the object, cut to fit.
  @unsafe private func globals(_ suffix: String) -> OpaquePointer? {
    var map = unsafe bpf_object__next_map(object, nil)
    while let found = unsafe map {
      if unsafe String(cString: bpf_map__name(found)).hasSuffix(suffix) { return unsafe found }
      unsafe map = bpf_object__next_map(object, found)
    }
    return nil
  }

  private static func log() -> String {
    KernelError.reason(inLog: unsafe String(cString: egret_log_take()))
  }

  private static func loadError(_ result: Int32) -> KernelError {
    let why = "\(KernelError.text(errno: result)): \(log())"
    guard result == -EPERM else {
      return KernelError(.load, "cannot load the BPF programs", why: why)
    }
    return KernelError(
      .refused, "the kernel refuses BPF programs", why: why,
      advice: "Run as root with CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN; lockdown forbids it too")
  }
}
