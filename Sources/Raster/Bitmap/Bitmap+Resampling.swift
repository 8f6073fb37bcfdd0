extension Bitmap {
    /// The image resampled in linear light: a fine black and white chequerboard becomes the grey that the eye sees, sRGB 188.
    ///
    /// Separable, columns first. Cost: `width * newHeight` times the filter's height, then the new pixels times the filter's width.
    /// Memory: the result and one row.
    /// - Precondition: the image is not empty, unless the new one is too.
    package func resampled(width newWidth: Int, height newHeight: Int, filter: ResamplingFilter = .area) -> Bitmap {
        precondition(newWidth >= 0 && newHeight >= 0, "resampling to \(newWidth) x \(newHeight)")
        if newWidth == width && newHeight == height { return self }
        if newWidth == 0 || newHeight == 0 {
            return Bitmap(width: newWidth, height: newHeight, channels: channels, colorSpace: colorSpace, pixels: [])
        }
        precondition(!isEmpty, "resampling an empty bitmap to \(newWidth) x \(newHeight)")
        let columns = FilterTaps(from: height, to: newHeight, filter: filter)
        let rows = FilterTaps(from: width, to: newWidth, filter: filter)
        return Bitmap(
            width: newWidth, height: newHeight, channels: channels, colorSpace: colorSpace,
            pixels: filter == .nearest
                ? nearest(columns, rows) : channels == 4 ? filteredWithAlpha(columns, rows) : filtered(columns, rows))
    }

    /// Light is weighted by alpha, so that the colours of transparent pixels do not bleed.
    private func filteredWithAlpha(_ columns: FilterTaps, _ rows: FilterTaps) -> [UInt8] {
        let light = LinearLight(colorSpace), lightOfByte = light.ofByte
        var across = [Float](repeating: 0, count: width * 4)
        var result: [UInt8] = []
        result.reserveCapacity(columns.first.count * rows.first.count * 4)
        for y in columns.first.indices {
            for i in across.indices { across[i] = 0 }
            for tap in columns.offset[y]..<columns.offset[y + 1] {
                let weight = columns.weights[tap], start = (columns.first[y] + tap - columns.offset[y]) * width * 4
                for i in stride(from: 0, to: across.count, by: 4) {
                    let opacity = weight * Float(pixels[start + i + 3]) / 255
                    for c in 0..<3 { across[i + c] += opacity * lightOfByte[Int(pixels[start + i + c])] }
                    across[i + 3] += opacity
                }
            }
            for x in rows.first.indices {
                var sums: SIMD4<Float> = .zero
                for tap in rows.offset[x]..<rows.offset[x + 1] {
                    let i = (rows.first[x] + tap - rows.offset[x]) * 4
                    sums += rows.weights[tap] * SIMD4(across[i], across[i + 1], across[i + 2], across[i + 3])
                }
                let alpha = UInt8((min(max(sums[3], 0), 1) * 255).rounded())
                for c in 0..<3 { result.append(alpha == 0 ? 0 : light.byte(sums[c] / sums[3])) }
                result.append(alpha)
            }
        }
        return result
    }

    private func nearest(_ columns: FilterTaps, _ rows: FilterTaps) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(columns.first.count * rows.first.count * channels)
        for y in columns.first {
            for x in rows.first {
                let start = (y * width + x) * channels
                for channel in 0..<channels { result.append(pixels[start + channel]) }
            }
        }
        return result
    }

    private func filtered(_ columns: FilterTaps, _ rows: FilterTaps) -> [UInt8] {
        let light = LinearLight(colorSpace), lightOfByte = light.ofByte
        let rowCount = width * channels
        var result: [UInt8] = []
        result.reserveCapacity(columns.first.count * rows.first.count * channels)
        var sums = [Float](repeating: 0, count: rowCount)
        for y in columns.first.indices {
            for i in sums.indices { sums[i] = 0 }
            var start = columns.first[y] * rowCount
            for tap in columns.offset[y]..<columns.offset[y + 1] {
                let weight = columns.weights[tap]
                for i in sums.indices { sums[i] += weight * lightOfByte[Int(pixels[start + i])] }
                start += rowCount
            }
            for x in rows.first.indices {
                let taps = rows.offset[x]..<rows.offset[x + 1]
                for channel in 0..<channels {
                    var sum: Float = 0
                    var source = rows.first[x] * channels + channel
                    for tap in taps {
                        sum += rows.weights[tap] * sums[source]
                        source += channels
                    }
                    result.append(light.byte(sum))
                }
            }
        }
        return result
    }
}
