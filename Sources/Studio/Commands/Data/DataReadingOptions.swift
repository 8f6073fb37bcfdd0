import ArgumentParser
import Datasets

/// How a folder of images is read; they become suffixes of the data's name, which a run keeps.
struct DataReadingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For folders in folders: the number of folder levels that make a class (default: 1).", valueName: "levels"))
    var classDepth: Int?

    @Option(
        help: ArgumentHelp(
            "Language of captions and sounds that lie beside the images, e.g. de (default: the lines without one).",
            valueName: "code"))
    var captionLanguage: String?

    mutating func validate() throws {
        if let classDepth, !DataName.classDepths.contains(classDepth) {
            let (least, most) = (DataName.classDepths.lowerBound, DataName.classDepths.upperBound)
            throw ValidationError("--class-depth \(classDepth) is out of range; give \(least) to \(most)")
        }
    }

    /// The options that are given.
    var given: [String] {
        (classDepth == nil ? [] : ["--class-depth"]) + (captionLanguage == nil ? [] : ["--caption-language"])
    }

    func applied(to name: String) -> String {
        guard classDepth != nil || captionLanguage != nil else { return name }
        var data = DataName(name)
        data.classDepth = classDepth ?? data.classDepth
        data.language = captionLanguage ?? data.language
        return data.text
    }
}
