extension Metadata {
    private static let nearStems: Set = [
        "metadata", "meta-data", "meta_data", "captions", "caption", "labels", "annotations",
    ]

    /// The metadata file that a file with a similar name may be meant as; nil for other names.
    static func meant(by name: String) -> String? {
        guard !fileNames.contains(name), let dot = name.lastIndex(of: "."),
            nearStems.contains(name[..<dot].lowercased())
        else { return nil }
        switch name[dot...].lowercased() {
        case ".json", ".jsonl", ".ndjson": return "metadata.jsonl"
        case ".csv", ".tsv": return "metadata.csv"
        default: return nil
        }
    }
}
