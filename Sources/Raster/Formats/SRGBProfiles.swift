import Synchronization

/// The profiles that were found to be sRGB: most files of a data folder have the same one.
enum SRGBProfiles {
    private static let last = Mutex<(profile: ColorProfile, isSRGB: Bool)?>(nil)

    static func contains(_ profile: ColorProfile) -> Bool {
        if let last = last.withLock({ $0 }), last.profile == profile { return last.isSRGB }
        let isSRGB = profile.isSRGB
        last.withLock { $0 = (profile, isSRGB) }
        return isSRGB
    }
}
