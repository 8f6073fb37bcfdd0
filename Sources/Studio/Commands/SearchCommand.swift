import ArgumentParser
import Dispatch
import Engine
import Foundation
import Raster
import Render

/// Finds pictures of a run's data by a text, a sound or a picture.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find pictures of a run's data by a text, a sound or a picture.",
        discussion: "For runs of the preset multimodal. Every picture is compared; the first search embeds the data, later ones take that from "
            + "the run's folder.")

    @Argument(help: ArgumentHelp("A run's folder, or a checkpoint.", valueName: "run"))
    var source: String

    @OptionGroup(title: "What to look for") var prompt: PromptOptions

    @Option(help: ArgumentHelp("Where to look; without it the run's own data.", valueName: "data"))
    var data: String?

    @Option(help: "How many pictures.")
    var count = 12

    @Option(help: ArgumentHelp("A PNG file for the pictures found, as a grid.", valueName: "path"))
    var out: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads.", valueName: "count"))
    var threads: Int?

    mutating func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count \(count) is out of range; give 1 to 1000") }
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is out of range; give 1 to 1024") }
    }

    mutating func run() throws {
        let lanes = threads ?? ProcessInfo.processInfo.activeProcessorCount
        let stages = StageProgress()
        defer { stages.end() }
        let model = try JointModel(checkpoint: CheckpointChoice.path(source, named: nil), lanes: lanes)
        guard let vector = try prompt.vector(model) else { throw ModalityError.noPrompt }
        let shape = model.pictureShape
        let pairs = try PairedSource.open(data ?? model.note.data, size: shape.height, channels: shape.channels, speech: nil, progress: stages.show)
        let folder = source.hasSuffix(".safetensors") || data != nil ? nil : source
        let index = JointIndex(IndexFile.vectors(of: pairs.images, model, folder: folder, progress: stages.show), lanes: lanes)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = index.nearest(count, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        stages.end()
        let finds = SearchFinds(hits, in: pairs, milliseconds: milliseconds)
        if let out { try PNG.write(Bitmap.grid(hits.map { pairs.images.bitmap(at: $0.index) }, columns: Pixels.columns(for: hits.count)), text: [], to: out) }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(finds), as: UTF8.self))
        } else {
            finds.show(pairs)
        }
    }
}

/// What a search found, as JSON or as a grid of pictures with their captions.
struct SearchFinds: Encodable {
    struct Find: Encodable {
        /// The picture's place in the data, from 0.
        let index: Int
        /// Cosine between its vector and what was asked for.
        let score: Double
        let label: String?
        let caption: String?
    }

    let data: String
    let pictures: Int
    let milliseconds: Double
    let finds: [Find]

    init(_ hits: [JointIndex.Hit], in pairs: PairedSet, milliseconds: Double) {
        (data, pictures, self.milliseconds) = (pairs.images.name, pairs.images.count, milliseconds)
        finds = hits.map {
            Find(index: $0.index, score: Double($0.score), label: pairs.images.className(at: $0.index), caption: pairs.captions[$0.index].first)
        }
    }

    /// Cells of a picture in the grid.
    private static let width = 18, height = 9

    func show(_ pairs: PairedSet) {
        let isTerminal = isatty(1) == 1
        let words = "\(finds.count) of \(Numbers.grouped(pictures)) pictures of \(data), in \(Numbers.fixed(milliseconds, 1)) ms"
        guard isTerminal else {
            print(words)
            for find in finds { print("\(find.index)\t\(Numbers.fixed(find.score, 3))\t\(find.caption ?? find.label ?? "")") }
            return
        }
        let mode = TerminalProfile(wanted: nil, environment: ProcessInfo.processInfo.environment).mode
        let columns = max(1, min(finds.count, (StandardOutput.size?.width ?? 80) / (Self.width + 1)))
        let rows = (finds.count + columns - 1) / columns
        let blank = Cell(" ", foreground: .white, background: .black), style = TextStyle(.white, on: .black)
        var grid = CellGrid(Size(width: columns * (Self.width + 1), height: rows * (Self.height + 2)), filledWith: blank)
        for (place, find) in finds.enumerated() {
            let (x, y) = (place % columns * (Self.width + 1), place / columns * (Self.height + 2))
            let picture = pairs.images.bitmap(at: find.index)
            let size = Size(width: Self.width, height: Self.height).fitting(width: picture.width, height: picture.height)
            grid.blit(Mosaic(mode: mode).cells(of: picture, size: size), x: x, y: y)
            grid.put("\(Numbers.fixed(find.score, 2)) #\(find.index)", x: x, y: y + Self.height, style, limit: Self.width)
            grid.put(find.caption ?? find.label ?? "", x: x, y: y + Self.height + 1, style, limit: Self.width)
        }
        fflush(nil)
        StandardOutput.write(grid.escaped(mode: mode))
        print(words)
    }
}
