import Engine
import Foundation
import Raster

/// Draws orders, and keeps the models and the data it used last. Belongs to one thread at a time.
struct SampleMaker {
    private var models: [(path: String, model: GeneratorModel)] = []
    private var data: ImageSet?
    private var joint = JointMaker()
    private static let kept = 3, neighbours = 6
    private static let pinsName = "favourites.safetensors"

    // MARK: - Drawing

    mutating func draw(_ order: SampleOrder, lanes: Int) throws -> [SampleSheet] {
        try order.sources.flatMap { source in try order.wishes.map { try draw(order, $0, source, lanes: lanes) } }
    }

    private mutating func draw(_ order: SampleOrder, _ wish: SampleWish, _ source: String, lanes: Int) throws -> SampleSheet {
        let model = try model(source, lanes: lanes), Z = model.architecture.latent
        var latents = Self.latents(order.noise, model)
        // A favourite of another network does not fit; it is left out rather than drawn wrong.
        latents.removeLast(latents.count % Z)
        let count = latents.count / Z
        // Along a walk what was not asked for stays as it is at its beginning.
        var deciding = latents
        if case .walk = order.noise { deciding = (0..<count).flatMap { _ in latents.prefix(Z) } }
        let conditions: [Float]
        if !wish.isEmpty {
            conditions = model.conditions(all: try joint.vector(wish, Self.checkpoint(source), lanes: lanes), for: deciding)
        } else if order.wishes.count > 1 {
            // All that was asked for is muted: zeros ask for nothing.
            conditions = model.conditions(all: [Float](repeating: 0, count: JointSpace.extent), for: deciding)
        } else {
            var only: Int?
            if case .walk = order.noise { only = 0 }
            conditions = model.conditions(0..<count, only: only)
        }
        let pictures = model.pictures(for: latents, conditions: conditions)
        return SampleSheet(preset: model.note.preset, step: model.note.step, pictures: pictures, latents: latents, latent: Z, wish: wish)
    }

    private static func latents(_ noise: SampleOrder.Noise, _ model: GeneratorModel) -> [Float] {
        switch noise {
        case .seed(let seed, let count): model.latents(seed: seed, 0..<count)
        case .given(let latents): latents
        case .walk(let a, let b, let count): (0..<count).flatMap { between(a, b, Float($0) / Float(max(count - 1, 1))) }
        }
    }

    /// Spherical interpolation (Shoemake 1985): between two normal vectors a straight line passes where no noise is.
    static func between(_ a: [Float], _ b: [Float], _ share: Float) -> [Float] {
        func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (dot(a, a) * dot(b, b)).squareRoot()
        let angle = lengths > 0 ? acos(min(max(dot(a, b) / lengths, -1), 1)) : 0
        guard sin(angle) > 1e-4 else { return zip(a, b).map { $0 + ($1 - $0) * share } }
        let (left, right) = (sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle))
        return zip(a, b).map { left * $0 + right * $1 }
    }

    private mutating func model(_ source: String, lanes: Int) throws -> GeneratorModel {
        let path = try Self.checkpoint(source)
        if let known = models.first(where: { $0.path == path }) { return known.model }
        let model = try GeneratorModel(checkpoint: path, lanes: lanes)
        models = [(path, model)] + models.prefix(Self.kept - 1)
        return model
    }

    private static func checkpoint(_ source: String) throws -> String {
        if source.hasSuffix(".safetensors") { return source }
        guard let newest = try RunFolder.open(source).newestWhole().checkpoint else { throw CheckpointError.none(run: source) }
        return newest.path
    }

    // MARK: - Pictures of the data

    mutating func find(_ wish: SampleWish, _ checkpoint: String, run: String, lanes: Int) throws -> Finds {
        try joint.find(wish, checkpoint, run: run, lanes: lanes)
    }

    mutating func map(_ wish: SampleWish, _ checkpoint: String, run: String, lanes: Int) throws -> DataMap {
        try joint.map(wish, checkpoint, run: run, lanes: lanes)
    }

    mutating func nearest(to picture: Bitmap, _ order: SampleOrder) throws -> [Neighbour] {
        let note = try model(order.sources[0], lanes: 1).note
        if data?.name != note.data || data?.stride != picture.pixels.count {
            data = try DataSource.open(note.data, size: picture.width, channels: picture.channels)
        }
        guard let data else { return [] }
        let wanted = picture.pixels
        var found: [(sum: Int, index: Int)] = []
        for index in 0..<data.count {
            var sum = 0
            let start = index * data.stride
            for i in 0..<data.stride {
                let difference = Int(data.pixels[start + i]) - Int(wanted[i])
                sum += difference * difference
            }
            if found.count == Self.neighbours, let worst = found.last, sum >= worst.sum { continue }
            found.insert((sum, index), at: found.firstIndex { $0.sum > sum } ?? found.count)
            if found.count > Self.neighbours { found.removeLast() }
        }
        return found.map { sum, index in
            Neighbour(picture: data.bitmap(at: index), distance: (Double(sum) / Double(data.stride)).squareRoot())
        }
    }

    // MARK: - Files

    static func open(_ run: String) throws -> ErrandResult {
        let folder = try RunFolder.open(run)
        let pins = (try? Safetensors.read("\(run)/\(pinsName)"))?["z"]?.values ?? []
        let checkpoints = folder.checkpoints()
        return .samplesOf(run: run, checkpoints: checkpoints, pins: pins, asking: checkpoints.first.map { Asking(checkpoint: $0.path) } ?? .unknown)
    }

    /// Favourites are a file that `tessera generate --latents` takes.
    static func savePins(_ run: String, _ latents: [Float], latent: Int) throws -> String {
        let z = NamedTensor(name: "z", shape: [latents.count / latent, latent], values: latents)
        let path = "\(run)/\(pinsName)"
        try Safetensors.write([z], metadata: [:], to: path)
        return "\(latents.count / latent) favourites in \(path)"
    }

    static func save(_ picture: Bitmap, to path: String, _ order: SampleOrder) throws -> String {
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try FileManager.default.createDirectory(atPath: String(path[..<slash]), withIntermediateDirectories: true)
        }
        var words = "sources \(order.sources.joined(separator: " "))"
        if case .seed(let seed, _) = order.noise { words += "; seed \(seed)" }
        try PNG.write(picture, text: [PNG.Text(key: "Software", value: "Tessera \(Tessera.version)"),
                                      PNG.Text(key: "tessera.samples", value: words)], to: path)
        return "saved \(path)"
    }
}
