import CLCMS
import Glibc

/// A colour profile (ICC): what the samples of an image mean.
package struct ColorProfile: Sendable, Hashable {
    /// The profile as files hold it.
    package let bytes: [UInt8]
    /// The channels of the samples that it is for: 1 grey, 3 RGB, 4 CMYK.
    package let channels: Int

    /// Nil for bytes that are no profile of grey, RGB or CMYK samples.
    package init?(_ bytes: [UInt8]) {
        let channels = Int(clcms_channels(bytes, bytes.count))
        guard channels > 0 else { return nil }
        (self.bytes, self.channels) = (bytes, channels)
    }

    /// A profile of RGB with sRGB's transfer curve.
    /// - Parameter chromaticities: x and y of white, red, green and blue.
    package init?(chromaticities: [Double]) {
        var out: UnsafeMutablePointer<UInt8>?, count = 0
        defer { free(out) }
        guard chromaticities.count == 8, clcms_profile(chromaticities, &out, &count) else { return nil }
        self.init([UInt8](UnsafeBufferPointer(start: out, count: count)))
    }

    /// The name inside, e.g. "Display P3"; "without a name" for none.
    package var name: String {
        var message = CMessage()
        clcms_name(bytes, bytes.count, &message.bytes, message.bytes.count)
        return message.text.isEmpty ? "without a name" : "'\(message.text)'"
    }

    /// The samples in sRGB: grey for grey, RGB for RGB and CMYK; nil where the profile cannot be used.
    ///
    /// Relative colorimetric with black point compensation, by Little CMS.
    /// - Parameters:
    ///   - samples: `channels` for a pixel.
    ///   - inverted: inks of 255 mean none.
    func sRGB(_ samples: [UInt8], inverted: Bool = false) -> [UInt8]? {
        let pixels = samples.count / channels
        var isConverted = false
        let converted = [UInt8](unsafeUninitializedCapacity: pixels * (channels == 1 ? 1 : 3)) { buffer, count in
            guard let out = buffer.baseAddress else { return }
            isConverted = clcms_to_srgb(bytes, bytes.count, Int32(channels), inverted, samples, out, pixels)
            count = isConverted ? buffer.count : 0
        }
        return isConverted ? converted : nil
    }

    /// Whether sRGB has the same colours, but for rounding: such samples need no conversion.
    var isSRGB: Bool {
        guard channels < 4 else { return false }
        let levels: [UInt8] = [0, 1, 16, 32, 64, 96, 128, 160, 192, 224, 255]
        let probe =
            channels == 1
            ? levels : levels.flatMap { r in levels.flatMap { g in levels.flatMap { b in [r, g, b] } } }
        guard let converted = sRGB(probe) else { return false }
        return zip(probe, converted).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
    }
}
