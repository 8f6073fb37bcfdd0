import Datasets
import Foundation
import Jobs
import Models
package import Raster
import Runs

/// An image that the samples screen saves: what it shows, a name that says so, and what makes it again.
package struct SavedImage: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// Samples, a panel for each source and prompt.
        /// - `only` is the index of a sample that is shown alone; `columns` those of a panel's grid.
        case samples(SampleRequest, only: Int?, columns: Int)
        case search(SamplePrompt, checkpoint: String, count: Int)
        case embeddingMap(SamplePrompt, checkpoint: String)
    }

    package var image: Bitmap
    /// The name of the file without folder and ending.
    package var name: String
    package var content: Content

    package init(_ image: Bitmap, name: String, _ content: Content) {
        (self.image, self.name, self.content) = (image, name, content)
    }

    /// The request of samples; nil for any other image.
    package var request: SampleRequest? { if case .samples(let request, _, _) = content { request } else { nil } }

    /// The request of samples that are all in the image; nil for one sample alone, and for any other image.
    package var wholeRequest: SampleRequest? {
        if case .samples(let request, nil, _) = content { request } else { nil }
    }

    /// Makes the folder `saved` of a run, and no other one.
    private static func makeFolder(of path: String) throws {
        guard let slash = path.lastIndex(of: "/") else { return }
        let folder = path[..<slash]
        guard folder.hasSuffix("/saved"), (try? RunFolder.open(String(folder.dropLast(6)))) != nil else { return }
        try FileManager.default.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
    }

    /// Writes the image in the format of the ending of `path`, with its provenance, and beside it the files that its command needs: an
    /// image prompt that is a sample, and latents that are of no seed.
    /// - Returns: what the format cannot keep.
    /// - Throws: `ImageError`, the errors of the checkpoint and of the prompt's files.
    @discardableResult
    package func write(to path: String) throws -> [String] {
        _ = try ImageFormat(writing: path)
        try Self.makeFolder(of: path)
        return try ImageWriter.write(image, text: try text(path, stem: Self.stem(path)), to: path)
    }

    /// The files that `write` writes: the image, and those beside it that its command needs.
    package func files(at path: String) -> [String] {
        let stem = Self.stem(path)
        return [path] + (hasLatents ? [Self.latentsFile(stem)] : [])
            + imagePrompts.indices.map { Self.imageFile(stem, $0) }
    }

    private static func stem(_ path: String) -> String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path }
    private static func latentsFile(_ stem: String) -> String { stem + ".latents.safetensors" }
    /// The file that the command of one panel of a comparison writes.
    private static func panelFile(_ stem: String, _ index: Int, of path: String) -> String {
        stem + ".panel-\(index + 1)" + path.dropFirst(stem.count)
    }
    private static func imageFile(_ stem: String, _ index: Int) -> String {
        stem + ".image-prompt" + (index == 0 ? "" : "-\(index + 1)") + ".png"
    }

    /// Whether the samples come from latents that no seed gives.
    private var hasLatents: Bool {
        switch request?.noise {
        case .latents: true
        case .interpolation: request?.ends == nil
        case .seed, nil: false
        }
    }

    private var prompts: [SamplePrompt] {
        switch content {
        case .samples(let request, _, _): request.prompts + (request.startPrompt.map { [$0] } ?? [])
        case .search(let prompt, _, _), .embeddingMap(let prompt, _): [prompt]
        }
    }

    /// The image prompts that are samples, each once: an interpolation may have one at each end.
    private var imagePrompts: [Bitmap] {
        prompts.reduce(into: []) { images, prompt in
            if case .sample(let image, _)? = prompt.image, !images.contains(image) { images.append(image) }
        }
    }

    private func text(_ path: String, stem: String) throws -> [PNG.Text] {
        switch content {
        case .samples(let request, let only, let columns):
            return try samples(request, only: only, columns: columns, path, stem: stem)
        case .search(let prompt, let checkpoint, let count):
            return try search(prompt, checkpoint, ["--count", String(count), "--out", path], stem: stem)
        case .embeddingMap(let prompt, let checkpoint):
            return try search(prompt, checkpoint, ["--map", path], stem: stem)
        }
    }

    // MARK: - Samples

    private func samples(_ request: SampleRequest, only: Int?, columns: Int, _ path: String, stem: String) throws
        -> [PNG.Text]
    {
        try writeImagePrompts(stem)
        var noise: [String], chunks: [PNG.Text] = []
        switch request.noise {
        case .seed(let seed, let count):
            noise = ["--seed", String(seed)] + (only == nil ? ["--count", String(count)] : [])
            chunks.append(PNG.Text(key: "tessera.seed", value: String(seed)))
        case .interpolation(let from, let to, let count):
            if let ends = request.ends {
                noise = ["--interpolate", ends.text]
                chunks.append(PNG.Text(key: "tessera.interpolation", value: ends.text))
            } else {
                noise = ["--latents", try Self.latents(from + to, size: from.count, stem), "--interpolate", "1-2"]
            }
            noise += ["--count", String(count)]
        case .latents(let latents):
            let size = try OpenedCheckpoint.header(SampleService.checkpoint(request.sources[0])).model.generator
                .latentDim
            noise = ["--latents", try Self.latents(latents, size: size, stem)]
        }
        if let at = noise.firstIndex(of: "--latents") {
            chunks.append(PNG.Text(key: "tessera.latents", value: try FileProvenance(noise[at + 1]).line))
        }
        if let only { noise += ["--samples", String(only + 1)] } else { noise += ["--columns", String(columns)] }

        var panels: [[PNG.Text]] = [], commands: [[String]] = []
        let count = request.sources.count * request.prompts.count
        for source in request.sources {
            let checkpoint = try SampleService.checkpoint(source)
            for prompt in request.prompts {
                let start = request.startPrompt
                var words = ["generate", checkpoint] + noise
                words += (start ?? prompt).arguments(imageFile: imageFile(start ?? prompt, stem))
                if start != nil { words += prompt.arguments(prefix: "to-", imageFile: imageFile(prompt, stem)) }
                if start == nil, prompt.isEmpty, request.prompts.count > 1 { words.append("--unconditional") }
                let note = try OpenedCheckpoint.header(checkpoint).note
                // Each panel of a comparison is what a command of its own makes, in a file of its own.
                words += ["--out", count > 1 ? Self.panelFile(stem, commands.count, of: path) : path]
                commands.append(words)
                var panel = Provenance.text(of: checkpoint, note, command: CommandText.of(words))
                panel += try PromptProvenance(start ?? prompt, imageFile: imageFile(start ?? prompt, stem)).chunks()
                if start != nil {
                    panel += try PromptProvenance(prompt, imageFile: imageFile(prompt, stem)).chunks(
                        "tessera.prompt.to")
                }
                panels.append(panel)
            }
        }
        // The one command line makes all panels, one after the other.
        let lines = commands.map { CommandText.of($0) }.joined(separator: " && ")
        let command = PNG.Text(key: Provenance.commandKey, value: lines)
        let first = panels[0].map { $0.key == command.key ? command : $0 }
        let others = panels.dropFirst().enumerated().flatMap { index, panel -> [PNG.Text] in
            let own = panel.filter { $0.key != "Software" && $0.key != command.key }
            return own.map { PNG.Text(key: "\($0.key).panel\(index + 2)", value: $0.value) }
        }
        return first + chunks + others
    }

    /// Writes latents (N, size) beside the image; returns the path.
    private static func latents(_ values: [Float], size: Int, _ stem: String) throws -> String {
        let path = latentsFile(stem)
        let z = NamedTensor(
            name: "z", shape: [values.count / size, size], values: Array(values.prefix(values.count / size * size)))
        try Safetensors.write([z], metadata: [:], to: path)
        return path
    }

    /// Writes the image prompts that are samples beside the image.
    private func writeImagePrompts(_ stem: String) throws {
        for (index, image) in imagePrompts.enumerated() {
            try ImageWriter.write(image, to: Self.imageFile(stem, index))
        }
    }

    /// The file of a prompt's image; nil where that is no sample.
    private func imageFile(_ prompt: SamplePrompt, _ stem: String) -> String? {
        guard case .sample(let image, _)? = prompt.image else { return nil }
        return imagePrompts.firstIndex(of: image).map { Self.imageFile(stem, $0) }
    }

    // MARK: - Images of the data

    private func search(_ prompt: SamplePrompt, _ checkpoint: String, _ options: [String], stem: String) throws
        -> [PNG.Text]
    {
        try writeImagePrompts(stem)
        let imageFile = imageFile(prompt, stem)
        let command = CommandText.of(["search", checkpoint] + prompt.arguments(imageFile: imageFile) + options)
        return Provenance.text(of: checkpoint, try OpenedCheckpoint.header(checkpoint).note, command: command)
            + (try PromptProvenance(prompt, imageFile: imageFile).chunks())
    }
}
