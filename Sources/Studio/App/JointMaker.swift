import Dispatch
import Engine
import Raster

/// Turns wishes into conditions, finds pictures and makes maps, and keeps the encoders and the index used last. Belongs to one thread
/// at a time.
struct JointMaker {
    private var models: [(path: String, model: JointModel)] = []
    private var index: (key: String, pairs: PairedSet, vectors: [Float], index: JointIndex)?
    private static let kept = 2, finds = 60, mapped = 2_000

    private mutating func model(_ checkpoint: String, lanes: Int) throws -> JointModel {
        if let known = models.first(where: { $0.path == checkpoint }) { return known.model }
        let model = try JointModel(checkpoint: checkpoint, lanes: lanes)
        models = [(checkpoint, model)] + models.prefix(Self.kept - 1)
        return model
    }

    /// The vector of what is asked for.
    mutating func vector(_ wish: SampleWish, _ checkpoint: String, lanes: Int) throws -> [Float] {
        let model = try model(checkpoint, lanes: lanes)
        return try model.vector(of: try wish.query(side: model.pictureShape.height))
    }

    /// The pictures of the run's data that fit `wish` best.
    mutating func find(_ wish: SampleWish, _ checkpoint: String, run: String, lanes: Int) throws -> Finds {
        let vector = try vector(wish, checkpoint, lanes: lanes)
        let open = try open(checkpoint, run: run, lanes: lanes)
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = open.index.nearest(Self.finds, to: vector)[0]
        let milliseconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
        return Finds(wish: wish, pictures: hits.map { Self.picture($0.index, open.pairs, score: $0.score) }, among: open.index.count,
                     milliseconds: milliseconds)
    }

    /// Pictures from all over the run's data, and where they lie.
    mutating func map(_ wish: SampleWish, _ checkpoint: String, run: String, lanes: Int) throws -> DataMap {
        let open = try open(checkpoint, run: run, lanes: lanes), E = JointSpace.extent, count = open.pairs.images.count
        let step = max(count / Self.mapped, 1), chosen = Array(stride(from: 0, to: count, by: step))
        let map = JointMap(chosen.flatMap { open.vectors[$0 * E..<($0 + 1) * E] })
        let place = wish.isEmpty ? nil : map.place(of: try vector(wish, checkpoint, lanes: lanes))
        return DataMap(pictures: chosen.map { Self.picture($0, open.pairs) }, map: map, wish: place)
    }

    private static func picture(_ index: Int, _ pairs: PairedSet, score: Float? = nil) -> FoundPicture {
        FoundPicture(picture: pairs.images.bitmap(at: index), caption: pairs.captions[index].first ?? pairs.images.className(at: index) ?? "", score: score)
    }

    /// The run's data with its index.
    private mutating func open(_ checkpoint: String, run: String, lanes: Int) throws -> (pairs: PairedSet, vectors: [Float], index: JointIndex) {
        let model = try model(checkpoint, lanes: lanes), key = "\(model.fingerprint) \(model.note.data)"
        if let index, index.key == key { return (index.pairs, index.vectors, index.index) }
        let shape = model.pictureShape
        let pairs = try PairedSource.open(model.note.data, size: shape.height, channels: shape.channels, speech: nil)
        let vectors = IndexFile.vectors(of: pairs.images, model, folder: run)
        let made = JointIndex(vectors, lanes: lanes)
        index = (key, pairs, vectors, made)
        return (pairs, vectors, made)
    }
}
