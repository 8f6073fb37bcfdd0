import Foundation

/// The sRGB transfer function (IEC 61966-2-1) between bytes and linear light in 0...1.
package enum SRGB {
    /// Linear light of each of the 256 bytes. Copy it to a local constant before a loop.
    package static let linear: [Float] = (0...255).map { Float(light(Double($0) / 255)) }

    /// The byte nearest to `light` in sRGB, ties up; light outside 0...1 is clipped, NaN is 0.
    package static func byte(ofLinear light: Float) -> UInt8 { encoder.byte(light) }

    static let encoder = Encoder()

    /// Linear light of an sRGB value, both 0...1.
    private static func light(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    /// Exact rounding with two table look-ups and a comparison.
    struct Encoder: Sendable {
        /// Cells of 0...1. The curve is steepest at black, 12.92 * 255 bytes per unit, so a cell spans at most one byte border.
        private static let cells = 4096
        /// The byte at the lower end of each cell.
        private let start: [UInt8]
        /// The least light that rounds to the next byte.
        private let next: [Float]

        init() {
            let next = (0...255).map { byte in byte == 255 ? Float.infinity : Float(light((Double(byte) + 0.5) / 255)) }
            var byte = 0
            start = (0..<Self.cells).map { cell in
                while Float(cell) / Float(Self.cells) >= next[byte] { byte += 1 }
                return UInt8(byte)
            }
            self.next = next
        }

        func byte(_ light: Float) -> UInt8 {
            guard light > 0 else { return 0 }
            guard light < 1 else { return 255 }
            let byte = start[Int(light * Float(Self.cells))]
            return light >= next[Int(byte)] ? byte + 1 : byte
        }
    }
}
