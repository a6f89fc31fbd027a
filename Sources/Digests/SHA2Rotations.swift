// SPDX-License-Identifier: Apache-2.0

/// How far the functions of FIPS 180-4, 4.1, rotate to the right; the last number of a lower-case
/// sigma is a shift.
struct SHA2Rotations {
  let bigSigma0: (Int, Int, Int)
  let bigSigma1: (Int, Int, Int)
  let sigma0: (Int, Int, Int)
  let sigma1: (Int, Int, Int)

  init(of32Bits: ()) {
    bigSigma0 = (2, 13, 22)
    bigSigma1 = (6, 11, 25)
    sigma0 = (7, 18, 3)
    sigma1 = (17, 19, 10)
  }

  init(of64Bits: ()) {
    bigSigma0 = (28, 34, 39)
    bigSigma1 = (14, 18, 41)
    sigma0 = (1, 8, 7)
    sigma1 = (19, 61, 6)
  }
}
