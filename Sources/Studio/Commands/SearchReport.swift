import Conditioning
import Datasets
import Raster
import Render
import Runs

/// The results of a search, as JSON, as a table, or as a grid of images with their captions.
struct SearchReport: Encodable {
    struct Result: Encodable {
        /// The image's index in the data.
        let index: Int
        /// Cosine similarity to the prompt, -1...1.
        let score: Double
        /// The path of its file; nil for data that is not a folder.
        let path: String?
        let label: String?
        let caption: String?

        /// The name of its file below the data's folder, else its index.
        var name: String
    }

    let command: String
    let data: String
    let images: Int
    let milliseconds: Double
    /// Words of the query that the run's captions do not contain.
    let unknown: [String]
    /// What the scores mean.
    let meaning: String
    /// That no image matches well; nil where one does.
    let warning: String?
    let results: [Result]

    init(
        _ hits: [EmbeddingIndex.Result], in searched: SearchIndex, parts: [Modality], unknown: [String],
        milliseconds: Double
    ) {
        command = RawArguments.command
        (data, images, self.milliseconds, self.unknown) = (searched.name, searched.count, milliseconds, unknown)
        meaning = searched.scale.meaning(parts)
        warning = searched.scale.warning(best: hits.first?.score, parts)
        let folder = DataName(searched.name).base
        results = hits.map { hit in
            let file = searched.file(at: hit.index)
            return Result(
                index: hit.index, score: Double(hit.score), path: file.map { "\(folder)/\($0)" },
                label: searched.label(at: hit.index), caption: searched.caption(at: hit.index),
                name: file ?? "#\(hit.index)")
        }
    }

    /// Cells of an image in the grid.
    private static let width = 18, height = 9

    private var heading: String {
        "\(results.count) of \(Numbers.grouped(images)) images of \(data), in \(Numbers.fixed(milliseconds, 1)) ms"
    }

    /// What was not understood, that nothing matches, and what a score means.
    private var notes: [String] {
        (UnknownWords.line(unknown).map { ["note: \($0); not in the run's captions"] } ?? [])
            + (warning.map { ["note: \($0)"] } ?? []) + [meaning]
    }

    /// Prints the notes, a header and a line for each result, with tabs between the columns.
    func list() {
        print(heading)
        notes.forEach { print($0) }
        print("score\tfile\tcaption")
        for result in results {
            print("\(Numbers.fixed(result.score, 3))\t\(result.name)\t\(result.caption ?? result.label ?? "")")
        }
    }

    /// Draws the images of the results, one for each, with their files and captions.
    func show(_ found: [Bitmap]) {
        let mode = StandardOutput.colorMode(nil)
        let columns = max(1, min(results.count, (StandardOutput.size?.width ?? 80) / (Self.width + 1)))
        let rows = (results.count + columns - 1) / columns
        let blank = Cell(" ", foreground: .white, background: .black), style = TextStyle(.white, on: .black)
        var grid = CellGrid(
            Size(width: columns * (Self.width + 1), height: rows * (Self.height + 3)), filledWith: blank)
        for (cell, result) in results.enumerated() {
            let (x, y) = (cell % columns * (Self.width + 1), cell / columns * (Self.height + 3))
            let image = found[cell]
            let size = Size(width: Self.width, height: Self.height).fitting(width: image.width, height: image.height)
            grid.blit(Mosaic(mode: mode).cells(of: image, size: size), x: x, y: y)
            grid.put("score \(Numbers.fixed(result.score, 2))", x: x, y: y + Self.height, style, limit: Self.width)
            // The end of a path tells files apart.
            let name =
                CellGrid.columns(of: result.name) > Self.width ? ".." + result.name.suffix(Self.width - 2) : result.name
            grid.put(name, x: x, y: y + Self.height + 1, style, limit: Self.width)
            grid.put(result.caption ?? result.label ?? "", x: x, y: y + Self.height + 2, style, limit: Self.width)
        }
        StandardOutput.write(grid.escaped(mode: mode))
        print(heading)
        notes.forEach { print($0) }
    }
}
