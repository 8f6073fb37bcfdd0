extension Metadata {
    private static let nearStems: Set = [
        "metadata", "meta-data", "meta_data", "captions", "caption", "labels", "annotations",
    ]

    /// What to do about a file that is probably meant as metadata; nil for other names.
    static func hint(for path: String) -> String? {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        guard let meant = meant(by: name) else { return nil }
        let isTabs = name.lowercased().hasSuffix(".tsv")
        return "\(path) is not read; did you mean \(meant)\(isTabs ? ", with commas for the tabs" : "")?"
    }

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
