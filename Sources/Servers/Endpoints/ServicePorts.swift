// SPDX-License-Identifier: Apache-2.0

/// The ports of the service that a variable's name speaks of.
enum ServicePorts {
  /// For `MAIL_IMAP_HOST`, in capitals; empty where no word names a service.
  static func usual(for name: String) -> [UInt16] {
    let words = name.split(separator: "_")
    return services.first { service in
      words.contains { service.isWhole ? $0 == service.word : $0.hasPrefix(service.word) }
        || name.hasPrefix("PGHOST") && service.word == "PG"
    }?.ports ?? []
  }

  /// Short words only as whole ones.
  private static let services: [(word: String, isWhole: Bool, ports: [UInt16])] = [
    ("IMAP", false, [993, 143]), ("SMTP", false, [587, 465, 25]), ("POP3", false, [995, 110]),
    ("PG", true, [5432]), ("POSTGRES", false, [5432]), ("MYSQL", false, [3306]),
    ("MARIADB", false, [3306]), ("MSSQL", false, [1433]), ("ORACLE", false, [1521]),
    ("REDIS", false, [6379]), ("VALKEY", false, [6379]), ("MEMCACHED", false, [11211]),
    ("MONGO", false, [27017]), ("NEO4J", false, [7687]), ("CASSANDRA", false, [9042]),
    ("CLICKHOUSE", false, [8123, 8443, 9000, 9440]), ("RABBITMQ", false, [5672, 5671]),
    ("AMQP", false, [5672, 5671]), ("KAFKA", false, [9092]), ("NATS", true, [4222]),
    ("MQTT", false, [1883, 8883]), ("LDAP", false, [389, 636]), ("SFTP", false, [22]),
    ("SSH", false, [22]), ("QDRANT", false, [6333, 6334]), ("MILVUS", false, [19530]),
    ("OLLAMA", false, [11434]), ("ELASTIC", false, [9200]), ("OPENSEARCH", false, [9200]),
  ]
}
