import Raster

/// Data without labels, from which captions cannot be made.
struct UncaptionedData: UserError {
    let name: String

    var location: String? { name }
    var what: String { "its images have neither labels nor captions" }
    var suggestion: Suggestion { "put them into a subfolder for each class, or write a metadata.csv (docs/data.md)" }
}
