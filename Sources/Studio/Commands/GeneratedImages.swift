import Datasets
import Foundation
import Models
import Numerics
import Raster
import Runs

/// Generates images a batch at a time, so that memory does not grow with their number, and writes each batch before the next.
struct GeneratedImages {
    let model: GeneratorModel
    /// Images in all.
    let count: Int
    /// The latents of a range of the images, (range.count, Z).
    let latents: (Range<Int>) -> [Float]
    /// The conditions of a range with its latents, (range.count, E).
    let conditions: (Range<Int>, [Float]) -> [Float]
    /// Text chunks of PNG files.
    let text: [PNG.Text]
    let threads: Int
    /// Called with the fraction done.
    let progress: (Double) -> Void
    /// Whether to stop before the next batch.
    let isStopped: () -> Bool

    private static let batch = 640

    /// Calls `body` with each batch in order, until it is stopped.
    /// - Returns: the number of images.
    private func forEachBatch(_ body: (Range<Int>, [Bitmap]) throws -> Void) rethrows -> Int {
        for start in stride(from: 0, to: count, by: Self.batch) {
            progress(Double(start) / Double(count))
            if isStopped() { return start }
            let range = start..<min(start + Self.batch, count), latents = latents(range)
            try body(range, model.images(for: latents, conditions: conditions(range, latents)))
        }
        progress(1)
        return count
    }

    /// Writes a PNG file for each image to `folder`, named by its number. Each file is whole at any time. Files are not synced one by one:
    /// after a crash of the system the last ones can be generated again.
    /// - Returns: the files written.
    func write(folder: String) throws -> Int {
        do {
            try FolderNames.make(folder)
        } catch {
            throw LatentsError.folder(folder)
        }
        StaleFiles.remove(from: [folder])
        let digits = String(count - 1).count, pool = ThreadPool(threads), text = text
        defer { AtomicFile.synchronise(folder: folder) }
        return try forEachBatch { range, images in
            let results = pool.map(images.count) { index -> Result<Void, ImageError> in
                let name = String(range.lowerBound + index)
                let path = "\(folder)/\(String(repeating: "0", count: max(0, digits - name.count)))\(name).png"
                return Result { () throws(ImageError) in
                    try PNG.write(images[index], text: text, to: path, isDurable: false)
                }
            }
            for result in results { try result.get() }
        }
    }

    /// Writes an IDX file of all images at once when the last one is generated.
    /// - Returns: the images written: all, or none where it was stopped.
    func write(idx path: String) throws -> Int {
        let shape = model.generator.shape
        do {
            try AtomicFile.write(to: path) { file in
                try file.append(
                    IDX.header([count, shape.height, shape.width] + (shape.channels == 1 ? [] : [shape.channels])))
                let done = try forEachBatch { _, images in for image in images { try file.append(image.pixels) } }
                if done < count { throw Interrupted() }
            }
            return count
        } catch is Interrupted {
            return 0
        }
    }

    /// Writes one image with all of them in a grid of `columns`, a pixel apart.
    /// - Returns: the images written: all, or none where it was stopped.
    func write(grid path: String, columns: Int) throws -> Int {
        let shape = model.generator.shape, rows = (count + columns - 1) / columns
        try MemoryError.check(
            rows * (shape.height + ImageGrid.fileGap) * columns * (shape.width + ImageGrid.fileGap) * shape.channels,
            for: path, advice: "give a name without .png for a folder")
        var grid = ImageGrid(
            count: count, columns: columns, tileWidth: shape.width, tileHeight: shape.height, channels: shape.channels)
        let done = forEachBatch { range, images in
            for (image, index) in zip(images, range) { grid.put(image, at: index) }
        }
        guard done == count else { return 0 }
        try ImageWriter.write(grid.bitmap, text: text, to: path)
        return count
    }
}
