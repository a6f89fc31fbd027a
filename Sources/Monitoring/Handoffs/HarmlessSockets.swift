// SPDX-License-Identifier: Apache-2.0

/// The one table of sockets to which a server may hand something without being reported, each row with
/// its reason.
///
/// A row counts for whoever listens there: root, the row's users, or the server's own user, and where any
/// program can make the name one of the row's programs. A name alone would be a way out for a helper that
/// takes it.
package enum HarmlessSockets {
  /// Why a socket of the name needs no entry of a policy; nil where it does.
  package static func reason(for name: String) -> String? { row(for: name)?.reason }

  static func row(for name: String) -> HarmlessSocket? {
    let name = SocketShape.normalised(name)
    return rows.first { $0.fits(name) }
  }

  private static let displays = [
    "X", "Xorg", "Xwayland", "Xvfb", "Xephyr", "Xnest", "Xvnc", "Xtigervnc", "Xtightvnc",
    "xwayland-satellite", "gnome-shell", "mutter", "kwin_wayland", "kwin_wayland_wrapper", "sway",
    "weston", "Hyprland", "labwc", "wayfire", "niri", "river", "cosmic-comp", "gamescope",
    "systemd",
  ]
  private static let sound = [
    "pulseaudio", "pipewire", "pipewire-pulse", "wireplumber", "systemd",
  ]

  static let rows = [
    HarmlessSocket(
      ["/run/systemd/journal/socket", "/run/systemd/journal/stdout"], .machine,
      "the journal keeps what it is sent on this machine"),
    HarmlessSocket(
      ["/dev/log", "/run/systemd/journal/dev-log", "/run/systemd/journal/syslog"], .machine,
      users: ["syslog"], "the system log goes where this machine's administrator sends it"),
    HarmlessSocket(
      ["/run/systemd/notify"], .machine, "the service manager takes the state of a service"),
    HarmlessSocket(
      ["/run/user/*/systemd/notify"], .open(["systemd"]),
      "the user's service manager takes the state of a service"),
    HarmlessSocket(
      ["/run/nscd/socket", "/run/nscd/nscd.socket"], .machine, users: ["nscd", "unscd"],
      "the name service cache answers from this machine's own databases"),
    HarmlessSocket(
      ["/run/systemd/resolve/io.systemd.Resolve"], .machine, users: ["systemd-resolve"],
      "systemd-resolved asks this machine's resolvers: names are no data that leaves by a socket"),
    HarmlessSocket(
      ["/run/systemd/userdb/*"], .machine, users: ["systemd-userdb"],
      "the C library looks up users and groups there"),
    HarmlessSocket(
      ["/var/lib/sss/pipes/*"], .machine, users: ["sssd"],
      "the C library looks up users and groups there"),
    HarmlessSocket(
      ["/run/uuidd/request"], .machine, users: ["uuidd"], "uuidd hands out numbers"),
    HarmlessSocket(
      ["/tmp/.X11-unix/X*", "@/tmp/.X11-unix/X*"], .open(displays),
      "the X display shows windows and passes nothing on by itself"),
    HarmlessSocket(
      ["/tmp/.ICE-unix/*", "@/tmp/.ICE-unix/*"],
      .open(["gnome-session-binary", "ksmserver", "xfce4-session", "lxsession", "mate-session"]),
      "the session manager saves and ends programs"),
    HarmlessSocket(
      ["/run/user/*/wayland-*"], .open(displays),
      "the Wayland display shows windows and passes nothing on by itself"),
    HarmlessSocket(
      ["/run/user/*/pulse/native", "/tmp/pulse-*/native"], .open(sound), users: ["pulse"],
      "PulseAudio plays and records sound"),
    HarmlessSocket(
      ["/run/pulse/native"], .machine, users: ["pulse"], "PulseAudio plays and records sound"),
    HarmlessSocket(
      ["/run/user/*/pipewire-*"], .open(sound), "PipeWire plays and records sound"),
    HarmlessSocket(
      ["/run/user/*/keyring/control", "/run/user/*/keyring/pkcs11"],
      .open(["gnome-keyring-daemon", "gnome-keyring-d", "systemd"]),
      "the user's keyring keeps secrets and connects to nobody"),
    HarmlessSocket(
      ["/run/user/*/kwallet*.socket"], .open(["kwalletd5", "kwalletd6", "ksecretd", "systemd"]),
      "the user's keyring keeps secrets and connects to nobody"),
    HarmlessSocket(
      ["/run/postgresql/.s.PGSQL.*"], .machine, users: ["postgres"], entry: postgres,
      "the entry implies PostgreSQL"),
    HarmlessSocket(
      ["/tmp/.s.PGSQL.*"], .open(["postgres", "postmaster", "pgbouncer"]), users: ["postgres"],
      entry: postgres, "the entry implies PostgreSQL"),
    HarmlessSocket(
      ["/run/mysqld/mysqld.sock", "/run/mysqld/mysqlx.sock", "/var/lib/mysql/mysql.sock"],
      .machine, users: ["mysql"], entry: ["mysql", "mariadb", ":3306"], "the entry implies MySQL"),
    HarmlessSocket(
      ["/tmp/mysql.sock"], .open(["mysqld", "mariadbd"]), users: ["mysql"],
      entry: ["mysql", "mariadb", ":3306"], "the entry implies MySQL"),
    HarmlessSocket(
      ["/run/redis/*", "/run/redis-server/*", "/run/valkey/*"], .machine,
      users: ["redis", "valkey"], entry: ["redis", "valkey", ":6379"], "the entry implies Redis"),
    HarmlessSocket(
      ["/tmp/redis*.sock", "/tmp/valkey*.sock"],
      .open(["redis-server", "valkey-server", "redis-check-rdb"]), users: ["redis", "valkey"],
      entry: ["redis", "valkey", ":6379"], "the entry implies Redis"),
    HarmlessSocket(
      ["/run/mongodb/*"], .machine, users: ["mongodb", "mongod"], entry: ["mongo", ":27017"],
      "the entry implies MongoDB"),
    HarmlessSocket(
      ["/tmp/mongodb-*.sock"], .open(["mongod", "mongos"]), users: ["mongodb", "mongod"],
      entry: ["mongo", ":27017"], "the entry implies MongoDB"),
  ]

  private static let postgres = [
    "postgres", "pgsql", "psql", "pghost", "pguser", "pgdatabase", "pgpassword", "pgport", ":5432",
  ]
}
