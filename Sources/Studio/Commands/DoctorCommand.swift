import ArgumentParser
import Engine
import Foundation
import Render

/// Says what this machine and this terminal can do, and what to do where something is missing.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "doctor", abstract: "Say what this machine and terminal can do.")

    private struct Finding {
        var isGood: Bool
        var subject: String
        var text: String
    }

    mutating func run() throws {
        for finding in Self.machine() + Self.data() + Self.terminal() {
            let subject = finding.subject.padding(toLength: 10, withPad: " ", startingAt: 0)
            print("\(finding.isGood ? "ok  " : "note") \(subject)  \(finding.text)")
        }
    }

    private static func machine() -> [Finding] {
        let threads = ProcessInfo.processInfo.activeProcessorCount, memory = ProcessInfo.processInfo.physicalMemory >> 30
        let (compiled, available) = (Processor.compiledVectorBits, Processor.availableVectorBits)
        var build = "compiled for \(compiled) bit vectors"
        if compiled < available { build += ", the CPU has \(available): a slow build; build with scripts/studio on this machine" }
        #if DEBUG
        build += "; a debug build, many times slower: build with scripts/studio"
        let isOptimised = false
        #else
        let isOptimised = true
        #endif
        let better = BLAS.betterCore()
        var blas = "\(BLAS.version), \(BLAS.coreName) kernels"
        if CoreChoice.hasStartedOver { blas += " (the library had chosen slower ones; started over with OPENBLAS_CORETYPE)" }
        if let better {
            let kept = ProcessInfo.processInfo.environment[CoreChoice.keepVariable] != nil
            blas += ": \(better) would be faster" + (kept ? "; unset \(CoreChoice.keepVariable)" : "; set OPENBLAS_CORETYPE=\(better)")
        }
        return [
            Finding(isGood: true, subject: "tessera", text: Tessera.version),
            Finding(isGood: memory >= 1, subject: "machine", text: "\(threads) threads, \(memory) GB of memory"),
            Finding(isGood: compiled >= available && isOptimised, subject: "build", text: build),
            Finding(isGood: better == nil, subject: "BLAS", text: blas),
        ]
    }

    private static func data() -> [Finding] {
        do {
            let images = try DataSource.open("fashion-mnist")
            return [Finding(isGood: true, subject: "data", text: "fashion-mnist: \(Numbers.grouped(images.count)) images of \(images.width)x\(images.height)")]
        } catch {
            return [Finding(isGood: false, subject: "data", text: error.description)]
        }
    }

    private static func terminal() -> [Finding] {
        let environment = ProcessInfo.processInfo.environment
        let term = environment["TERM"] ?? ""
        guard isatty(1) == 1, !term.isEmpty, term != "dumb" else {
            return [Finding(isGood: false, subject: "terminal", text: "none here: the studio needs one, `tessera train` does not")]
        }
        var size = winsize()
        let known = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let isLarge = size.ws_col >= 60 && size.ws_row >= 16
        let profile = TerminalProfile(wanted: nil, environment: environment)
        let charset = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        return [
            Finding(isGood: !known || isLarge, subject: "terminal", text: "\(term), \(size.ws_col)x\(size.ws_row) cells" + (isLarge ? "" : ": the studio needs 60x16")),
            Finding(isGood: profile.mode == .truecolor, subject: "colour", text: colour(profile.mode)),
            Finding(isGood: true, subject: "characters", text: charset.uppercased().contains("UTF") ? charset : "\(charset.isEmpty ? "no locale" : charset): the studio switches to UTF-8 by itself"),
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
