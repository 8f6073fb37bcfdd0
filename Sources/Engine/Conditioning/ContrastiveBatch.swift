import Numerics
package import Runs

// N samples.

/// What a step of contrastive pretraining trains on: a batch of images, one caption and one sound of each, augmented. A
/// function of the seed and the step.
package struct ContrastiveBatch: Sendable {
    let images: [Int]
    /// Indices into the data's captions and sounds; nil for an image without.
    let captions: [Int?]
    let sounds: [Int?]
    private let data: ContrastiveData
    private let seed: UInt64
    /// All captions and all sounds of each image.
    private let captionsOf: [[Int]]
    private let soundsOf: [[Int]]

    package init(_ data: ContrastiveData, images: [Int], seed: UInt64) {
        (self.data, self.images, self.seed) = (data, images, seed)
        func choice(_ indices: [Int], _ row: Int, salt: UInt64) -> Int? {
            indices.isEmpty ? nil : indices[Int(SplitMix64.word(seed, UInt64(row), salt) % UInt64(indices.count))]
        }
        captionsOf = images.map { data.captionsOf[$0] }
        soundsOf = images.map { data.soundsOf[$0] }
        captions = captionsOf.enumerated().map { choice($1, $0, salt: 1) }
        sounds = soundsOf.enumerated().map { choice($1, $0, salt: 2) }
    }

    /// Writes the samples of a modality, one after the other; zeros for an image without one.
    /// - Parameter threads: for captions and sounds.
    package func write(_ modality: Modality, _ threads: Int, to target: inout MutableSpan<Float>) {
        if modality == .image { return data.images.copyPixels(of: images, to: &target) }
        let size = target.count / images.count
        let rows = ThreadPool(threads).map(images.count) { values(modality, $0, size) }
        for (row, values) in rows.enumerated() {
            let (values, start) = (values.span, row * size)
            for index in 0..<size { target[start + index] = values[index] }
        }
    }

    /// Writes the presence mask (N, 1) of a modality: 1 for an image with a sample of it, else 0.
    package func writePresence(_ modality: Modality, to target: inout MutableSpan<Float>) {
        for row in 0..<target.count { target[row] = has(modality, row) ? 1 : 0 }
    }

    /// Writes the positive mask (N, N) of two modalities: 1 where the second one's sample in a column matches the first
    /// one's in a row, else 0.
    package func writePositives(_ first: Modality, _ second: Modality, to target: inout MutableSpan<Float>) {
        let N = images.count
        for row in 0..<N {
            for column in 0..<N { target[row * N + column] = isPositive(first, row, second, column) ? 1 : 0 }
        }
    }

    /// Sample `row` of a modality, `size` values; zeros for an image without one.
    private func values(_ modality: Modality, _ row: Int, _ size: Int) -> [Float] {
        var values = [Float](repeating: 0, count: size)
        var span = values.mutableSpan
        var random = SplitMix64.Sequence(seed: SplitMix64.word(seed, UInt64(row), 3))
        if modality == .text, let caption = captions[row] {
            data.writeText(caption, to: &span, at: 0, &random)
        } else if modality == .audio, let sound = sounds[row] {
            data.writeSound(sound, to: &span, at: 0, SpectrogramAugmentation(&random))
        }
        return values
    }

    private func has(_ modality: Modality, _ row: Int) -> Bool {
        switch modality {
        case .text: captions[row] != nil
        case .audio: sounds[row] != nil
        case .image: true
        }
    }

    /// Whether two samples match: they are of one image, or one of them is a caption or sound that the other's image
    /// has too.
    private func isPositive(_ first: Modality, _ row: Int, _ second: Modality, _ column: Int) -> Bool {
        if row == column { return true }
        func isShared(_ modality: Modality, of sample: Int, with other: Int) -> Bool {
            switch modality {
            case .text: captions[sample].map { captionsOf[other].contains($0) } ?? false
            case .audio: sounds[sample].map { soundsOf[other].contains($0) } ?? false
            case .image: false
            }
        }
        return isShared(first, of: row, with: column) || isShared(second, of: column, with: row)
    }
}
