// N samples.

/// What a step of the joint space learns from: a batch of pictures, one of the captions and one of the sounds of each, changed as
/// they are changed in life. A function of the seed and the step.
struct JointBatch {
    let pictures: [Int]
    /// Places in the data's captions and sounds; nil where the picture has none.
    let captions: [Int?]
    let sounds: [Int?]
    private let data: JointData
    private let seed: UInt64
    /// All captions and all sounds that each of the pictures has.
    private let captionsOf: [[Int]]
    private let soundsOf: [[Int]]

    init(_ data: JointData, pictures: [Int], seed: UInt64) {
        (self.data, self.pictures, self.seed) = (data, pictures, seed)
        func choice(_ places: [Int], _ row: Int, salt: UInt64) -> Int? {
            places.isEmpty ? nil : places[Int(SeededMixing.word(seed, UInt64(row), salt) % UInt64(places.count))]
        }
        captionsOf = pictures.map { data.captionsOf[$0] }
        soundsOf = pictures.map { data.soundsOf[$0] }
        captions = captionsOf.enumerated().map { choice($1, $0, salt: 1) }
        sounds = soundsOf.enumerated().map { choice($1, $0, salt: 2) }
    }

    /// Writes every input of the step for `modalities`.
    /// - Parameter lanes: where it is more than 1, all cores make texts and sounds ready.
    func fill(_ executor: Executor, modalities: [Modality], lanes: Int) {
        for modality in modalities {
            executor.fill(JointStep.Input.values(modality)) { write(modality, lanes, to: &$0) }
            executor.fill(JointStep.Input.isThere(modality)) { target in
                for row in 0..<target.count { target[row] = has(modality, row) ? 1 : 0 }
            }
        }
        for (first, second) in JointStep.pairs(of: modalities) {
            executor.fill(JointStep.Input.belongs(first, second)) { target in
                let N = pictures.count
                for row in 0..<N { for column in 0..<N { target[row * N + column] = belong(first, row, second, column) ? 1 : 0 } }
            }
        }
    }

    private func write(_ modality: Modality, _ lanes: Int, to target: inout MutableSpan<Float>) {
        if modality == .image { return data.images.copyPixels(of: pictures, to: &target) }
        let extent = target.count / pictures.count
        var rows: [[Float]] = []
        rows.reserveCapacity(pictures.count)
        if lanes > 1 {
            Blocks.each(pictures.count, progress: { _ in }, { values(modality, $0, extent) }, take: { rows.append($1) })
        } else {
            rows += pictures.indices.lazy.map { values(modality, $0, extent) }
        }
        for (row, values) in rows.enumerated() {
            let (values, start) = (values.span, row * extent)
            for place in 0..<extent { target[start + place] = values[place] }
        }
    }

    /// Sample `row` of a kind, `extent` numbers; zeros where there is none.
    private func values(_ modality: Modality, _ row: Int, _ extent: Int) -> [Float] {
        var values = [Float](repeating: 0, count: extent)
        var span = values.mutableSpan
        var random = SeededMixing.Sequence(seed: SeededMixing.word(seed, UInt64(row), 3))
        if modality == .text, let caption = captions[row] {
            data.writeText(caption, to: &span, at: 0, &random)
        } else if modality == .audio, let sound = sounds[row] {
            data.writeSound(sound, to: &span, at: 0, SpectrogramWarp(&random))
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

    /// Whether sample `column`'s `second` may stand for sample `row`'s `first`: its picture has the same caption, or the same sound.
    private func belong(_ first: Modality, _ row: Int, _ second: Modality, _ column: Int) -> Bool {
        if row == column { return true }
        func shares(_ modality: Modality, _ asking: Int, _ answering: Int) -> Bool {
            switch modality {
            case .text: captions[asking].map { captionsOf[answering].contains($0) } ?? false
            case .audio: sounds[asking].map { soundsOf[answering].contains($0) } ?? false
            case .image: false
            }
        }
        return shares(first, row, column) || shares(second, column, row)
    }
}
