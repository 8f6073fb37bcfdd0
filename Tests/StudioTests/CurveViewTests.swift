import Jobs
import Render
import Studio
import Testing

@Suite struct CurveViewTests {
    private func model() -> AppModel {
        var model = AppModel(size: Size(width: 80, height: 24))
        model.shared.isOpen = true
        var status = TrainingStatus.example()
        status.folder = "runs/one"
        _ = update(&model, .status(status))
        return model
    }

    @discardableResult
    private func press(_ key: Key, _ model: inout AppModel) -> [Effect] { update(&model, .input(.key(key))) }

    private func text(_ model: AppModel) -> String {
        var images = ImageCache()
        return AppView.draw(model, &images).text
    }

    @Test func `the cursor shows the values of the curves, and loads the grid of its step`() {
        var model = model()
        #expect(press(.left, &model) == [.backgroundTask(.grid(run: "runs/one", step: 4168))])
        #expect(text(model).contains("step 4,168"))
        #expect(text(model).contains("D 0.5875"))
        // One at a time: after fast moves only the last position is loaded.
        #expect(press(.left, &model) == [])
        let grid = TrainingStatus.Samples(step: 4000, grid: TrainingStatus.tiles(), columns: 2, rows: 2)
        #expect(update(&model, .taskResult(.grid(run: "runs/one", steps: [250, 4000], grid))) == [])
        #expect(text(model).contains("step 4,000"))
        #expect(text(model).contains("2/2"))
        press(.escape, &model)
        #expect(model.training.curves.cursor == nil)
        #expect(text(model).contains("step 4,200"))
    }

    @Test func `zooming keeps the step under the cursor, panning stays inside`() {
        var model = model()
        _ = update(&model, .input(.key(.left)))
        press(.character("z"), &model)
        press(.character("z"), &model)
        let view = model.training.curves.window
        #expect(view.map { $0.upperBound - $0.lowerBound } == 4210.0 / 4)
        #expect(view?.contains(4168) == true)
        for _ in 0..<20 { press(.character(">"), &model) }
        #expect(model.training.curves.window?.upperBound == 4210)
        for _ in 0..<40 { press(.character("<"), &model) }
        #expect(model.training.curves.window?.lowerBound == 0)
        #expect(text(model).contains("step"))
        for _ in 0..<5 { press(.character("Z"), &model) }
        #expect(model.training.curves.window == nil)
    }

    @Test func `a click moves the cursor, the wheel zooms`() {
        var model = model()
        _ = update(&model, .input(.mouse(.init(.press, x: 20, y: 8))))
        #expect((1000...3000).contains(model.training.curves.cursor ?? 0))
        _ = update(&model, .input(.mouse(.init(.wheelUp, .none, x: 20, y: 8))))
        #expect(model.training.curves.window != nil)
    }

    @Test func `v shows the kinds of curves one after the other`() {
        var model = model()
        press(.character("v"), &model)
        #expect(text(model).contains("losses"))
        var status = model.shared.status
        for step in 1...100 { status.curves["probability/real", default: LossHistory()].append(0.7, step: step) }
        _ = update(&model, .status(status))
        press(.character("v"), &model)
        #expect(text(model).contains("probabilities"))
    }

    @Test func `l, m and W change the y axis, the smoothing and the x axis`() {
        var model = model(), status = model.shared.status
        status.curves = [:]
        for step in 1...200 {
            for tag in ["loss/discriminator", "loss/generator"] {
                status.curves[tag, default: LossHistory()].append(
                    Float(step), step: step, time: 1_700_000_000 + Double(step) * 3)
            }
        }
        _ = update(&model, .status(status))
        model.shared.size = Size(width: 160, height: 40)
        press(.character("W"), &model)
        #expect(model.shared.notice?.text == "x axis: relative time")
        #expect(text(model).contains("relative time") && text(model).contains("5:00"))
        press(.character("m"), &model)
        #expect(text(model).contains("smooth +"))
        press(.character("m"), &model)
        #expect(!text(model).contains("smooth +") && model.shared.smoothing == .none)
        press(.character("L"), &model)
        #expect(text(model).contains(" log "))
        // The cursor reads steps, and the title says where it is on the axis.
        press(.left, &model)
        #expect(text(model).contains("time 9:5") && model.training.curves.cursor != nil)
    }

    @Test func `legends use the words of the papers, in a narrow panel too`() {
        var model = model(), status = model.shared.status
        for tag in ["probability/real", "probability/generated"] {
            status.curves[tag, default: LossHistory()].append(0.75, step: 1)
        }
        _ = update(&model, .status(status))
        #expect(text(model).contains("D loss 0.5868") && text(model).contains("G loss 1.1735"))
        model.shared.size = Size(width: 180, height: 40)
        #expect(text(model).contains("discriminator loss 0.5868") && text(model).contains("generator loss 1.1735"))
        model.shared.size = Size(width: 60, height: 16)
        press(.character("v"), &model)
        #expect(text(model).contains("D(x) 0.7500") && text(model).contains("D(G(z)) 0.7500"))
    }
}
