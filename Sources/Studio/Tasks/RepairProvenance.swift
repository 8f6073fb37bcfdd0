package import Raster
import Repair

/// What makes a repair again, beside its report: the command, and the files by path and hash.
package struct RepairProvenance: Sendable, Equatable, Encodable {
    /// A line for a shell; nil where no command makes the same.
    package let command: String?
    package let image: FileProvenance
    /// nil where the mask is of no file.
    package let mask: FileProvenance?
    /// The masks of the repairs before the last one.
    package internal(set) var earlierMasks: [FileProvenance] = []
    /// nil for no prompt.
    package let prompt: PromptProvenance?

    /// Hashes the files.
    /// - Parameter unknown: words of the prompt that the run's captions do not contain.
    /// - Throws: the error of a file that cannot be read.
    package init(
        command: String?, image: String, mask: String?, prompt: SamplePrompt = SamplePrompt(), unknown: [String] = []
    ) throws {
        self.command = command
        self.image = try FileProvenance(image)
        self.mask = try mask.map { try FileProvenance($0) }
        self.prompt = prompt.isEmpty ? nil : try PromptProvenance(prompt, unknown: unknown)
    }

    /// Chunks of a PNG.
    package var chunks: [PNG.Text] {
        [
            ("tessera.command", command), ("tessera.repair.image", image.line),
            ("tessera.repair.mask-file", mask?.line),
        ].compactMap { key, value in value.map { PNG.Text(key: key, value: $0) } }
            + earlierMasks.map { PNG.Text(key: "tessera.repair.earlier-mask-file", value: $0.line) }
            + (prompt?.chunks() ?? [])
    }
}

/// A report with its provenance, as one JSON object.
struct RepairJSON: Encodable {
    let report: RepairReport
    let provenance: RepairProvenance

    private enum Field: CodingKey { case provenance }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Field.self)
        try container.encode(provenance, forKey: .provenance)
    }
}
