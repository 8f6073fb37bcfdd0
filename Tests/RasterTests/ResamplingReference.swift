import Foundation
import Raster

/// Resampling as its definition says, in double precision, one output sample at a time.
enum ResamplingReference {
    /// The new samples, 0...255, before they are rounded.
    static func samples(_ source: Bitmap, width: Int, height: Int, filter: ResamplingFilter) -> [Double] {
        var samples: [Double] = []
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<source.channels {
                    samples.append(sample(source, x, y, channel, width, height, filter))
                }
            }
        }
        return samples
    }

    private static func sample(
        _ source: Bitmap, _ x: Int, _ y: Int, _ channel: Int, _ width: Int, _ height: Int,
        _ filter: ResamplingFilter
    ) -> Double {
        var sum = 0.0, weights = 0.0
        for row in 0..<source.height {
            let vertical = weight(filter, source.height, height, target: y, pixel: row)
            if vertical == 0 { continue }
            for column in 0..<source.width {
                let both = vertical * weight(filter, source.width, width, target: x, pixel: column)
                sum += both * decoded(source[column, row, channel], source.colorSpace)
                weights += both
            }
        }
        return encoded(sum / weights, source.colorSpace)
    }

    /// The weight of a source pixel in a new one, along one direction, not normalised.
    private static func weight(
        _ filter: ResamplingFilter, _ source: Int, _ count: Int, target: Int,
        pixel: Int
    ) -> Double {
        let ratio = Double(source) / Double(count)
        let center = (Double(target) + 0.5) * ratio
        let distance = abs(Double(pixel) + 0.5 - center) / max(1, ratio)
        switch filter {
        case .nearest: return Int(center + 1e-9) == pixel ? 1 : 0
        case .area:
            let overlap =
                min(Double(pixel + 1), Double(target + 1) * ratio)
                - max(Double(pixel), Double(target) * ratio)
            return overlap > 1e-9 ? overlap : 0
        case .bilinear: return max(0, 1 - distance)
        case .lanczos3: return distance < 3 ? sinc(distance) * sinc(distance / 3) : 0
        }
    }

    private static func sinc(_ value: Double) -> Double {
        value == 0 ? 1 : sin(Double.pi * value) / (Double.pi * value)
    }

    static func decoded(_ byte: UInt8, _ space: Bitmap.ColorSpace) -> Double {
        let value = Double(byte) / 255
        if space == .linear { return value }
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    static func encoded(_ light: Double, _ space: Bitmap.ColorSpace) -> Double {
        let light = min(1, max(0, light))
        if space == .linear { return light * 255 }
        return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055)
    }
}
