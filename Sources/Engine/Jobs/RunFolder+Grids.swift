import Models
import Raster
package import Runs

extension TrainingStatus {
    /// The file of the newest grid; nil for none.
    package var gridPath: String? { samples.map { RunFolder.samplesPath(step: $0.step, of: folder) } }
}

extension RunFolder {
    /// The steps with a sample grid, ascending.
    package func gridSteps() -> [Int] {
        let files = (try? Folder.entries(samplesPath)) ?? []
        return files.compactMap { file in
            guard file.hasPrefix("step-"), file.hasSuffix(".png") else { return nil }
            return Int(file.dropFirst(5).dropLast(4))
        }.sorted()
    }

    /// The sample grid of a step.
    /// - Throws: `ImageError` for a file that cannot be read, `SettingError` for a run of an unknown preset.
    package func grid(step: Int, _ run: RunFile) throws -> TrainingStatus.Samples {
        let contents = try ImageFile.read(samplesPath(step: step)), preset = try Preset.named(run.preset)
        let shape = preset.model(try preset.settings(run.settings.compactMapValues(\.settingValue))).shape
        let image = contents.alpha == nil ? contents.bitmap : contents.withAlpha
        // Grids of older versions have no gaps, and say nothing of them.
        guard let layout = GridLayoutText(contents.text), layout.fits(image) else {
            let columns = max(image.width / shape.width, 1), rows = max(image.height / shape.height, 1)
            return .init(step: step, grid: image, columns: columns, rows: rows)
        }
        let tiles = image.tiles(columns: layout.columns, rows: layout.rows, gap: layout.gap)
        return .init(
            step: step, grid: Bitmap.grid(tiles, columns: layout.columns), columns: layout.columns, rows: layout.rows)
    }
}
