import ArgumentParser
import Engine
import Glibc
import Raster

/// The program: one root command, its subcommands, and the one place where errors become a line and an exit code.
@main
struct Program {
    @MainActor
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        // A file that reaches the shell's size limit is an error to tell of, not the end.
        signal(SIGXFSZ, SIG_IGN)
        unblockSignals()
        do {
            var command = try TesseraCommand.parseAsRoot()
            if !(command is any WithoutMatrices) { CoreChoice.startOverIfSlower() }
            try command.run()
        } catch {
            exit(report(error))
        }
    }

    /// A parent may hand down blocked signals (threads of Dispatch block nearly all); then no Ctrl-C would ever arrive.
    private static func unblockSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }

    /// Prints what went wrong, in one line, and gives the exit code: 0, 1 failed, 2 bad usage, 130 interrupted.
    private static func report(_ error: any Error) -> Int32 {
        if let error = error as? any UserError {
            ErrorLine.print(error.description)
            return error.isUsage ? 2 : 1
        }
        if let refusal = error as? ControlRefusal {
            ErrorLine.print(refusal.description)
            return refusal.isUsage ? 2 : 1
        }
        if let interrupted = error as? Interrupted { return interrupted.code }
        switch TesseraCommand.exitCode(for: error) {
        case .success:
            print(TesseraCommand.fullMessage(for: error))
            return 0
        case .validationFailure:
            ErrorLine.print("\(TesseraCommand.message(for: error)); `tessera --help` lists the commands and their options")
            return 2
        default:
            ErrorLine.print(TesseraCommand.message(for: error))
            return 1
        }
    }
}

/// A command that multiplies no matrices: it starts without choosing kernels for them.
protocol WithoutMatrices {}

/// The work was ended from outside, after a last checkpoint.
struct Interrupted: Error {
    let code: Int32 = 130
}

enum ErrorLine {
    /// One line on standard error, whatever the message holds.
    static func print(_ message: String) {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        _ = "tessera: \(line)\n".withCString { write(2, $0, strlen($0)) }
    }
}

struct TesseraCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "A studio in the terminal for adversarial image generation and image repair.",
        discussion: "Without a subcommand it opens the studio and trains.",
        version: Tessera.version,
        subcommands: [StudioCommand.self, TrainCommand.self, ControlCommand.self, GenerateCommand.self,
                      EvaluateCommand.self, SearchCommand.self, DataCommand.self, RepairCommand.self, PaintCommand.self, ShowCommand.self,
                      WatchCommand.self, ExplainCommand.self, BenchCommand.self, DoctorCommand.self, KeysCommand.self],
        defaultSubcommand: StudioCommand.self)
}
