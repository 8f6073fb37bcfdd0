import ArgumentParser
import Glibc
import Raster
import Runs

/// The program: its commands, and the only place where errors become a line and an exit code.
@main
struct Program {
    @MainActor
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        // A file at the shell's size limit is an error to report, not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
        unblockSignals()
        do {
            let arguments = RawArguments.all
            try EmptyValue.check(arguments)
            if let help = try HelpPage.text(arguments) {
                print(help)
                ProcessEnd.leave(0)
            }
            var command = try parsed(arguments)
            if !(command is any WithoutMatrices) { CoreChoice.restartIfSlower() }
            try command.run()
            ProcessEnd.leave(0)
        } catch {
            ProcessEnd.leave(report(error))
        }
    }

    /// The command of the arguments. Where they are wrong, a negative number after an option is read as its value, so that the message says
    /// what is wrong with it.
    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try TesseraCommand.parseAsRoot(arguments)
        } catch {
            let joined = NegativeValues.joined(arguments)
            guard joined != arguments else { throw error }
            return try TesseraCommand.parseAsRoot(joined)
        }
    }

    /// A parent may pass on blocked signals (threads of Dispatch block nearly all): Ctrl-C would have no effect.
    private static func unblockSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }

    /// Prints an error in one line and returns the exit code: 0 success, 1 failure, 2 wrong usage, 130 interrupted.
    private static func report(_ error: any Error) -> Int32 {
        if let error = error as? any UserError {
            ErrorLine.print(error.isUsage ? UsageHint.sentence(error, for: RawArguments.all) : error.onCommandLine)
            return error.isUsage ? 2 : 1
        }
        if let interrupted = error as? Interrupted { return interrupted.code }
        switch TesseraCommand.exitCode(for: error) {
        case .success:
            print(TesseraCommand.fullMessage(for: error))
            return 0
        case .validationFailure:
            ErrorLine.print(UsageHint.sentence(TesseraCommand.message(for: error), for: RawArguments.all))
            return 2
        default:
            ErrorLine.print(TesseraCommand.message(for: error))
            return 1
        }
    }
}

/// A command without matrix products: it starts without choosing kernels.
protocol WithoutMatrices {}

/// A signal ended the work, after a last checkpoint.
struct Interrupted: Error {
    let code: Int32 = 130
}

struct TesseraCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "A terminal studio for generative adversarial networks and image repair.",
        discussion: "Without a subcommand, `tessera` opens the studio and trains.",
        version: Tessera.version,
        subcommands: [
            StudioCommand.self, TrainCommand.self, ControlCommand.self, GenerateCommand.self,
            EvaluateCommand.self, SearchCommand.self, DataCommand.self, RepairCommand.self, PaintCommand.self,
            ShowCommand.self,
            WatchCommand.self, ExplainCommand.self, BenchCommand.self, DoctorCommand.self, SettingsCommand.self,
            KeysCommand.self, CompletionsCommand.self,
        ],
        defaultSubcommand: StudioCommand.self)
}
