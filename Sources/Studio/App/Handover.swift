import Jobs
import Render

/// Another process continues a training that the studio leaves.
enum Handover {
    /// Starts the process where steps are left, and prints a line.
    /// - Parameter status: the training after its last checkpoint.
    static func begin(_ status: TrainingStatus, threads: Int) {
        guard status.phase == .finished, !status.folder.isEmpty else { return }
        if let steps = status.steps, status.step >= steps {
            return ErrorLine.print("\(status.folder) is done: \(Numbers.grouped(steps)) steps")
        }
        let log = DetachedProcess.log(of: status.folder)
        do {
            let process = try DetachedProcess.launch(arguments(run: status.folder, threads: threads), log: log)
            ErrorLine.print(
                "\(status.folder) trains in the background as process \(process); its output goes to \(log); "
                    + "tessera studio --browse shows it, kill \(process) stops it after a checkpoint")
        } catch {
            ErrorLine.print(error.onCommandLine)
        }
    }

    /// The arguments of `tessera` that continue a run.
    static func arguments(run: String, threads: Int) -> [String] {
        ["train", "--resume", "--run", run, "--threads", String(threads)]
    }
}
