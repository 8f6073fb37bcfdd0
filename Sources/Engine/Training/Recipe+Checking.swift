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
        let penalty = "discriminator.penalty", interval = "discriminator.penalty.every"
        guard settings.values[penalty] == 0 else { return }
        if architecture(settings).objective == .wasserstein {
            throw .contradiction(penalty, why: "the Wasserstein distance of \(name) needs a penalty",
                                 remedy: "give more than 0, \((defaults[penalty] ?? 10).short) in the paper")
        }
        if given[interval] != nil {
            throw .contradiction(interval, why: "without a penalty there is none to space out", remedy: "leave it out, or give \(penalty) more than 0")
        }
    }
}
