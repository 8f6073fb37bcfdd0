extension JointModel {
    /// The vectors of the first sound of each of `pictures`, places in `pairs`: (pictures, E). Each different sound is read once.
    /// - Throws: `SoundError`, `ModalityError` for a sound that cannot be read.
    func vectors(ofSoundsOf pictures: [Int], in pairs: PairedSet, progress: (String, Double) -> Void = { _, _ in }) throws -> [Float] {
        var (places, sounds) = ([SoundSource: Int](), [Spectrogram]())
        for (done, picture) in pictures.enumerated() {
            let source = pairs.sounds[picture][0]
            guard places[source] == nil else { continue }
            progress("listening to held-out sounds", Double(done) / Double(pictures.count))
            places[source] = sounds.count
            sounds.append(try spectrogram(of: source.clip(seconds: Spectrogram.mostSeconds), name: source.name))
        }
        let vectors = vectors(of: sounds), E = JointSpace.extent
        return pictures.flatMap { picture in
            let place = places[pairs.sounds[picture][0]]!
            return vectors[place * E..<(place + 1) * E]
        }
    }
}
