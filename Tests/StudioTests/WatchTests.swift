import Foundation
import Jobs
import Raster
import Render
import Runs
import Studio
import Testing

@Suite struct WatchTests {
    /// A watched log with a curve of a hundred points and three images, at steps 0, 50 and 99.
    private func model(_ folder: String) throws -> AppModel {
        let log = try EventLog(folder: folder)
        for step in 0..<100 { try log.scalar("train/loss", 1 / Float(step + 1), step: step) }
        for (step, value) in [(0, UInt8(0)), (50, 120), (99, 255)] {
            let png = try PNG.encode(Bitmap(width: 8, height: 8, channels: 1, filledWith: value))
            try log.image("gen/image", png: png, width: 8, height: 8, channels: 1, step: step)
        }
        try log.flush()
        var model = AppModel(size: Size(width: 100, height: 30), tabs: [.watch])
        model.watch.folder = folder
        _ = update(&model, .taskResult(.watched(try LogWatcher(folder).refresh())))
        return model
    }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `the cursor reads curves, and goes from image to image`() throws {
        let folder = NSTemporaryDirectory() + "tessera-watch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var model = try model(folder)
        #expect(text(model).contains("train/loss") && text(model).contains("gen/image"))
        _ = update(&model, .input(.key(.left)))
        #expect(text(model).contains("step 98"))
        _ = update(&model, .input(.key(.escape)))
        _ = update(&model, .input(.key(.down)))
        #expect(text(model).contains("step 99") && text(model).contains("3/3"))
        _ = update(&model, .input(.key(.left)))
        #expect(text(model).contains("step 50") && text(model).contains("2/3"))
        for _ in 0..<5 { _ = update(&model, .input(.key(.left))) }
        #expect(text(model).contains("step 0") && text(model).contains("1/3"))
        _ = update(&model, .input(.key(.right)))
        #expect(text(model).contains("2/3"))
    }
}
