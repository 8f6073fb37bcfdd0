import Foundation
import Jobs
import Render
import Studio
import Testing

/// Runs outside of the folder of runs.
@Suite struct RecentRunsTests {
    @Test func `the open run is listed and remembered where it is elsewhere`() throws {
        var model = AppModel(size: Size(width: 80, height: 24))
        var status = TrainingStatus.example()
        status.folder = "other/cats"
        #expect(update(&model, .status(status)) == [.backgroundTask(.rememberRun("other/cats"))])
        #expect(update(&model, .status(status)) == [])
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .runs })
        #expect(update(&model, .time(1)).contains(.backgroundTask(.listRuns(folder: "runs", others: ["other/cats"]))))
        status.folder = "runs/dogs"
        #expect(update(&model, .status(status)) == [])
    }

    @Test func `a run elsewhere is opened by its path`() throws {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.tabIndex = try #require(model.tabs.firstIndex { $0.contexts[0] == .runs })
        let effects = ":open other/cats".flatMap { update(&model, .input(.key(.character($0)))) }
        #expect(effects.isEmpty)
        #expect(update(&model, .input(.key(.enter))).contains(.backgroundTask(.openRun("other/cats"))))
    }

    @Test func `runs are remembered over processes, newest first, and those that are gone are left out`() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/recent-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["a", "b"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)/run.toml"))
        }
        let recent = RecentRuns(file: "\(folder)/recent-runs")
        for name in ["a", "b", "gone", "a"] { recent.remember("\(folder)/\(name)") }
        let again = RecentRuns(file: "\(folder)/recent-runs").paths
        #expect(again == ["\(folder)/a", "\(folder)/b"])
        let listed = RunCatalog().list(
            folder, others: again + ["\(folder)/../\(folder.split(separator: "/").last ?? "")/b"])
        #expect(listed.map(\.path).sorted() == again)
        #expect(RunCatalog().list("\(folder)/none", others: again).count == 2)
    }

    @Test func `a bare name in the form is a folder of the folder of runs`() throws {
        var model = AppModel(size: Size(width: 80, height: 24))
        _ = update(&model, .input(.key(.control("n"))))
        guard case .form(var form) = model.overlay else {
            Issue.record("the form is not open")
            return
        }
        form.row = try #require(form.fields.firstIndex { $0.name == "folder" })
        model.overlay = .form(form)
        for letter in "first" { _ = update(&model, .input(.key(.character(letter)))) }
        guard case .form(let typed) = model.overlay else { return }
        #expect(typed.plan?.folder == "runs/first")
    }
}
