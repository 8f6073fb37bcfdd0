import Foundation

/// Conversion between sRGB bytes and linear light, by table.
enum LinearLight {
    /// Linear light, 0...1, of each sRGB byte (IEC 61966-2-1).
    static let fromByte: [Float] = (0...255).map { byte in
        let value = Double(byte) / 255
        return Float(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
    }

    /// Steps of `toByte`: fine enough that every byte survives the way there and back.
    static let resolution = 4095

    /// The sRGB byte of linear light `i / resolution`.
    static let toByte: [UInt8] = (0...resolution).map { i in
        let value = Double(i) / Double(resolution)
        return UInt8((255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055)).rounded())
    }
}
