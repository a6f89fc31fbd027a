// SPDX-License-Identifier: Apache-2.0

/// The rows. Hosts were read in the source of packages on PyPI, on 2026-11-29: posthog 7.91.1,
/// segment-analytics-python 2.4.0, amplitude-analytics 1.3.0, mixpanel 5.4.1, statsig 0.72.1 and
/// statsig-python-core 0.24.2, azure-monitor-opentelemetry-exporter 1.0.0b58, newrelic 14.1.0, libhoney 2.4.0,
/// huggingface_hub 2.4.0, hf-xet 1.8.0, tiktoken 0.14.0, playwright 1.65.2. With a `?` are those that stand in no
/// source that was read: what makers document, what a download is redirected to, what a browser does. An alert
/// says which. A host that anyone may write to without an account of the library's maker (a bucket, a content
/// network) is in none of them.
extension LibraryHabits {
  static let fastMCP = LibraryHabit(
    library: "fastmcp", reason: "FastMCP looks for a newer version of itself", runtime: .python,
    asksOnly: true)
  static let updateNotifier = LibraryHabit(
    library: "update-notifier", reason: "update-notifier looks for a newer version of the package",
    runtime: .node, asksOnly: true)

  static let rows: [(habit: LibraryHabit, hosts: [String])] = [
    row(
      "posthog", "PostHog's client sends what was used", .any,
      "us.i.posthog.com eu.i.posthog.com app.posthog.com us-assets.i.posthog.com? "
        + "eu-assets.i.posthog.com?"),
    row(
      "segment", "Segment's client sends what was used", .any,
      "api.segment.io cdn-settings.segment.com?"),
    row(
      "sentry", "Sentry's client reports errors to whoever made the server", .any,
      "*.ingest.sentry.io? *.ingest.us.sentry.io? *.ingest.de.sentry.io?"),
    row(
      "amplitude", "Amplitude's client sends what was used", .any,
      "api.amplitude.com? api2.amplitude.com api.eu.amplitude.com"),
    row("mixpanel", "Mixpanel's client sends what was used", .any, "api.mixpanel.com"),
    row(
      "statsig", "Statsig's client fetches settings and sends what was used", .any,
      "statsigapi.net api.statsigcdn.com api.statsig.com? events.statsigapi.net? featureassets.org?"
    ),
    row("scarf", "Scarf counts installations and uses", .any, "scarf.sh? static.scarf.sh?"),
    row(
      "application-insights", "OpenTelemetry's exporter for Azure sends traces and metrics", .any,
      "dc.services.visualstudio.com *.in.applicationinsights.azure.com"),
    row(
      "opentelemetry", "an OpenTelemetry exporter sends traces and metrics", .any,
      "otlp.nr-data.net api.honeycomb.io ingest.lightstep.com?"),
    row(
      "huggingface-hub", "huggingface_hub downloads a model", .python,
      "huggingface.co cas.xethub.hf.co cdn-lfs.huggingface.co? cdn-lfs.hf.co? cdn-lfs-us-1.hf.co? "
        + "cas-bridge.xethub.hf.co? cas-server.xethub.hf.co? transfer.xethub.hf.co?"),
    row(
      "tiktoken", "tiktoken downloads an encoding", .python,
      "openaipublic.blob.core.windows.net"),
    row(
      "playwright", "Playwright downloads a browser", .any,
      "cdn.playwright.dev playwright.download.prss.microsoft.com"),
    row(
      "chrome", "Chrome looks for updates of itself and its parts", .browser,
      "update.googleapis.com? clients2.google.com? optimizationguide-pa.googleapis.com? "
        + "edgedl.me.gvt1.com? content-autofill.googleapis.com? safebrowsing.googleapis.com?"),
  ]

  private static func row(
    _ library: String, _ reason: String, _ runtime: LibraryHabit.Runtime, _ hosts: String
  ) -> (habit: LibraryHabit, hosts: [String]) {
    let habit = LibraryHabit(library: library, reason: reason, runtime: runtime)
    return (habit, hosts.split(separator: " ").map(String.init))
  }
}
