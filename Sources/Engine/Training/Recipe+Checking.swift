extension Recipe {
    /// Checks that the recipe can be trained on `images`.
    /// - Throws: `SettingError` that names what would work.
    public func check(_ images: ImageSet) throws(SettingError) {
        let (batch, channels) = (settings.int("batch"), settings.int("channels"))
        guard images.channels == channels else { throw .otherColours(data: data, channels: images.channels, wanted: channels) }
        guard batch <= images.count else { throw .batchBeyondData(batch, data: data, pictures: images.count) }
    }

    /// What to read the data with: nil leaves pictures in their own colours, to be checked; `shapes` is drawn in any.
    var channelsToRead: Int? { data == "shapes" || data == "shapes:test" ? settings.int("channels") : nil }
}

extension Preset {
    /// Checks that the settings `given` by the user for a new run do not contradict each other.
    /// - Throws: `SettingError` that names what would work.
    public func checkTogether(_ given: [String: Double]) throws(SettingError) {
        let settings = try settings(given), rates = Remedy.rates
        if given["rate"] != nil, rates.allSatisfy({ given[$0] != nil }) {
            throw .contradiction("rate", why: "both networks have rates of their own, so it would count for nothing",
                                 remedy: "leave it out, or one of \(rates.joined(separator: " and "))")
        }
        if rates.allSatisfy({ settings[$0] == 0 }) {
            throw .contradiction("generator.rate", why: "with both rates at 0 nothing learns", remedy: "give at least one network a rate, for example --set rate=2e-4")
        }
        if settings.values["joint.texts"] == 0, settings.values["joint.sounds"] == 0 {
            throw .contradiction("joint.texts", why: "without captions and without sounds there is nothing to tell the networks",
                                 remedy: "leave out one of the two, or train a preset that is told nothing")
        }
        let penalty = "discriminator.penalty", interval = "discriminator.penalty.every", halving = "discriminator.penalty.halving"
        guard settings.values[penalty] == 0 else { return }
        if architecture(settings).objective == .wasserstein {
            throw .contradiction(penalty, why: "the Wasserstein distance of \(name) needs a penalty",
                                 remedy: "give more than 0, \((defaults[penalty] ?? 10).short) in the paper")
        }
        for (setting, purpose) in [(interval, "space out"), (halving, "let fall")] where given[setting] != nil {
            throw .contradiction(setting, why: "without a penalty there is none to \(purpose)", remedy: "leave it out, or give \(penalty) more than 0")
        }
    }

    /// Checks that there is something to repair and to learn, for presets that do.
    /// - Throws: `SettingError` that names what would work.
    func checkDamage(_ settings: Settings, hasMasks: Bool) throws(SettingError) {
        let kinds = DamageKind.allCases.map(\.setting).filter { settings.values[$0] != nil }, own = DamageKind.masks.setting
        guard !kinds.isEmpty else { return }
        if settings.values[own] ?? 0 > 0, !hasMasks {
            throw .contradiction(own, why: "there are no masks to train on", remedy: "give --masks FOLDER when the run begins")
        }
        if kinds.allSatisfy({ settings[$0] == 0 }) {
            throw .contradiction(DamageKind.boxes.setting, why: "with every damage at 0 there is nothing to repair",
                                 remedy: "give one of them more than 0")
        }
        if Reconstruction.Weight.allCases.allSatisfy({ settings.values[$0.rawValue] ?? 0 == 0 }) {
            throw .contradiction(Reconstruction.Weight.pixels.rawValue, why: "with every loss at 0 nothing learns",
                                 remedy: "give it more than 0, 1 is usual")
        }
    }
}

extension Recipe {
    /// The same with the user's own masks, where there are some: the only damage, unless `given` says how often other kinds occur.
    /// - Throws: `SettingError` for a preset that repairs nothing, masks that are asked for and not there, and nothing to repair or learn.
    public func training(onMasks folder: String?, given: [String: Double]) throws(SettingError) -> Recipe {
        var recipe = self
        if let folder {
            let own = DamageKind.masks.setting
            guard settings.values[own] != nil else {
                throw .contradiction("--masks", why: "the preset \(preset.name) repairs nothing", remedy: "give --preset repair")
            }
            var values = settings.values
            if given[own] == nil { values[own] = 1 }
            if !given.keys.contains(where: { $0.hasPrefix("damage.") }) {
                for kind in DamageKind.allCases where kind != .masks { values[kind.setting] = 0 }
            }
            (recipe.settings, recipe.masks) = (try preset.settings(values), folder)
        }
        try preset.checkDamage(recipe.settings, hasMasks: recipe.masks != nil)
        return recipe
    }
}
