import ArgumentParser
import Datasets
import Foundation
import Numerics
import Render
import Runs

/// Checks this machine and this terminal, and suggests what to change.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "Check this machine and terminal.")

    @Flag(help: "Print a JSON array.")
    var json = false

    @Flag(name: [.short, .long], help: "Print only what could be better.")
    var quiet = false

    private struct Check: Encodable {
        enum CodingKeys: String, CodingKey {
            case isGood = "ok"
            case subject, text
        }

        var isGood: Bool
        var subject: String
        var text: String
    }

    mutating func run() throws {
        let checks = (Self.machine() + Self.data() + Self.terminal()).filter { !quiet || !$0.isGood }
        if json { return try JSONReport.print(checks) }
        for check in checks {
            let subject = check.subject.padding(toLength: 10, withPad: " ", startingAt: 0)
            print("\(check.isGood ? "ok  " : "note") \(subject)  \(check.text)")
        }
    }

    private static func machine() -> [Check] {
        let threads = ProcessInfo.processInfo.activeProcessorCount,
            memory = ProcessInfo.processInfo.physicalMemory >> 30
        let (compiled, available) = (Processor.compiledVectorBits, Processor.availableVectorBits)
        var build = "compiled for \(compiled) bit vectors"
        if compiled < available {
            build += ", the CPU has \(available): slow; build with scripts/studio on this machine"
        }
        #if DEBUG
            build += "; a debug build, many times slower: build with scripts/studio"
            let isOptimized = false
        #else
            let isOptimized = true
        #endif
        let better = BLAS.betterCore()
        var blas = "\(BLAS.version), \(BLAS.coreName) kernels"
        if CoreChoice.hasRestarted { blas += " (the library chose slower ones; restarted with OPENBLAS_CORETYPE)" }
        if let better {
            let kept = ProcessInfo.processInfo.environment[CoreChoice.keepVariable] != nil
            blas +=
                ": \(better) would be faster"
                + (kept ? "; unset \(CoreChoice.keepVariable)" : "; set OPENBLAS_CORETYPE=\(better)")
        }
        return [
            Check(isGood: true, subject: "tessera", text: Tessera.version),
            Check(isGood: memory >= 1, subject: "machine", text: "\(threads) threads, \(memory) GB of memory"),
            Check(isGood: compiled >= available && isOptimized, subject: "build", text: build),
            Check(isGood: better == nil, subject: "BLAS", text: blas),
        ]
    }

    private static func data() -> [Check] {
        do {
            let images = try DataSource.open("fashion-mnist")
            return [
                Check(
                    isGood: true, subject: "data",
                    text: "fashion-mnist: \(Numbers.grouped(images.count)) images of \(images.width)x\(images.height)")
            ]
        } catch {
            return [Check(isGood: false, subject: "data", text: error.onCommandLine)]
        }
    }

    private static func terminal() -> [Check] {
        let environment = ProcessInfo.processInfo.environment
        let term = environment["TERM"] ?? ""
        guard StandardOutput.Stream.output.takesEscapes else {
            return [
                Check(isGood: false, subject: "terminal", text: "none: the studio needs one, `tessera train` does not")
            ]
        }
        var size = winsize()
        let known = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let isLarge = size.ws_col >= 60 && size.ws_row >= 16
        let profile = TerminalProfile(requested: nil, environment: environment)
        let charset = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        return [
            Check(
                isGood: !known || isLarge, subject: "terminal",
                text: "\(term), \(size.ws_col)x\(size.ws_row) cells" + (isLarge ? "" : ": the studio needs 60x16")),
            Check(isGood: profile.mode == .truecolor, subject: "colour", text: colour(profile.mode)),
            Check(
                isGood: true, subject: "characters",
                text: charset.uppercased().contains("UTF")
                    ? charset : "\(charset.isEmpty ? "no locale" : charset): the studio switches to UTF-8"),
        ]
    }

    private static func colour(_ mode: ColorMode) -> String {
        switch mode {
        case .truecolor: "24 bit"
        case .palette256: "256; if the terminal can do 24 bit, set COLORTERM=truecolor or give --color truecolor"
        case .palette16: "16"
        case .none: "none (NO_COLOR or the terminal)"
        }
    }
}
