import ArgumentParser
import Engine
import Foundation
import Raster

/// Draws new images with a trained generator.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Draw images with a trained generator.",
        discussion: "Needs only a run's folder or one of its .safetensors files.")

    @Argument(help: ArgumentHelp("A run's folder, or a checkpoint.", valueName: "run"))
    var source: String

    @Option(help: ArgumentHelp("Of a run's folder: newest, best (by its score while it trained) or the number of a step.", valueName: "name"))
    var checkpoint: String?

    @Option(help: "How many images.")
    var count: Int?

    @Option(help: "Which images: the same seed gives the same ones.")
    var seed: UInt64 = 0

    @Option(name: .customLong("class"), help: ArgumentHelp("Only this class, by name or number, of a run that knows classes.", valueName: "name"))
    var className: String?

    @OptionGroup(title: "What to draw, of a run of the preset multimodal") var prompt: PromptOptions

    @Flag(help: "Draw without being told anything, of a run that could be told.")
    var untold = false

    @Option(help: ArgumentHelp("A safetensors file with noise vectors: tensor z of shape (N, Z).", valueName: "file"))
    var latents: String?

    @Option(help: ArgumentHelp("One grid for a name in .png, an IDX file for one in -ubyte, else a folder of PNGs.", valueName: "path"))
    var out = "samples.png"

    private static let defaultCount = 64, largest = 1_000_000

    mutating func validate() throws {
        if let count, !(1...Self.largest).contains(count) { throw ValidationError("--count \(count) is out of range; give 1 to \(Self.largest)") }
        if className != nil, !prompt.isEmpty { throw ValidationError("--class is for runs that know classes; leave out --text, --audio and --image") }
        if untold, !prompt.isEmpty { throw ValidationError("--untold draws without --text, --audio and --image") }
        if latents != nil, count != nil { throw ValidationError("--latents says how many images there are; leave out --count") }
    }

    mutating func run() throws {
        let lanes = ProcessInfo.processInfo.activeProcessorCount, path = try CheckpointChoice.path(source, named: checkpoint)
        let model = try GeneratorModel(checkpoint: path, lanes: lanes)
        let asked = prompt.isEmpty ? nil : try prompt.vector(JointModel(checkpoint: path, lanes: lanes))
        let latents = try latents.map { try Self.read($0, Z: model.architecture.latent) }
            ?? model.latents(seed: seed, 0..<(count ?? Self.defaultCount))
        let only = try className.map { name in try model.classIndex(name) }
        let images = 0..<latents.count / model.architecture.latent
        let vector = asked ?? (untold ? [Float](repeating: 0, count: model.sequence.extent) : nil)
        let conditions = vector.map { model.conditions(all: $0, for: latents) } ?? model.conditions(images, only: only)
        let pictures = model.pictures(for: latents, conditions: conditions)
        let command = "tessera " + CommandLine.arguments.dropFirst().joined(separator: " ")
        let text = Provenance.text(of: model, command: command)
        if out.hasSuffix(".png") {
            try PNG.write(Bitmap.grid(pictures, columns: Pixels.columns(for: pictures.count, only == nil && vector == nil ? model.sequence : nil)), text: text, to: out)
        } else if out.hasSuffix("-ubyte") {
            let a = model.architecture
            try IDX.write(ImageSet(name: out, height: a.height, width: a.width, channels: a.channels, pixels: pictures.flatMap(\.pixels)), to: out)
        } else {
            try Self.makeFolder(out)
            let digits = String(pictures.count - 1).count
            for (index, picture) in pictures.enumerated() {
                let number = String(index)
                try PNG.write(picture, text: text, to: "\(out)/\(String(repeating: "0", count: max(0, digits - number.count)))\(number).png")
            }
        }
        print("\(pictures.count) images of \(model.note.preset) at step \(model.note.step) -> \(out)")
    }

    private static func read(_ path: String, Z: Int) throws -> [Float] {
        let file = try Safetensors.read(path)
        guard let z = file["z"] else { throw LatentsError.missing(path) }
        guard z.shape.count == 2, z.shape[1] == Z, z.shape[0] > 0 else { throw LatentsError.shape(path, found: z.shape, Z: Z) }
        return z.values
    }

    private static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw LatentsError.folder(path)
        }
    }
}

/// What can be wrong with what `generate` is given.
enum LatentsError: UserError {
    case missing(String)
    case shape(String, found: [Int], Z: Int)
    case folder(String)

    var place: String? {
        switch self {
        case .missing(let path), .shape(let path, _, _), .folder(let path): path
        }
    }

    var what: String {
        switch self {
        case .missing: "has no tensor named z"
        case .shape(_, let found, let Z): "z has shape \(found), this generator takes (N, \(Z))"
        case .folder: "cannot make this folder"
        }
    }

    var remedy: String {
        switch self {
        case .missing: "store the noise vectors as tensor z of shape (N, Z)"
        case .shape(_, _, let Z): "give one row of \(Z) numbers for each image"
        case .folder: "check the path and its permissions"
        }
    }
}
