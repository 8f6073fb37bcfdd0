import Foundation

/// The sRGB transfer curve, IEC 61966-2-1, between bytes and linear light of 0...1.
public enum SRGB {
    /// Linear light of each of the 256 bytes. Keep a copy of the array in a local where it is used in a loop.
    public static let linear: [Float] = (0...255).map { Float(light(Double($0) / 255)) }

    /// The byte nearest to `light` as sRGB values, ties up; light outside 0...1 is clipped, not-a-number is 0.
    public static func byte(ofLinear light: Float) -> UInt8 { encoder.byte(light) }

    static let encoder = Encoder()

    /// Linear light of an sRGB value, both 0...1.
    private static func light(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    /// Rounds exactly at the cost of two look-ups and a comparison.
    struct Encoder: Sendable {
        /// Cells of 0...1. The curve is steepest at black, 12.92 * 255 bytes to 1: no cell spans more than one byte.
        private static let cells = 4096
        /// The byte at the lower end of each cell.
        private let start: [UInt8]
        /// The least light of the byte after each byte.
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
