// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

@Suite struct OwnAddressesTests {
  @Test func routesNameTheMachinesOwn() {
    let text = """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 0.0.0.0
              /0 universe UNICAST
           |-- 127.0.0.1
              /32 host LOCAL
           |-- 192.0.2.17
              /32 host LOCAL
           |-- 192.0.2.255
              /32 link BROADCAST
      Local:
           |-- 192.0.2.17
              /32 host LOCAL
           |-- 169.254.3.4
              /32 host LOCAL
      """
    #expect(OwnAddresses.parse(routes: text).map(\.description) == ["192.0.2.17"])
    #expect(OwnAddresses.parse(routes: "/32 host LOCAL\n|-- x\n/32 host LOCAL").isEmpty)
  }

  @Test func interfacesNameThoseOfIPv6() {
    let text = """
      00000000000000000000000000000001 01 80 10 80       lo
      20010db8000000000000000000000017 02 40 00 80     eth0
      fe800000000000000000000000000017 02 40 20 80     eth0
      20010db8 02 40 00 80 eth0
      zz010db8000000000000000000000017 02 40 00 80     eth0
      """
    #expect(OwnAddresses.parse(interfaces: text).map(\.description) == ["2001:db8::17"])
  }

  @Test func namesAreThoseOfThePasswordFile() {
    let text =
      "root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\ntoor:x:0:0::/:/bin/sh\nbad:x:1\n"
    #expect(Accounts.names(in: Array(text.utf8)) == [0: "root", 1000: "ada"])
  }
}
