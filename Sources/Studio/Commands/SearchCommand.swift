import ArgumentParser
import Conditioning
import Datasets
import Dispatch
import Foundation
import Models
import Raster
import Render

/// Searches a run's data by a text, a sound or an image.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search a run's data by a text, a sound or an image.",
        discussion:
            "For runs of the preset multimodal. The search is exhaustive. The first one embeds the data and stores the vectors in the "
            + "run's folder; later ones read these and the images they find, unless files of the data have changed.")

    @Argument(help: ArgumentHelp("A run's folder, or a checkpoint.", valueName: "run"), completion: .file())
    var source: String

    @OptionGroup(title: "Prompt") var prompt: PromptOptions

    @Option(
        help: ArgumentHelp("Data to search (default: the run's data).", valueName: "data"),
        completion: NameCompletions.kind(DataSource.names))
    var data: String?

    @Option(help: "Number of results, 1 to 1000.")
    var count = 12

    @Option(
        help: ArgumentHelp(
            "An image for a grid of the results (\(ImageFormat.writableEndings)) (default: none).", valueName: "path"),
        completion: .file())
    var out: String?

    @Flag(help: "Replace an existing file.")
    var force = false

    @Flag(help: "Print the results as a JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    @OptionGroup var quiet: QuietOption

    mutating func validate() throws {
        guard (1...1000).contains(count) else {
            throw ValidationError("--count \(count) is out of range; give 1 to 1000")
        }
        if let out { _ = try ImageFormat(writing: out) }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
    }

    mutating func run() throws {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        if let out { try OutputFile.check(out, force: force) }
        let stages = StageProgress(isQuiet: quiet.isOn)
        defer { stages.end() }
        let checkpoint = try OpenedCheckpoint(CheckpointChoice.path(source, named: nil))
        let model = try checkpoint.multimodalEncoder(threads: threads)
        guard let vector = try prompt.vector(model) else { throw ModalityError.noPrompt }
        let name = try data ?? DataLocation.existing(checkpoint.note.data, near: checkpoint.path)
        let folder = source.hasSuffix(".safetensors") || data != nil ? nil : source
        let searched = try SearchIndex(
            name, model, fit: checkpoint.note.fit, folder: folder, threads: threads, progress: stages.show)
        let index = EmbeddingIndex(searched.vectors, threads: threads)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = index.nearest(count, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        stages.end()
        let results = SearchReport(hits, in: searched, milliseconds: milliseconds)
        func images() throws(DataError) -> [Bitmap] { try searched.bitmaps(at: hits.map(\.index), threads: threads) }
        if let out {
            try ImageWriter.write(
                Bitmap.grid(
                    try images(), columns: Pixels.columns(for: hits.count), gap: ImageGrid.fileGap), text: [], to: out)
        }
        if json {
            try JSONReport.print(results)
        } else if StandardOutput.Stream.output.takesEscapes {
            results.show(try images())
        } else {
            results.list()
        }
    }
}

/// The results of a search, as JSON or as a grid of images with their captions.
struct SearchReport: Encodable {
    struct Result: Encodable {
        /// The image's index in the data.
        let index: Int
        /// Cosine similarity to the prompt, -1...1.
        let score: Double
        let label: String?
        let caption: String?
    }

    let data: String
    let images: Int
    let milliseconds: Double
    let results: [Result]

    init(_ hits: [EmbeddingIndex.Result], in searched: SearchIndex, milliseconds: Double) {
        (data, images, self.milliseconds) = (searched.name, searched.count, milliseconds)
        results = hits.map {
            Result(
                index: $0.index, score: Double($0.score), label: searched.label(at: $0.index),
                caption: searched.caption(at: $0.index))
        }
    }

    /// Cells of an image in the grid.
    private static let width = 18, height = 9

    private var heading: String {
        "\(results.count) of \(Numbers.grouped(images)) images of \(data), in \(Numbers.fixed(milliseconds, 1)) ms"
    }

    /// Prints a line for each result.
    func list() {
        print(heading)
        for result in results {
            print("\(result.index)\t\(Numbers.fixed(result.score, 3))\t\(result.caption ?? result.label ?? "")")
        }
    }

    /// Draws the images of the results, one for each, with their captions.
    func show(_ found: [Bitmap]) {
        let mode = StandardOutput.colorMode(nil)
        let columns = max(1, min(results.count, (StandardOutput.size?.width ?? 80) / (Self.width + 1)))
        let rows = (results.count + columns - 1) / columns
        let blank = Cell(" ", foreground: .white, background: .black), style = TextStyle(.white, on: .black)
        var grid = CellGrid(
            Size(width: columns * (Self.width + 1), height: rows * (Self.height + 2)), filledWith: blank)
        for (cell, result) in results.enumerated() {
            let (x, y) = (cell % columns * (Self.width + 1), cell / columns * (Self.height + 2))
            let image = found[cell]
            let size = Size(width: Self.width, height: Self.height).fitting(width: image.width, height: image.height)
            grid.blit(Mosaic(mode: mode).cells(of: image, size: size), x: x, y: y)
            grid.put(
                "\(Numbers.fixed(result.score, 2)) #\(result.index)", x: x, y: y + Self.height, style, limit: Self.width
            )
            grid.put(result.caption ?? result.label ?? "", x: x, y: y + Self.height + 1, style, limit: Self.width)
        }
        StandardOutput.write(grid.escaped(mode: mode))
        print(heading)
    }
}
