import Datasets
import Foundation
import Jobs
import Models
import Repair
import Runs
import Testing

@Suite struct ArchitectureTests {
    // MARK: - Modules

    /// The one folder that imports each C library.
    private static let libraries = [
        "COpenBLAS": "Engine/Numerics", "CIntrinsics": "Engine/Numerics", "CZlib": "Engine/Datasets",
        "CSndfile": "Engine/Datasets/Audio", "CTOML": "Engine/Runs/TOML", "CZip": "Engine/Datasets/Archive",
        "CPNG": "Raster", "CJPEG": "Raster", "CWebP": "Raster", "CTIFF": "Raster", "CGIF": "Raster", "CHEIF": "Raster",
        "CLCMS": "Raster", "CNcurses": "Studio/Terminal",
    ]

    /// Folders that may handle addresses.
    private static let addressFolders = Set(libraries.values).union(["Engine/Tensors/Kernels"])

    /// The layers of the engine with the targets that Package.swift lets them import.
    private static func layers() throws -> [String: Set<String>] {
        let text = try String(contentsOf: SourceFiles.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        return Dictionary(
            text.matches(of: /(?s)layer\(\s*"(\w+)",\s*uses: \[(.*?)\]/).map { match in
                (String(match.1), Set(match.2.matches(of: /"(\w+)"/).map { String($0.1) }))
            }
        ) { $1 }
    }

    @Test func `layers of the engine import only what Package.swift lists`() throws {
        let layers = try Self.layers(), files = try SourceFiles.read("Engine/").files
        #expect(layers.count >= 10 && files.count > 100)
        #expect(FolderArrows.cycle(layers.mapValues { $0.intersection(layers.keys) }) == nil)
        for file in files {
            let layer = String(file.path.dropFirst("Engine/".count).prefix { $0 != "/" })
            for module in file.imports where layers[module] != nil || ["Render", "Raster", "Studio"].contains(module) {
                #expect(module == layer || layers[layer]?.contains(module) == true, "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `Raster and Render do not import the engine`() throws {
        let layers = try Self.layers()
        for file in try SourceFiles.read("R").files {
            for module in file.imports {
                #expect(layers[module] == nil && module != "Studio", "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `each C library is imported by one folder`() throws {
        for file in try SourceFiles.read().files {
            for module in file.imports {
                guard let folder = Self.libraries[module] else { continue }
                #expect(file.path.hasPrefix(folder + "/"), "\(file.path) imports \(module), which belongs to \(folder)")
            }
        }
    }

    @Test func `addresses of floats stay in the kernels and at the C libraries`() throws {
        for file in try SourceFiles.read().files
        where !Self.addressFolders.contains(where: { file.path.hasPrefix($0 + "/") }) {
            #expect(!file.text.contains("UnsafeMutablePointer<Float>"), "\(file.path) handles addresses")
        }
    }

    // MARK: - Folders of the studio

    /// What each folder of the studio may use. Screens use each other's types nowhere; only App knows the screens.
    private static let folders: [String: Set<String>] = [
        "Terminal": [],
        "Themes": [],
        "Widgets": ["Terminal"],
        "MaskEditor": ["Widgets", "Terminal"],
        "Keys": ["MaskEditor", "Terminal"],
        "Tasks": ["MaskEditor", "Keys"],
        "Shared": ["Tasks", "Keys", "Widgets", "Terminal"],
        "Overlays": ["Shared", "Tasks", "Keys", "Widgets", "Terminal"],
        "Training": screen, "Samples": screen, "Runs": screen, "Watch": screen, "Repair": screen.union(["MaskEditor"]),
        "App": screen.union(["Training", "Samples", "Runs", "Watch", "Repair", "Overlays", "MaskEditor", "Themes"]),
        "Commands": ["App", "Tasks", "Keys", "Widgets", "MaskEditor", "Terminal"],
    ]

    private static let screen: Set<String> = ["Shared", "Tasks", "Keys", "Widgets", "Terminal"]

    @Test func `folders of the studio use only folders below them`() throws {
        let sources = try SourceFiles.read("Studio/"), arrows = FolderArrows(sources, module: "Studio/")
        #expect(FolderArrows.cycle(Self.folders) == nil)
        #expect(
            Set(arrows.types.keys).isSuperset(of: ["App", "Commands", "Repair", "Training"]), "no arrows were found")
        #expect(arrows.violations(Self.folders) == [])
    }

    @Test func `a wrong arrow is found`() throws {
        var sources = try SourceFiles.read("Studio/")
        let index = try #require(sources.files.firstIndex { $0.path == "Studio/Runs/RunsView.swift" })
        sources.files[index].text +=
            "\nprivate func wrong(_ model: AppModel, _ state: SamplesState) {} // ThemeLibrary \"Loop\"\n"
        #expect(
            FolderArrows(sources, module: "Studio/").violations(Self.folders) == [
                "Runs -> App: AppModel", "Runs -> Samples: SamplesState",
            ])
        #expect(FolderArrows.cycle(["A": ["B"], "B": ["C"], "C": ["B"]]) == "B")
    }

    // MARK: - Ways out

    @Test func `the process ends itself in one place, and lines are written in one place`() throws {
        let ends = /(?:^|[^.\w])_?exit\(|quick_exit\(|abort\(/
        let writes =
            /Swift\.print\(|debugPrint\(|FileHandle\.standard(?:Output|Error)|\b(?:fputs|putchar|puts)\(|(?:Glibc\.|Foundation\.)?write\([12],|isatty\((?:1|2|STDOUT_FILENO|STDERR_FILENO)\)/
        for file in try SourceFiles.read().files {
            if file.path != "Studio/Terminal/ProcessEnd.swift" {
                #expect(file.code.firstMatch(of: ends) == nil, "\(file.path) ends the process")
            }
            if file.path != "Studio/Terminal/StandardOutput.swift"
                && file.path != "Studio/Terminal/CursesTerminal.swift"
            {
                #expect(file.code.firstMatch(of: writes) == nil, "\(file.path) writes to the terminal")
            }
        }
        let wrappers = try SourceFiles.read("System/", endings: [".c", ".h", ".cpp"]).files
        #expect(wrappers.count > 20)
        for file in wrappers { #expect(file.code.firstMatch(of: ends) == nil, "\(file.path) ends the process") }
    }

    // MARK: - The main thread

    @Test func `nothing on the main thread waits for a queue`() throws {
        let waits = /\.sync\s*[({]|DispatchSemaphore|DispatchGroup|Thread\.sleep|usleep|\.wait\(\)/
        for file in try SourceFiles.read("Studio/").files
        where Self.mainThread.contains(where: { file.path.hasPrefix("Studio/" + $0) }) {
            #expect(file.code.firstMatch(of: waits) == nil, "\(file.path) waits")
        }
    }

    @Test func `no file is written while the status of a training is locked`() throws {
        for file in try SourceFiles.read("Engine/Jobs").files {
            for block in file.text.matches(of: /publish \{ \w+ in\n(?s:.*?)\n {8,16}\}/) {
                #expect(!block.output.contains(/log\.(?:text|scalar|flush)\(/), "\(file.path): \(block.output)")
            }
        }
    }

    /// Parts of the studio that run on the main thread while the screen is open.
    private static let mainThread = [
        "Widgets", "Keys", "Shared", "Overlays", "Training", "Samples", "Runs", "Repair", "Watch", "App/Update",
        "App/Views", "App/AppModel", "App/Tab", "App/Loop", "App/Message",
    ]

    /// Calls that read or write files.
    private static var fileCalls: Regex<Substring> {
        /FileManager|FileHandle|contentsOfFile|Data\(contentsOf|RunFolder\.|RunFile\.|RunCatalog|Safetensors|OpenedCheckpoint|CheckpointMetadata\(|LearnedRepair\(|LearnedRepair\.ifRun|RepairMethods\.named|DataSource|MultimodalSource|ImageFile\.read|PNG\.write|MaskFile\.(?:read|write|recovered)|ThemeLibrary|LogWatcher|Glibc/
    }

    private static func fileCalls(in file: SourceFiles.File) -> [String] {
        file.code.matches(of: fileCalls).map { String($0.0) }
    }

    @Test func `update and view read no files`() throws {
        let files = try SourceFiles.read("Studio/").files.filter { file in
            Self.mainThread.contains { file.path.hasPrefix("Studio/\($0)") }
        }
        #expect(files.count > 60)
        for file in files { #expect(Self.fileCalls(in: file) == [], "\(file.path)") }
        let tasks = try SourceFiles.read("Studio/Tasks/").files.flatMap(Self.fileCalls)
        #expect(tasks.count > 10, "the calls are no longer recognised in the background tasks")
    }
}
