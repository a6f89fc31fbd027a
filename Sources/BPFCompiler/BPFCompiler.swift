// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// bpf/*.bpf.c, included by bpf/egret.bpf.c, become one object, and the object a Swift file.
///
/// The object is a hex StaticString: other ways to embed it are slow to compile, need an
/// experimental flag, or go stale (a prebuild command is not run again when a source changes).
@main struct BPFCompiler: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "bpf")
    let output = context.pluginWorkDirectoryURL
    let object = output.appending(path: "egret.bpf.o")
    let swift = output.appending(path: "BPFObject.swift")
    return [
      .buildCommand(
        displayName: "Compiling bpf/egret.bpf.c",
        executable: URL(filePath: "/bin/sh"),
        arguments: ["-euc", Self.script, "sh", object.path, swift.path]
          + [try context.tool(named: "llvm-objcopy").url.path]
          + (try compiler(context: context, folder: folder, object: object)),
        inputFiles: try sources(in: folder),
        outputFiles: [swift])
    ]
  }

  /// od and tr are coreutils.
  private static let script = #"""
    object=$1 swift=$2 objcopy=$3; shift 3
    "$@"
    "$objcopy" --strip-debug "$object"
    {
      printf '/// Made from bpf/ by the plug-in BPFCompiler.\nenum BPFObject {\n'
      printf '  /// The ELF object, two hexadecimal digits a byte.\n  static let hex: StaticString = "'
      od -An -v -tx1 "$object" | tr -d ' \n'
      printf '"\n}\n'
    } >"$swift.new"
    mv "$swift.new" "$swift"
    """#

  private func compiler(context: PluginContext, folder: URL, object: URL) throws -> [String] {
    #if arch(x86_64)
      let (architecture, multiarch) = ("x86", "x86_64-linux-gnu")
    #elseif arch(arm64)
      let (architecture, multiarch) = ("arm64", "aarch64-linux-gnu")
    #endif
    return [
      // v2: 5.10 rejects what newer defaults emit. A map is called floor, as a function of C is.
      try context.tool(named: "clang").url.path, "-target", "bpf", "-mcpu=v2", "-O2", "-g",
      "-fno-builtin-floor", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror",
      "-D__TARGET_ARCH_\(architecture)", "-isystem", "/usr/include/\(multiarch)",
      "-I", folder.appending(path: "include").path, "-I", folder.path,
      "-c", folder.appending(path: "egret.bpf.c").path, "-o", object.path,
    ]
  }

  private func sources(in folder: URL) throws -> [URL] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? [])
      .filter { ["c", "h"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
