import Numerics
package import Raster
import Runs

/// What makes a prompt again: its text, its files with their hashes, its weights; for reports and for the text chunks of a PNG.
package struct PromptProvenance: Sendable, Equatable, Encodable {
    package let text: String?
    package let audio: FileProvenance?
    package let image: FileProvenance?
    /// e.g. `text=1,audio=0.5`; nil where all are 1.
    package let weights: String?
    /// Words of the text that the run's captions do not contain.
    package let unknown: [String]

    /// Hashes the prompt's files.
    /// - Parameter imageFile: the file of an image prompt that is a sample.
    /// - Throws: `RunError` or a file's error where a file cannot be read.
    package init(_ prompt: SamplePrompt, unknown: [String] = [], imageFile: String? = nil) throws {
        (text, weights, self.unknown) = (prompt.text, prompt.weightsText, unknown)
        audio = try prompt.sound.map { try FileProvenance($0) }
        image = try prompt.imagePath(imageFile).map { try FileProvenance($0) }
    }

    /// Chunks of a PNG.
    /// - Parameter key: the beginning of their keys.
    package func chunks(_ key: String = "tessera.prompt") -> [PNG.Text] {
        [
            ("text", text), ("audio", audio?.line), ("image", image?.line), ("weights", weights),
            ("unknown", unknown.isEmpty ? nil : unknown.joined(separator: ", ")),
        ].compactMap { name, value in value.map { PNG.Text(key: "\(key).\(name)", value: $0) } }
    }
}

/// A file that a result was made from: its name and the FNV-1a hash of its bytes.
package struct FileProvenance: Sendable, Equatable, Encodable {
    package let path: String
    package let fnv1a: String

    /// - Throws: the error of a file that cannot be read.
    package init(_ path: String) throws { (self.path, fnv1a) = (path, try FNV1a.ofFile(path)) }

    package var line: String { "\(path), fnv1a \(fnv1a)" }
}

extension SamplePrompt {
    /// The path of the image prompt; `file` for one that is a sample.
    func imagePath(_ file: String?) -> String? {
        switch image {
        case .file(let path): path
        case .sample: file
        case nil: nil
        }
    }

    /// The options of `tessera` for this prompt.
    /// - Parameters:
    ///   - prefix: "to-" for the prompt at the end of an interpolation.
    ///   - imageFile: the file of an image prompt that is a sample.
    func arguments(prefix: String = "", imageFile: String? = nil) -> [String] {
        [("text", text), ("audio", sound), ("image", imagePath(imageFile)), ("weights", weightsText)]
            .flatMap { name, value in value.map { ["--\(prefix)\(name)", $0] } ?? [] }
    }
}
