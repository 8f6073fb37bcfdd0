// swift-tools-version: 6.2
import PackageDescription

// Every user builds on the machine that will run the program, so the default is that machine's own vector width.
// TESSERA_PORTABLE=1 builds for any x86-64 or arm64 instead; `tessera doctor` says which of the two is running.
let portable = Context.environment["TESSERA_PORTABLE"] == "1"

let ours: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(portable ? ["-Xcc", "-DTESSERA_PORTABLE"] : ["-Xcc", "-march=native"]),
]

/// Tests of screens and files compile without optimization, which is faster to build; what they test is optimized.
let tests: [SwiftSetting] = ours + [.unsafeFlags(["-Onone"])]

/// A layer of the engine: a target of its own, so that a wrong arrow does not compile. `uses` names the layers below that it may import.
func layer(_ name: String, uses: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Engine/\(name)", exclude: exclude, swiftSettings: ours)
}

let package = Package(
    name: "tessera",
    products: [.executable(name: "tessera", targets: ["Studio"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    ],
    targets: [
        // C libraries: one target each, imported by exactly one folder.
        .target(
            name: "CNcurses", path: "Sources/System/CNcurses",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .systemLibrary(name: "COpenBLAS", path: "Sources/System/COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CPNG", path: "Sources/System/CPNG", linkerSettings: [.linkedLibrary("png16")]),
        .target(name: "CJPEG", path: "Sources/System/CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CLCMS", path: "Sources/System/CLCMS", linkerSettings: [.linkedLibrary("lcms2")]),
        .target(
            name: "CWebP", path: "Sources/System/CWebP",
            linkerSettings: [.linkedLibrary("webp"), .linkedLibrary("webpdemux"), .linkedLibrary("webpmux")]),
        .target(name: "CTIFF", path: "Sources/System/CTIFF", linkerSettings: [.linkedLibrary("tiff")]),
        .target(name: "CGIF", path: "Sources/System/CGIF", linkerSettings: [.linkedLibrary("gif")]),
        .target(name: "CHEIF", path: "Sources/System/CHEIF", linkerSettings: [.linkedLibrary("heif")]),
        .target(name: "CIntrinsics", path: "Sources/System/CIntrinsics"),
        .target(name: "CBFloat16", path: "Sources/System/CBFloat16"),
        .target(name: "CTOML", path: "Sources/System/CTOML"),
        .systemLibrary(name: "CZlib", path: "Sources/System/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZip", path: "Sources/System/CZip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CSndfile", path: "Sources/System/CSndfile", providers: [.apt(["libsndfile1-dev"])]),

        // Arrows go down only: Studio -> Engine, Render -> Raster. ArchitectureTests checks the imports too.
        .target(
            name: "Raster", dependencies: ["CPNG", "CJPEG", "CWebP", "CTIFF", "CGIF", "CHEIF", "CLCMS"],
            swiftSettings: ours),
        .target(name: "Render", dependencies: ["Raster"], swiftSettings: ours),
        layer("Numerics", uses: ["COpenBLAS", "CIntrinsics", "CBFloat16"]),
        layer("Tensors", uses: ["Numerics", "Raster"]),
        layer("Networks", uses: ["Tensors", "Numerics"]),
        layer(
            "Runs",
            uses: [
                "Raster", "Numerics", "CTOML", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Events/tensorboard.proto"]),
        layer("Datasets", uses: ["Runs", "Raster", "Numerics", "CZlib", "CZip", "CSndfile"]),
        layer("Conditioning", uses: ["Datasets", "Runs", "Networks", "Tensors", "Numerics", "Raster"]),
        layer("Models", uses: ["Conditioning", "Datasets", "Runs", "Networks", "Tensors", "Numerics", "Raster"]),
        layer(
            "Training",
            uses: ["Models", "Conditioning", "Datasets", "Runs", "Networks", "Tensors", "Numerics", "Raster"]),
        layer(
            "Repair", uses: ["Models", "Conditioning", "Datasets", "Runs", "Networks", "Tensors", "Numerics", "Raster"]),
        layer(
            "Evaluation",
            uses: [
                "Repair", "Training", "Models", "Conditioning", "Datasets", "Runs", "Networks", "Tensors", "Numerics",
                "Raster",
            ]),
        layer(
            "Jobs",
            uses: [
                "Evaluation", "Repair", "Training", "Models", "Conditioning", "Datasets", "Runs", "Networks", "Tensors",
                "Numerics", "Raster",
            ]),
        .executableTarget(
            name: "Studio",
            dependencies: [
                "Render", "Raster", "CNcurses",
                "Jobs", "Evaluation", "Repair", "Training", "Models", "Conditioning", "Datasets", "Runs", "Networks",
                "Tensors", "Numerics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: ours),

        .testTarget(name: "RasterTests", dependencies: ["Raster"], swiftSettings: tests),
        .testTarget(name: "RenderTests", dependencies: ["Render", "Raster"], swiftSettings: tests),
        .target(name: "CAllocations", path: "Tests/CAllocations"),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Raster", "CAllocations", "Jobs", "Evaluation", "Repair", "Training", "Models", "Conditioning",
                "Datasets", "Runs", "Networks", "Tensors", "Numerics",
            ], resources: [.copy("Golden")],
            swiftSettings: ours),
        .testTarget(
            name: "StudioTests",
            dependencies: [
                "Studio", "Render", "Raster", "Jobs", "Evaluation", "Repair", "Training", "Models", "Conditioning",
                "Datasets", "Runs", "Networks", "Tensors", "Numerics",
            ], swiftSettings: tests),
    ],
    cxxLanguageStandard: .cxx17
)
