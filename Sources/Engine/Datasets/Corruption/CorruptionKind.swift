package import Runs

/// A corruption of training images that networks learn to repair.
package enum CorruptionKind: String, Sendable, CaseIterable {
    case boxes
    case thinStrokes = "strokes.thin"
    case mediumStrokes = "strokes.medium"
    case thickStrokes = "strokes.thick"
    case dropout
    case masks
    case noise
    case blur
    case downsampling
    case jpeg

    /// The setting with its relative frequency.
    package var key: KeyPath<SettingKeys, SettingKey<Double>> {
        switch self {
        case .boxes: \.corruptionBoxes
        case .thinStrokes: \.corruptionThinStrokes
        case .mediumStrokes: \.corruptionMediumStrokes
        case .thickStrokes: \.corruptionThickStrokes
        case .dropout: \.corruptionDropout
        case .masks: \.corruptionMasks
        case .noise: \.corruptionNoise
        case .blur: \.corruptionBlur
        case .downsampling: \.corruptionDownsampling
        case .jpeg: \.corruptionJPEG
        }
    }

    private var declaration: Setting { SettingKeys()[keyPath: key].setting }

    /// The name of that setting, e.g. "corruption.boxes".
    package var setting: String { declaration.name }

    /// What it does to an image, e.g. "a Gaussian blur of 0.5 to 2 pixels"; fractions are of the image's smaller side.
    package var meaning: String { String(declaration.meaning.dropFirst(SettingKeys.corruptionMeaning.count)) }

    /// True where some pixels are removed and the others are unchanged; false where every pixel changes.
    package var leavesHoles: Bool {
        switch self {
        case .boxes, .thinStrokes, .mediumStrokes, .thickStrokes, .dropout, .masks: true
        case .noise, .blur, .downsampling, .jpeg: false
        }
    }
}
