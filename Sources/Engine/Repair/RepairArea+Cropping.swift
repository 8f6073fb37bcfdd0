import Raster

extension Bitmap {
    /// The pixels of `area`.
    func cropped(_ area: RepairArea) -> Bitmap {
        let rows = (area.y..<area.y + area.height).map {
            pixels[($0 * width + area.x) * channels..<($0 * width + area.x + area.width) * channels]
        }
        return Bitmap(
            width: area.width, height: area.height, channels: channels, colorSpace: colorSpace,
            pixels: Array(rows.joined()))
    }

    /// Writes `part` over the pixels of `area`.
    mutating func paste(_ part: Bitmap, at area: RepairArea) {
        precondition(
            part.width == area.width && part.height == area.height && part.channels == channels,
            "\(part.width) x \(part.height) x \(part.channels) over an area of \(area.width) x \(area.height)")
        let rowLength = area.width * channels
        for y in 0..<area.height {
            let start = ((area.y + y) * width + area.x) * channels
            pixels.replaceSubrange(start..<start + rowLength, with: part.pixels[y * rowLength..<(y + 1) * rowLength])
        }
    }
}

extension Mask {
    /// The pixels of `area`.
    func cropped(_ area: RepairArea) -> Mask {
        let rows = (area.y..<area.y + area.height).map {
            damaged[$0 * width + area.x..<$0 * width + area.x + area.width]
        }
        return Mask(width: area.width, height: area.height, damaged: Array(rows.joined()))
    }
}
