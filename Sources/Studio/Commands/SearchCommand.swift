import ArgumentParser
import Conditioning
import Datasets
import Dispatch
import Foundation
import Jobs
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

    @Option(
        name: .customLong("count"),
        help: ArgumentHelp("Number of results, 1 to 1000 (default: \(Self.defaultCount)).", valueName: "count"))
    var givenCount: Int?

    @Option(
        help: ArgumentHelp(
            "An image for a grid of the results (\(ImageFormat.writableEndings)) (default: none).", valueName: "path"),
        completion: .file())
    var out: String?

    @Option(
        help: ArgumentHelp(
            "An image for a map of the data: two principal components of the embeddings, and a cross for the prompt, if one is given (default: none).",
            valueName: "path"))
    var map: String?

    @Flag(help: "Replace an existing file.")
    var force = false

    @Flag(help: "Print the results as a JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Threads (default: one for each core).", valueName: "count"))
    var threads: Int?

    @OptionGroup var quiet: QuietOption

    static let defaultCount = 12
    private var count: Int { givenCount ?? Self.defaultCount }

    /// What `--json` prints where only a map is made.
    private struct MapReport: Encodable {
        let map, data: String
        let images: Int
    }

    mutating func validate() throws {
        guard (1...1000).contains(count) else {
            throw ValidationError("--count \(count) is out of range; give 1 to 1000")
        }
        for path in [out, map].compactMap(\.self) { _ = try ImageFormat(writing: path) }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads) is out of range; give 1 to 1024")
        }
    }

    mutating func run() throws {
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        try IneffectiveOption.check(
            prompt.idle + [
                .init("--count", givenCount != nil, if: prompt.isEmpty, "the map shows all images"),
                .init("--out", out != nil, if: prompt.isEmpty, "without a prompt there are no results"),
            ])
        try OutputFile.checkDistinct([out, map].compactMap(\.self))
        for path in [out, map].compactMap(\.self) { try OutputFile.check(path, force: force) }
        let stages = StageProgress(isQuiet: quiet.isOn)
        defer { stages.end() }
        let checkpoint = try OpenedCheckpoint(CheckpointChoice.path(source, named: nil))
        let model = try checkpoint.multimodalEncoder(threads: threads)
        let asked = try prompt.prompt(), vector = try prompt.vector(model)
        if vector == nil, map == nil { throw ModalityError.noPrompt }
        let name = try data ?? DataLocation.existing(checkpoint.note.data, near: checkpoint.path)
        let folder = source.hasSuffix(".safetensors") || data != nil ? nil : source
        let searched = try SearchIndex(
            name, model, fit: checkpoint.note.fit, folder: folder, cache: SearchIndex.cache, threads: threads,
            progress: stages.show)
        // Reads the whole checkpoint.
        func text() throws -> [PNG.Text] {
            try Provenance.text(of: checkpoint.path, checkpoint.note, command: RawArguments.command)
                + PromptProvenance(asked, unknown: model.unknownWords(of: asked.text)).chunks()
        }
        if let map {
            let image = try EmbeddingService.map(searched, prompt: vector, threads: threads).bitmap
            try ImageWriter.write(image, text: try text(), to: map)
        }
        guard let vector else {
            stages.end()
            if json { return try JSONReport.print(MapReport(map: map ?? "", data: name, images: searched.count)) }
            return print("a map of \(Numbers.grouped(searched.count)) images of \(name) -> \(map ?? "")")
        }
        let index = EmbeddingIndex(searched.vectors, threads: threads)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = index.nearest(count, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        stages.end()
        let results = SearchReport(
            hits, in: searched, parts: asked.parts, unknown: model.unknownWords(of: asked.text),
            milliseconds: milliseconds)
        func images() throws(DataError) -> [Bitmap] { try searched.bitmaps(at: hits.map(\.index), threads: threads) }
        if let out {
            try ImageWriter.write(
                Bitmap.grid(
                    try images(), columns: Pixels.columns(for: hits.count), gap: ImageGrid.fileGap),
                text: try text(), to: out)
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
