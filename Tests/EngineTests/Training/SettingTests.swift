import Engine
import Testing

@Suite struct SettingTests {
    @Test func `rate goes to both networks unless one has its own`() throws {
        let both = try Settings(defaults: Preset.article.defaults, given: ["rate": 0.01])
        #expect(both["generator.rate"] == 0.01 && both["discriminator.rate"] == 0.01)
        let one = try Settings(defaults: Preset.article.defaults, given: ["rate": 0.01, "generator.rate": 0.02])
        #expect(one["generator.rate"] == 0.02 && one["discriminator.rate"] == 0.01)
    }

    @Test func `an unknown name is refused with the nearest ones`() {
        #expect(throws: SettingError.unknown("bacth", nearest: ["batch"])) { try Setting.named("bacth") }
        do { _ = try Setting.named("rat") } catch { #expect(error.description.contains("rate")) }
        do { _ = try Preset.named("artikel") } catch { #expect(error.description == "artikel: no preset has this name; the presets are article") }
    }

    @Test(arguments: [("batch", 1.0), ("batch", 3.5), ("channels", 2), ("size", 0), ("average", 1), ("generator.rate", -1)])
    func `values out of range are refused with the range`(name: String, value: Double) throws {
        let setting = try Setting.named(name)
        #expect(throws: SettingError.outOfRange(setting, value)) { try setting.checked(value) }
    }

    @Test func `only live settings change while a run trains`() throws {
        var settings = try Settings(defaults: Preset.article.defaults, given: [:])
        try settings.change("generator.rate", to: 0.5)
        #expect(settings["generator.rate"] == 0.5)
        #expect(throws: SettingError.notLive(try Setting.named("batch"))) { try settings.change("batch", to: 4) }
    }

    @Test func `every preset has only settings of the table, within their ranges`() throws {
        for preset in Preset.all {
            for (name, value) in preset.defaults { _ = try Setting.named(name).checked(value) }
        }
    }
}
