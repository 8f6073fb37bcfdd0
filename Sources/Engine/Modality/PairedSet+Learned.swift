extension PairedSet {
    /// What a run with `settings` learns from: without captions, or without sounds, where they leave these out.
    func learned(_ settings: Settings) -> PairedSet {
        PairedSet(images: images, captions: settings.values["joint.texts"] == 0 ? nil : captions,
                  sounds: settings.values["joint.sounds"] == 0 ? nil : sounds, faults: faults, traits: traits)
    }
}
