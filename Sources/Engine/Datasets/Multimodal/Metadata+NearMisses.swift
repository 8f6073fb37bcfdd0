/// Columns that are probably meant as those of the format.
enum NearColumns {
    private static let texts: Set = [
        "caption", "captions", "texts", "description", "descriptions", "prompt", "prompts", "title", "label",
        "sentence",
    ]
    private static let files: Set = [
        "file", "filename", "file_names", "filenames", "filepath", "image", "images", "image_name", "image_path",
        "image_file", "path", "name",
    ]
    private static let sounds: Set = [
        "audio", "sound", "audio_file", "sound_file", "audio_filename", "audio_name", "audio_path", "sound_file_name",
    ]

    /// The first of `columns` that is probably meant as `column`: another case, spaces or a hyphen, or a usual word for it.
    static func nearest(to column: String, among columns: some Sequence<String>) -> String? {
        let words = column == "file_name" ? files : column == "text" ? texts : sounds
        return columns.first { name in
            let plain = name.lowercased().filter { $0 != " " }.replacing("-", with: "_")
            return name != column && (plain == column || words.contains(plain))
        }
    }

    /// What to do about a column that is missing; nil where nothing like it is there.
    static func advice(for column: String, among columns: some Sequence<String>) -> String? {
        nearest(to: column, among: columns).map { "'\($0)' is not read; name it \(column)" }
    }

    /// Advice for a header that is one field with other separators than commas; nil for any other.
    static func separatorAdvice(_ columns: [String]) -> String? {
        guard columns.count == 1, let header = columns.first else { return nil }
        let known: Set = ["file_name", "text", "audio_file_name"]
        for (separator, name) in [(";" as Character, "semicolons"), ("\t", "tabs"), ("|", "bars")] {
            let parts = header.split(separator: separator).map(String.init)
            if parts.count > 1, parts.contains(where: known.contains) || nearest(to: "file_name", among: parts) != nil {
                return "its fields are separated by \(name); separate them by commas"
            }
        }
        return nil
    }
}
