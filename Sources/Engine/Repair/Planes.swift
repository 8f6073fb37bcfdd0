import Raster

/// A part of an image as floating-point values (channels, height, width), levels 0...255, unclipped.
///
/// The sample of channel c at (x, y) is `values[(c * height + y) * width + x]`.
package struct Planes: Sendable, Equatable {
    package let width: Int, height: Int, channels: Int
    package var values: [Float]

    package init(width: Int, height: Int, channels: Int, values: [Float]) {
        precondition(
            values.count == width * height * channels, "\(values.count) values for \(width) x \(height) x \(channels)")
        (self.width, self.height, self.channels, self.values) = (width, height, channels, values)
    }

    var area: Int { width * height }

    /// The pixels of `area`.
    init(_ bitmap: Bitmap, _ area: RepairArea) {
        let channels = bitmap.channels
        var values = [Float](repeating: 0, count: area.count * channels)
        for c in 0..<channels {
            for y in 0..<area.height {
                var source = ((area.y + y) * bitmap.width + area.x) * channels + c
                let target = (c * area.height + y) * area.width
                for x in 0..<area.width {
                    values[target + x] = Float(bitmap.pixels[source])
                    source += channels
                }
            }
        }
        self.init(width: area.width, height: area.height, channels: channels, values: values)
    }

    /// Writes the damaged pixels of the part `inner` to `bitmap`, rounded and clipped; values that are not finite are skipped.
    /// - Parameter origin: the area of the bitmap that these planes hold.
    func write(_ inner: RepairArea, origin: RepairArea, to bitmap: inout Bitmap, where mask: Mask) {
        for y in inner.y..<inner.y + inner.height {
            for x in inner.x..<inner.x + inner.width where mask.damaged[y * mask.width + x] {
                for c in 0..<channels {
                    let value = values[(c * height + y - origin.y) * width + x - origin.x]
                    if value.isFinite {
                        bitmap.pixels[(y * bitmap.width + x) * channels + c] = UInt8(min(max(value, 0), 255).rounded())
                    }
                }
            }
        }
    }
}

extension Mask {
    /// 1 where damaged, 0 elsewhere, of one area, row by row.
    func values(_ area: RepairArea) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(area.count)
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width { result.append(damaged[y * width + x] ? 1 : 0) }
        }
        return result
    }

    /// The number of damaged pixels in `area`.
    func count(in area: RepairArea) -> Int {
        var count = 0
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width where damaged[y * width + x] { count += 1 }
        }
        return count
    }
}
