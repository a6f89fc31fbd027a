// SPDX-License-Identifier: Apache-2.0

/// A program that a server starts and that is no part of its package.
package enum ForeignProgram: Hashable, Sendable {
  /// It copies data between machines, or runs what it is told.
  case transferTool
  case other

  /// nil for the server's own program, for one of its package, and for one that is not known.
  ///
  /// `own` are the files of the server and of its launcher. Another process of the same interpreter is the
  /// server's own: that is how Python and Node.js make workers.
  package static func of(_ path: String, beside own: [String]) -> ForeignProgram? {
    let name = family(path)
    if path.isEmpty || own.contains(where: { family($0) == name }) { return nil }
    if transferTools.contains(name) { return .transferTool }
    return isOfPackage(path, beside: own) || browsers.contains(name) ? nil : .other
  }

  /// Whether the file is that interpreter, or one like it.
  package static func isPython(_ path: String) -> Bool { family(path) == "python" }
  package static func isNode(_ path: String) -> Bool { family(path) == "node" }
  package static func isBrowser(_ path: String) -> Bool { browsers.contains(family(path)) }

  /// The base name; one for all versions of an interpreter.
  private static func family(_ path: String) -> String {
    let name = CommandLineText.baseName(path)
    if LaunchReader.isPython(name) { return "python" }
    return name == "nodejs" ? "node" : name
  }

  private static func isOfPackage(_ path: String, beside own: [String]) -> Bool {
    if LauncherCache.holds(path) || folders.contains(where: { path.contains($0) }) { return true }
    let folder = folder(path)
    return !systemFolders.contains(folder) && own.contains { self.folder($0) == folder }
  }

  private static func folder(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  private static let folders = ["/node_modules/", "/site-packages/", "/.venv/", "/venv/"]

  private static let systemFolders: Set<Substring> = [
    "", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/snap/bin",
    "/tmp", "/var/tmp", "/dev/shm",
  ]

  private static let transferTools: Set<String> = [
    "curl", "wget", "wget2", "aria2c", "nc", "ncat", "netcat", "nc.openbsd", "nc.traditional",
    "socat", "telnet", "ftp", "lftp", "tftp", "ssh", "scp", "sftp", "rsync", "rclone", "openssl",
    "sh", "bash", "dash", "zsh", "ash", "ksh", "fish", "busybox", "pwsh", "perl", "ruby", "php",
    "python", "node", "bun", "deno",
  ]

  /// A server that drives a browser reaches whatever the browser does.
  private static let browsers: Set<String> = [
    "chrome", "chromium", "chrome-headless-shell", "headless_shell", "firefox", "msedge",
    "MiniBrowser", "WebKitNetworkProcess",
  ]
}
