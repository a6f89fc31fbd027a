// SPDX-License-Identifier: Apache-2.0

import Names
import Testing

@Suite struct PublicSuffixesTests {
  static let suffixes = PublicSuffixes()

  /// Of the list's own test cases (publicsuffix.org/list), and some of the private section.
  @Test(
    arguments: [
      ("com", nil), ("example.com", "example.com"), ("a.b.example.com", "example.com"),
      ("uk.com", nil), ("b.example.uk.com", "example.uk.com"), ("example.co.uk", "example.co.uk"),
      ("x.co.uk", "x.co.uk"), ("co.uk", nil), ("c.kobe.jp", nil), ("b.c.kobe.jp", "b.c.kobe.jp"),
      ("a.b.c.kobe.jp", "b.c.kobe.jp"), ("city.kobe.jp", "city.kobe.jp"),
      ("www.city.kobe.jp", "city.kobe.jp"), ("test.ck", nil), ("b.test.ck", "b.test.ck"),
      ("www.ck", "www.ck"), ("www.www.ck", "www.ck"), ("test.k12.ak.us", "test.k12.ak.us"),
      ("k12.ak.us", nil), ("a.github.io", "a.github.io"), ("b.a.github.io", "a.github.io"),
      ("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"), ("xn--55qx5d.cn", nil),
      ("a.unlisted.zzz", "unlisted.zzz"), (".", nil), ("", nil), ("a..com", nil), ("single", nil),
    ] as [(String, String?)])
  func registeredDomains(name: String, domain: String?) {
    #expect(Self.suffixes.registeredDomain(of: name) == domain)
  }

  @Test func theListHasItsDate() {
    #expect(PublicSuffixes.date.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil)
  }

  @Test func longNamesAreNoWork() {
    let name = String(repeating: "a.", count: 126) + "com"
    #expect(Self.suffixes.registeredDomain(of: name) == "a.com")
  }
}
