import Foundation
import Numerics
package import Raster

/// Distances between a repaired image and the true one, inside the mask and over the whole image.
package struct RepairMeasures {
    package let inside: RepairReport.Measures
    package let whole: RepairReport.Measures

    package init(_ a: Bitmap, _ b: Bitmap, mask: Mask) { self.init(a, b, mask: mask, check: {}) }

    /// - Parameter check: called for each row of pixels; it throws to stop.
    package init<E>(_ a: Bitmap, _ b: Bitmap, mask: Mask, check: () throws(E) -> Void) throws(E) {
        let map = try Self.similarity(Self.luma(a), Self.luma(b), a.width, a.height, check)
        inside = Self.measures(a, b, map) { mask.damaged[$0] }
        whole = Self.measures(a, b, map) { _ in true }
    }

    private static func measures(_ a: Bitmap, _ b: Bitmap, _ map: [Double?], where counts: (Int) -> Bool)
        -> RepairReport.Measures
    {
        var squares = 0.0, absolutes = 0.0, samples = 0, similarity = 0.0, windows = 0
        for i in 0..<a.width * a.height where counts(i) {
            for c in i * a.channels..<(i + 1) * a.channels {
                let d = Double(a.pixels[c]) - Double(b.pixels[c])
                squares += d * d
                absolutes += abs(d)
                samples += 1
            }
            if let value = map[i] {
                similarity += value
                windows += 1
            }
        }
        return RepairReport.Measures(
            psnr: Decibels.peak(squares: squares, count: samples),
            ssim: windows > 0 ? similarity / Double(windows) : nil,
            l1: samples > 0 ? absolutes / Double(samples) : 0)
    }

    /// Rec. 601 luma, 0...255.
    private static func luma(_ image: Bitmap) -> [Double] {
        if image.channels == 1 { return image.pixels.map(Double.init) }
        return stride(from: 0, to: image.pixels.count, by: 3).map { (i: Int) -> Double in
            let (r, g, b) = (Double(image.pixels[i]), Double(image.pixels[i + 1]), Double(image.pixels[i + 2]))
            return 0.299 * r + 0.587 * g + 0.114 * b
        }
    }

    /// Structural similarity (Wang et al. 2004) at each pixel whose window lies inside the image: Gaussian of 11x11, sigma 1.5, K 0.01 and
    /// 0.03.
    private static func similarity<E>(
        _ a: [Double], _ b: [Double], _ w: Int, _ h: Int, _ check: () throws(E) -> Void
    ) throws(E) -> [Double?] {
        var map = [Double?](repeating: nil, count: w * h)
        guard w >= 11, h >= 11 else { return map }
        let raw: [Double] = (-5...5).map { (i: Int) -> Double in exp(-Double(i * i) / 4.5) }
        let total = raw.reduce(0, +)
        let weights = raw.map { $0 / total }
        func blurred(_ v: [Double]) throws(E) -> [Double] {
            var rows = [Double](repeating: 0, count: w * h), result = rows
            for y in 0..<h {
                try check()
                for x in 5..<w - 5 { for k in 0..<11 { rows[y * w + x] += weights[k] * v[y * w + x + k - 5] } }
            }
            for y in 5..<h - 5 {
                try check()
                for x in 5..<w - 5 { for k in 0..<11 { result[y * w + x] += weights[k] * rows[(y + k - 5) * w + x] } }
            }
            return result
        }
        let (ma, mb) = (try blurred(a), try blurred(b))
        let aa = try blurred(a.map { $0 * $0 }), bb = try blurred(b.map { $0 * $0 })
        let ab = try blurred(zip(a, b).map { $0 * $1 })
        let c1: Double = 2.55 * 2.55, c2: Double = 7.65 * 7.65
        for y in 5..<h - 5 {
            for x in 5..<w - 5 {
                let i = y * w + x
                let (va, vb, cab) = (aa[i] - ma[i] * ma[i], bb[i] - mb[i] * mb[i], ab[i] - ma[i] * mb[i])
                let above: Double = (2 * ma[i] * mb[i] + c1) * (2 * cab + c2)
                let below: Double = (ma[i] * ma[i] + mb[i] * mb[i] + c1) * (va + vb + c2)
                map[i] = above / below
            }
        }
        return map
    }
}
