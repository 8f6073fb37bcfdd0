import Datasets
import Models
import Runs
import Training

/// What the data of a new run decide, in the order in which it is known: most settings before the images are read, channels after.
struct DataDecisions {
    /// The settings that the user gave; nil where all are decided.
    var given: [String: SettingValue]?
    private var taken: [String: SettingValue]
    /// What the data hold; nil where they were not looked at.
    private var found: DataSummary?

    private static let channels = SettingKeys().channels.name

    /// - Parameter taken: what was taken from the data before.
    init(given: [String: SettingValue]? = nil, taken: [String: SettingValue] = [:]) {
        (self.given, self.taken) = (given, taken)
    }

    /// Looks at the data where a setting depends on them, and takes what they decide.
    /// - Throws: `DataError`; `SettingError` for what the preset cannot do.
    mutating func look(
        for configuration: inout TrainingConfiguration, threads: Int, _ progress: (String) -> Void
    ) throws {
        guard let given, configuration.isDecidedByData(given: given) else { return }
        let isSizeGiven = given[SettingKeys().imageSize.name] != nil
        let found = try DataSummary.of(
            configuration.data, size: isSizeGiven ? configuration.settings.imageSize : nil, threads: threads
        ) { progress("\($0) \(Int($1 * 100)) %") }
        taken.merge(try configuration.take(from: found, given: given)) { $1 }
        self.found = found
    }

    /// The channels to read the images with: nil in their own colours.
    func channelsToRead(_ configuration: TrainingConfiguration) -> Int? {
        given?[Self.channels] == nil ? configuration.channelsToRead : configuration.settings.channels
    }

    /// Takes the channels of the images, all of which are known only after reading.
    /// - Throws: `SettingError`.
    mutating func takeChannels(of images: ImageSet, for configuration: inout TrainingConfiguration) throws(SettingError)
    {
        guard let given, given[Self.channels] == nil, configuration.settings.channels != images.channels else { return }
        let channels = [Self.channels: SettingValue.integer(images.channels)]
        taken.merge(try configuration.take(channels)) { $1 }
    }

    /// What the data are in their files, without decoding large data again.
    func summary(
        of images: ImageSet, _ configuration: TrainingConfiguration, threads: Int, _ progress: (String) -> Void
    ) throws(DataError) -> DataSummary {
        if var found {
            found.size = configuration.settings.imageSize
            if images.channels > 1 { found.isColoured = true }
            return found
        }
        return try DataSummary.of(
            configuration.data, size: configuration.settings.imageSize, images: images, threads: threads
        ) { progress("\($0) \(Int($1 * 100)) %") }
    }

    /// Lines for the user: what was taken, and that the user's choice of grey wins over colour.
    func notes(_ summary: DataSummary, _ configuration: TrainingConfiguration) -> [String] {
        let isGrey = given?[Self.channels] != nil && summary.isColoured && configuration.settings.channels == 1
        return [TrainingConfiguration.takenLine(taken, by: configuration.preset)].compactMap(\.self)
            + (isGrey ? ["colour images are trained in grey, as channels=1 says"] : [])
    }
}
