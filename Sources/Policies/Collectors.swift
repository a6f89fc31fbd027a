// SPDX-License-Identifier: Apache-2.0

/// Hosts that attacks on packages and agents have used to collect what they stole.
package enum Collectors {
  private enum Use: String {
    case paste = "paste and file-drop host, where anyone can leave data and fetch it"
    case webhook = "request-catching host, which keeps whatever is sent to it"
    case chat = "chat service whose bots and webhooks take data without an account of yours"
    case tunnel = "tunnel into a machine that nobody can name"
    case interaction = "interaction server, which records every look-up and request"
    case form = "form or script host that writes into a stranger's account"
  }

  /// Why a host is one of them, for an alert; nil for any other.
  ///
  /// A host counts with everything under it, on label boundaries: `evil-webhook.site` is not
  /// webhook.site.
  package static func reason(for name: String) -> String? {
    guard name.utf8.count <= HostPattern.longestName else { return nil }
    var rest = HostPattern.normalised(name)
    while !rest.isEmpty {
      if let use = hosts[rest] { return "\(rest) is a known \(use.rawValue)" }
      guard let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
      rest = rest[dot...].dropFirst()
    }
    return nil
  }

  private static let hosts: [Substring: Use] = table([
    (
      .paste,
      "pastebin.com paste.ee hastebin.com dpaste.com dpaste.org ix.io termbin.com rentry.co "
        + "rentry.org "
        + "controlc.com pastes.dev paste.rs 0x0.st transfer.sh file.io gofile.io catbox.moe "
        + "temp.sh bashupload.com "
        + "anonfiles.com filebin.net tmpfiles.org oshi.at wormhole.app pixeldrain.com "
        + "privatebin.net ghostbin.com uguu.se litterbox.catbox.moe"
    ),
    (
      .webhook,
      "webhook.site pipedream.net requestbin.com requestbin.net beeceptor.com requestcatcher.com "
        + "hookbin.com postb.in ptsv2.com ptsv3.com webhook.cool webhookcatcher.com hookdeck.com "
        + "requestinspector.com mockbin.org hook.eu1.make.com hook.eu2.make.com hook.us1.make.com "
        + "hook.us2.make.com hooks.zapier.com"
    ),
    (
      .chat,
      "api.telegram.org discord.com discordapp.com hooks.slack.com getsession.org "
        + "webhook.office.com open.feishu.cn oapi.dingtalk.com"
    ),
    (
      .tunnel,
      "ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev lhr.life lhr.rocks localhost.run "
        + "trycloudflare.com serveo.net serveousercontent.com loca.lt localtunnel.me bore.pub "
        + "pinggy.io pinggy.link devtunnels.ms tunnelmole.net zrok.io playit.gg telebit.io"
    ),
    (
      .interaction,
      "interact.sh oast.pro oast.live oast.site oast.online oast.fun oast.me oastify.com "
        + "burpcollaborator.net canarytokens.com dnslog.cn ceye.io requestrepo.com bxss.me"
    ),
    (.form, "script.google.com script.googleusercontent.com forms.gle formspree.io"),
  ])

  private static func table(_ rows: [(Use, String)]) -> [Substring: Use] {
    let pairs = rows.flatMap { use, names in names.split(separator: " ").map { ($0, use) } }
    return Dictionary(pairs) { first, _ in first }
  }
}
