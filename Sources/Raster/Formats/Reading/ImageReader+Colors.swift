extension ImageReader {
    /// The image with its colours converted as wanted, and upright.
    func finished(_ decoded: DecodedImage, _ colors: ImageFile.Colors) throws(ImageError) -> ImageFile.Contents {
        var contents = ImageFile.Contents(
            bitmap: decoded.bitmap, alpha: decoded.alpha, text: decoded.text, conversions: decoded.conversions,
            metadata: decoded.metadata)
        contents.notes = decoded.notes
        contents.stored = decoded.stored
        var profile: ColorProfile?
        if let bytes = decoded.profile {
            profile = ColorProfile(bytes)
            if profile == nil { contents.conversions.append("its colour profile cannot be read and was left out") }
        }
        if let inks = decoded.inks {
            let inverted = inks.inverted ?? Self.isLighterInverted(inks.samples)
            mix(inks.samples, inverted: inverted, profile, &contents)
            if inks.inverted == nil, let last = contents.conversions.popLast() {
                let meaning = inverted ? "no ink" : "full ink"
                contents.conversions.append(
                    last + ", with 255 as \(meaning): the file does not say it, and this image is lighter")
            }
            profile = nil
        }
        if let profile { apply(profile, colors, &contents) }
        if let chromaticities = contents.metadata.chromaticities, contents.metadata.profile == nil, colors == .sRGB {
            if let profile = ColorProfile(chromaticities: chromaticities.map { Double($0) / 100_000 }) {
                convert(&contents, by: profile, saying: "its primaries (cHRM) became those of sRGB")
            }
            contents.metadata.chromaticities = nil
        }
        if contents.metadata.profile != nil { contents.metadata.chromaticities = nil }
        if colors == .stored, contents.changedSamples > 0, let last = contents.conversions.popLast() {
            contents.conversions.append("\(last) (\(contents.changedSamples) samples changed)")
        }
        turn(&contents, missing: decoded.missing)
        return contents
    }

    /// Whether 255 means no ink in samples without Adobe's marker, which tells it.
    ///
    /// Programs write both. The wrong reading takes the black that an image has little of for nearly full: it is the darker one.
    private static func isLighterInverted(_ inks: [UInt8]) -> Bool {
        var asInk = 0, asLight = 0
        for start in stride(from: 0, to: inks.count, by: 4) {
            let light = Int(inks[start]) + Int(inks[start + 1]) + Int(inks[start + 2]), black = Int(inks[start + 3])
            asLight += light * black
            asInk += (765 - light) * (255 - black)
        }
        return asLight > asInk
    }

    /// CMYK to RGB: by the profile, else by the light that both the ink and the black let through.
    private func mix(_ inks: [UInt8], inverted: Bool, _ profile: ColorProfile?, _ contents: inout ImageFile.Contents) {
        let (width, height) = (contents.bitmap.width, contents.bitmap.height)
        contents.changedSamples = width * height * 3
        if let profile, profile.channels == 4, let pixels = profile.sRGB(inks, inverted: inverted) {
            contents.bitmap = Bitmap(width: width, height: height, channels: 3, pixels: pixels)
            contents.conversions.append("CMYK colours became sRGB by their profile \(profile.name)")
            return
        }
        if let profile { contents.conversions.append(leftOut(profile, for: "CMYK")) }
        let flip: UInt8 = inverted ? 0 : 255
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for start in stride(from: 0, to: inks.count, by: 4) {
            let black = Int(inks[start + 3] ^ flip)
            for c in 0..<3 { pixels.append(UInt8((Int(inks[start + c] ^ flip) * black + 127) / 255)) }
        }
        contents.bitmap = Bitmap(width: width, height: height, channels: 3, pixels: pixels)
        contents.conversions.append("CMYK colours became RGB")
    }

    private func leftOut(_ profile: ColorProfile, for kind: String) -> String {
        let kinds = [1: "grey", 3: "RGB", 4: "CMYK"]
        return
            "its colour profile \(profile.name) is for \(kinds[profile.channels] ?? "other") samples, not for \(kind), and was left out"
    }

    private func apply(_ profile: ColorProfile, _ colors: ImageFile.Colors, _ contents: inout ImageFile.Contents) {
        let bitmap = contents.bitmap
        if profile.channels == bitmap.channels {
            if colors == .stored {
                contents.metadata.profile = profile
            } else if !SRGBProfiles.contains(profile) {
                convert(&contents, by: profile, saying: "its colours became sRGB by their profile \(profile.name)")
            }
            return
        }
        // Grey with a profile of RGB is RGB of equal samples; a grey profile is a curve for each sample.
        let name = "the samples became sRGB by a profile for other channels, \(profile.name)"
        switch (bitmap.channels, profile.channels) {
        case (1, 3):
            guard let converted = profile.sRGB(bitmap.converted(toChannels: 3).pixels) else { return }
            let rgb = Bitmap(width: bitmap.width, height: bitmap.height, channels: 3, pixels: converted)
            replace(&contents, with: rgb.converted(toChannels: 1).pixels, saying: name)
        case (3, 1):
            guard let converted = profile.sRGB(bitmap.pixels) else { return }
            replace(&contents, with: converted, saying: name)
        default: contents.conversions.append(leftOut(profile, for: bitmap.channels == 1 ? "grey" : "RGB"))
        }
    }

    private func convert(_ contents: inout ImageFile.Contents, by profile: ColorProfile, saying words: String) {
        // The primaries of a PNG may stand with grey samples, which they do not concern.
        guard profile.channels == contents.bitmap.channels else { return }
        guard let pixels = profile.sRGB(contents.bitmap.pixels) else {
            contents.conversions.append("its colour profile \(profile.name) cannot be used and was left out")
            return
        }
        replace(&contents, with: pixels, saying: words)
    }

    private func replace(_ contents: inout ImageFile.Contents, with pixels: [UInt8], saying words: String) {
        contents.changedSamples = zip(pixels, contents.bitmap.pixels).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        contents.bitmap.pixels = pixels
        contents.stored = nil
        contents.conversions.append(words)
    }

    private func turn(_ contents: inout ImageFile.Contents, missing: MissingPart?) {
        let orientation = contents.metadata.orientation, bitmap = contents.bitmap
        contents.stored = contents.stored?.oriented(
            orientation, width: bitmap.width, height: bitmap.height, channels: bitmap.channels)
        contents.bitmap = bitmap.oriented(orientation)
        contents.alpha = contents.alpha?.oriented(orientation)
        if orientation.swapsSides { contents.metadata.resolution = contents.metadata.resolution?.swapped }
        if let missing {
            let part = missing.oriented(orientation)
            contents.missing = part
            contents.notes.append("the file ends early: \(part.text) grey")
        }
    }
}
