import Raster

/// Data of which nothing is known that a caption could say.
struct UnpairedData: UserError {
    let name: String

    var place: String? { name }
    var what: String { "its pictures have neither labels nor captions" }
    var remedy: String { "put them into a subfolder for each class, or write a metadata.csv (docs/data.md)" }
}
