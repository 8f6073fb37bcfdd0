/// The arrows between the folders of a module: folder A points to folder B where a file of A names a type of B.
struct FolderArrows {
    /// The named types, by source and target.
    private(set) var types: [String: [String: Set<String>]] = [:]

    /// - Parameter module: the path of the module below `Sources`, with a slash at the end.
    init(_ sources: SourceFiles, module: String) {
        func folder(_ file: SourceFiles.File) -> String {
            String(file.path.dropFirst(module.count).prefix { $0 != "/" })
        }
        var owners: [String: String] = [:]
        for file in sources.files { for type in file.types { owners[type] = folder(file) } }
        for file in sources.files {
            let source = folder(file)
            for name in file.names {
                guard let target = owners[name], target != source else { continue }
                types[source, default: [:]][target, default: []].insert(name)
            }
        }
    }

    /// Arrows that `allowed` does not have, e.g. "Runs -> App: AppModel".
    func violations(_ allowed: [String: Set<String>]) -> [String] {
        types.flatMap { source, targets in
            targets.filter { allowed[source]?.contains($0.key) != true }.map {
                "\(source) -> \($0.key): \($0.value.sorted().joined(separator: ", "))"
            }
        }.sorted()
    }

    /// A folder that reaches itself; nil for a graph without cycles.
    static func cycle(_ arrows: [String: Set<String>]) -> String? {
        arrows.keys.sorted().first { start in
            var reached: Set<String> = [], waiting = Array(arrows[start] ?? [])
            while let folder = waiting.popLast() {
                if reached.insert(folder).inserted { waiting += arrows[folder] ?? [] }
            }
            return reached.contains(start)
        }
    }
}
