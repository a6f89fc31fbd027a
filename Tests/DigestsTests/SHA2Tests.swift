// SPDX-License-Identifier: Apache-2.0

import Digests
import Testing

/// Against the examples of FIPS 180, and digests that Python's hashlib made.
@Suite struct SHA2Tests {
  private func sha256(_ text: String) -> String {
    SHA2.hexadecimal(SHA2.sha256(Array(text.utf8)))
  }

  private func sha512(_ text: String) -> String {
    SHA2.hexadecimal(SHA2.sha512(Array(text.utf8)))
  }

  @Test func standardExamples() {
    #expect(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      sha512("abc")
        == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    #expect(
      sha256(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// One digest over the digests of messages of every length up to 299 bytes.
  @Test func everyLength() {
    let messages = (0..<300).map { count in
      (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + count) }
    }
    #expect(
      SHA2.hexadecimal(SHA2.sha256(messages.flatMap(SHA2.sha256)))
        == "d5238871a46ac4a1a75ac3fb19d645b0b3b9e5f35f5f720e2b240d605c6b694e")
    #expect(
      SHA2.hexadecimal(SHA2.sha512(messages.flatMap(SHA2.sha512)))
        == "30d6c78a55e1f152f00703601a37b39b96c6c8fa2b3e66fb9c8182466b108d39"
        + "d5dd84827c69cadb4376853da7ec31ea83a0a7a0e5a713bac426e0f0ceea8424")
  }
}
