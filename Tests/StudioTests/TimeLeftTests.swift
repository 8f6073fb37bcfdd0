import Studio
import Testing

@Suite struct TimeLeftTests {
    @Test func `a forecast counts down until a fraction is measured, which replaces it`() {
        var time = TimeLeft(now: 100)
        #expect(time.text(now: 100) == nil)
        time.expect(40, now: 100.5)
        #expect(time.text(now: 100.5) == "about 40 s left")
        time.update("tiles", 0, now: 101)
        #expect(time.text(now: 113.5) == "about 30 s left")
        time.update("tiles", 0.25, now: 120)
        #expect(time.text(now: 120) == "1:00 left")
        time.update("tiles", 0.5, now: 130)
        #expect(time.text(now: 130) == "0:30 left")
    }

    @Test func `a forecast that was too short says so`() {
        var time = TimeLeft(now: 0)
        time.expect(12, now: 0)
        #expect(time.text(now: 11) == "about 1 s left")
        #expect(time.text(now: 12) == "longer than the forecast 15 s")
    }

    @Test(arguments: [
        (3.2, "4 s"), (9.5, "10 s"), (10, "10 s"), (41, "45 s"), (61, "2 min"), (600, "10 min"), (7300, "3 h"),
    ])
    func `a forecast is as exact as it can be`(seconds: Double, text: String) {
        var time = TimeLeft(now: 0)
        time.expect(seconds, now: 0)
        #expect(time.text(now: 0) == "about \(text) left")
    }

    @Test func `a new stage is measured from its own beginning`() {
        var time = TimeLeft(now: 0)
        time.update("one", 1, now: 50)
        time.update("two", 0, now: 50)
        time.update("two", 0.5, now: 60)
        #expect(time.text(now: 60) == "0:10 left")
    }
}
