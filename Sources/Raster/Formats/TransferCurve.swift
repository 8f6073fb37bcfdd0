import Foundation

/// Converts between a power curve, as gAMA gives it, and the transfer curve of sRGB (IEC 61966-2-1).
package struct TransferCurve: Sendable {
    private let exponent: Double

    /// - Parameter exponent: of the light: a sample s means the light pow(s, exponent), both 0...1.
    package init(exponent: Double) { self.exponent = exponent }

    /// Samples of the power curve in sRGB, of the same depth.
    func toSRGB(_ values: StoredSamples.Values) -> StoredSamples.Values {
        switch values {
        case .bytes(let bytes):
            let table = (0...255).map { UInt8((255 * Self.encoded(pow(Double($0) / 255, exponent))).rounded()) }
            return .bytes(bytes.map { table[Int($0)] })
        case .words(let words):
            let table = (0...65535).map { UInt16((65535 * Self.encoded(pow(Double($0) / 65535, exponent))).rounded()) }
            return .words(words.map { table[Int($0)] })
        }
    }

    /// The sample of the power curve for each of the 256 sRGB bytes, scaled to 0...`top`.
    package func fromSRGB(top: Double) -> [Double] {
        (0...255).map { top * pow(Self.light(Double($0) / 255), 1 / exponent) }
    }

    private static func encoded(_ light: Double) -> Double {
        light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
    }

    private static func light(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
