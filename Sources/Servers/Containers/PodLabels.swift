// SPDX-License-Identifier: Apache-2.0

/// The pod of Kubernetes, as the labels and annotations of its containers name it: the kubelet's own, those
/// of containerd and those of CRI-O.
enum PodLabels {
  static func pod(_ labels: [(name: String, value: String)]) -> (namespace: String, name: String) {
    (
      first(["io.kubernetes.pod.namespace", "io.kubernetes.cri.sandbox-namespace"], labels),
      first(["io.kubernetes.pod.name", "io.kubernetes.cri.sandbox-name"], labels)
    )
  }

  /// Where CRI-O keeps the labels themselves: JSON in a text.
  static let criO = ["io.kubernetes.cri-o.Labels", "io.kubernetes.cri-o.Annotations"]

  private static func first(
    _ names: [String], _ labels: [(name: String, value: String)]
  ) -> String {
    for name in names {
      if let value = labels.first(where: { $0.name == name })?.value, !value.isEmpty {
        return String(value.prefix(256))
      }
    }
    return ""
  }
}
