import Foundation

/// A few numbers about an image: where it is bright, how much it varies, how rough it is, how colourful.
enum ImageStatistics {
    /// Cells along each side of the grid of mean brightness.
    private static let grid = 4

    /// How many numbers they are.
    static func count(_ channels: Int, hasTexture: Bool) -> Int {
        grid * grid + (channels >= 3 ? 1 : 0) + (hasTexture ? 2 : 0)
    }

    /// - Parameters:
    ///   - pixels: values 0...255, row by row, channels last; holes filled.
    ///   - known: which pixels count for variation and roughness.
    ///   - hasTexture: whether variation and roughness count, which noise changes.
    /// - Returns: the mean brightness of 4x4 cells, then for a colour image the mean difference of the largest and smallest channel, then the
    ///   logarithms of the standard deviation and of the root mean square step between neighbours.
    static func of(
        _ pixels: [UInt8], known: [Bool], width: Int, height: Int, channels: Int, hasTexture: Bool
    ) -> [Double] {
        let count = width * height
        var luma = [Double](repeating: 0, count: count), saturation = 0.0
        for i in 0..<count {
            guard channels >= 3 else {
                luma[i] = Double(pixels[i * channels])
                continue
            }
            let (r, g, b) = (pixels[i * channels], pixels[i * channels + 1], pixels[i * channels + 2])
            luma[i] = 0.299 * Double(r) + 0.587 * Double(g) + 0.114 * Double(b)
            saturation += Double(max(r, g, b) - min(r, g, b))
        }
        var values = cells(luma, width, height)
        if channels >= 3 { values.append(saturation / Double(count)) }
        guard hasTexture else { return values }
        return values + [log(deviation(luma, known) + 1), log(roughness(luma, known, width, height) + 1)]
    }

    private static func cells(_ luma: [Double], _ width: Int, _ height: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: grid * grid), counts = sums
        for y in 0..<height {
            for x in 0..<width {
                let cell = y * grid / height * grid + x * grid / width
                sums[cell] += luma[y * width + x]
                counts[cell] += 1
            }
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
    }

    private static func deviation(_ luma: [Double], _ known: [Bool]) -> Double {
        var sum = 0.0, squares = 0.0, count = 0.0
        for i in luma.indices where known[i] {
            sum += luma[i]
            squares += luma[i] * luma[i]
            count += 1
        }
        return count > 0 ? max(squares / count - sum * sum / (count * count), 0).squareRoot() : 0
    }

    private static func roughness(_ luma: [Double], _ known: [Bool], _ width: Int, _ height: Int) -> Double {
        var squares = 0.0, count = 0.0
        func add(_ a: Int, _ b: Int) {
            guard known[a], known[b] else { return }
            squares += (luma[a] - luma[b]) * (luma[a] - luma[b])
            count += 1
        }
        for y in 0..<height {
            for x in 0..<width {
                let i = y * width + x
                if x + 1 < width { add(i, i + 1) }
                if y + 1 < height { add(i, i + width) }
            }
        }
        return count > 0 ? (squares / count).squareRoot() : 0
    }
}
